import { expect, test } from 'vitest';
import { serverPath } from '../../../lib/manifests/server-path';

test.each([
  ["spec.nodeSelector['kubernetes.io/os']", 'spec.nodeSelector[kubernetes.io/os]'],
  ['data["a.json"]', 'data[a.json]'],
  ["a['b'][0]['c.d'].e", 'a[b][0][c.d].e'],
  ['spec.containers[0].image', 'spec.containers[0].image'],
  ["metadata.annotations[it's]", "metadata.annotations[it's]"],
  ['', ''],
])('%s is %s for the API server', (path, written) => {
  expect(serverPath(path)).toBe(written);
});

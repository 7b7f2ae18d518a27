import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { GMSA_CRD } from '../../../lib/windows/gmsa-crd';

test('the definition that is installed is the one that the types are generated from', () => {
  const file = join(__dirname, '../../../imports/crds/windows.k8s.io.yaml');
  expect(GMSA_CRD).toEqual(parse(readFileSync(file, 'utf8')));
});

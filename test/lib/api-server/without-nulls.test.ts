import { expect, test } from 'vitest';
import { withoutNulls } from '../../../lib/api-server/without-nulls';

test('a field that is null is none, at any depth', () => {
  const pod = { hostNetwork: null, containers: [{ name: 'main', securityContext: { privileged: null } }] };
  expect(withoutNulls(pod)).toEqual({ containers: [{ name: 'main', securityContext: {} }] });
});

test('what holds no null comes back as it is', () => {
  const pod = { hostNetwork: false, containers: [{ name: '', securityContext: {} }] };
  expect(withoutNulls(pod)).toBe(pod);
});

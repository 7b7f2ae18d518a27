import { linuxOnlyFieldsOf } from '../api-server/linux-only-fields';
import { defineRule } from './rule';

export default defineRule({
  id: 'linux-only-field',
  summary: 'A Windows pod cannot carry this field.',
  why: 'The API server refuses it on a pod whose os is windows; without os a Windows node ignores it, so it never means what it says.',
  fix: 'Leave the field out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  check: (pod) => linuxOnlyFieldsOf(pod).map(({ path, got, instead }) => ({ path, got, fix: instead })),
});

import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-climbs',
  summary: 'A hostPath does not climb.',
  why: 'The API server refuses every hostPath that has .. between slashes.',
  fix: 'Write the path that is meant.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ hostPath }, index) =>
      hostPath?.path.split('/').includes('..') ? [{ path: `volumes[${index}].hostPath.path`, got: hostPath.path }] : [],
    ),
});

import { isDnsLabel } from '../api-server/formats';
import { defineRule } from './rule';

export default defineRule({
  id: 'volume-name',
  summary: 'The name of a volume is a DNS label.',
  why: 'The API server refuses capitals, dots and underscores; cdk8s-plus cuts a long name after 63 characters and derives one from the name of a ConfigMap or Secret, which may have dots.',
  fix: 'Give the volume a name of lower-case letters, digits and dashes.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ name }, index) =>
      isDnsLabel(name) ? [] : [{ path: `volumes[${index}].name`, got: name }],
    ),
});

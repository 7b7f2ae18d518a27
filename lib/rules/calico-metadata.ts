import { CALICO_KINDS, refusedByCalico } from '../calico/refusals';
import { defineRule } from './rule';

export default defineRule({
  id: 'calico-metadata',
  topic: 'policy',
  summary: 'Labels and annotations of Calico objects and rules must have the form of those of Kubernetes.',
  why: "Calico's API server and calicoctl refuse the object, for a network set also the label by which Calico itself marks namespaces.",
  fix: 'Write keys as a name of at most 63 letters, digits and - _ . with a DNS name and a slash before it or not.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  bad: `
    apiVersion: projectcalico.org/v3
    kind: NetworkSet
    metadata:
      name: partners
      labels: { projectcalico.org/namespace: shop }
    spec:
      nets: [203.0.113.0/24]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: NetworkSet
    metadata:
      name: partners
      labels: { role: partner }
    spec:
      nets: [203.0.113.0/24]
  `,
  kinds: CALICO_KINDS,
  checkObject: refusedByCalico('metadata'),
});

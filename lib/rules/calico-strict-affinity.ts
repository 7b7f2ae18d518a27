import { windowsBy } from '../calico/installation';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule } from './rule';

interface IpamConfiguration extends KubernetesObject {
  readonly spec?: { readonly strictAffinity?: boolean };
}

export default defineRule({
  id: 'calico-strict-affinity',
  topic: 'cluster',
  summary: 'With Windows nodes Calico must hand out addresses with strict affinity.',
  why: 'Without it nodes borrow addresses from the blocks of others, which Windows nodes cannot route: Calico refuses to hand out addresses there, and no pod starts.',
  fix: 'Set strictAffinity: true.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/requirements',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: projectcalico.org/v3
    kind: IPAMConfiguration
    metadata: { name: default }
    spec: { strictAffinity: false }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: projectcalico.org/v3
    kind: IPAMConfiguration
    metadata: { name: default }
    spec: { strictAffinity: true }
  `,
  kinds: ['projectcalico.org/IPAMConfiguration', 'crd.projectcalico.org/IPAMConfig'],
  checkObject: (object, { cluster }) => {
    const got = (object as IpamConfiguration).spec?.strictAffinity;
    const because = windowsBy(cluster);
    if (got === true || because === undefined) return [];
    return [{ path: 'spec.strictAffinity', got, problem: `${because} is for Windows nodes` }];
  },
});

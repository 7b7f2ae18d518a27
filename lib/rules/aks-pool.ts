import { selectorPath } from '../manifests/build-choice';
import { AKS_POOL_LABELS, AKS_POOL_MODE_LABEL } from '../windows/labels';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'aks-pool',
  topic: 'scheduling',
  summary: 'A pool of AKS with Windows nodes must be a user pool with a name of at most six characters.',
  why: 'AKS makes no other Windows pool, so the selector matches Linux nodes or none, and the pod stays Pending.',
  fix: 'Name the Windows pool as az aks nodepool list shows it, or choose by kubernetes.io/os: windows alone.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/azure/aks/create-node-pools#limitations',
  platforms: ['aks'],
  example: { platform: 'aks' },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, kubernetes.azure.com/agentpool: winpool01 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, kubernetes.azure.com/agentpool: win22 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: ({ nodeSelector = {} }) => {
    const names = AKS_POOL_LABELS.flatMap((label): Found[] => {
      const got = nodeSelector[label];
      const allowed = 'one to six lower-case letters and digits, a letter first';
      return got === undefined || /^[a-z][a-z0-9]{0,5}$/.test(got) ? [] : [{ path: selectorPath(label), got, allowed }];
    });
    if (nodeSelector[AKS_POOL_MODE_LABEL] !== 'system') return names;
    return [...names, { path: selectorPath(AKS_POOL_MODE_LABEL), got: 'system', allowed: 'user' }];
  },
});

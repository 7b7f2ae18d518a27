import { linuxOnlyFieldsOf } from '../api-server/linux-only-fields';
import { osStatementsOf } from '../manifests/operating-system';
import type { PodSpec } from '../manifests/pod-spec';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-missing',
  topic: 'operating-system',
  summary: 'A pod for Windows nodes should say so in os.name.',
  why: 'With it the API server itself refuses Linux fields, Pod Security does not demand them, and the kubelet of a Linux node refuses the pod at once; without it all of them take the pod for a Linux pod.',
  fix: 'Add os.name: windows to the pod spec. It places nothing: the node selector stays.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      nodeSelector: { kubernetes.io/os: windows }
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
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { target: { platform, kubernetes } }) => {
    // Linux fields have to go first, and a guess by the image is no reason to state it
    if (pod.os !== undefined || !isPlaced(pod) || linuxOnlyFieldsOf(pod).length > 0) return [];
    const found = { path: 'os.name', got: undefined, mend: { set: 'windows' } } as const;
    if (platform?.id !== 'openshift' || (kubernetes ?? 0) >= IGNORES_USERS_SINCE) {
      return [found];
    }
    const problem = 'OpenShift then gives the pod a numeric user, with which older kubelets cannot start it on Windows';
    return [{ ...found, problem, severity: 'warning' }];
  },
});

/** The first minor whose kubelets on Windows take no offence at a numeric user, in every patch. */
const IGNORES_USERS_SINCE = 31;

function isPlaced(pod: PodSpec): boolean {
  return pod.nodeSelector?.[WINDOWS_BUILD_LABEL] !== undefined || osStatementsOf(pod).some(({ places }) => places);
}

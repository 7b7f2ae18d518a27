import { containersOf, isHostProcess, type WindowsOptions } from '../manifests/pod-spec';
import { defineRule, type Found } from './rule';

const OPTIONS: readonly (keyof WindowsOptions)[] = ['gmsaCredentialSpecName', 'gmsaCredentialSpec'];

export default defineRule({
  id: 'host-process-gmsa',
  topic: 'host-process',
  summary: 'A HostProcess container must not name a gMSA: it logs on with an account of the node.',
  why: 'It logs on with an account of the node; a credential spec is applied to containers that have a sandbox of their own.',
  fix: 'Leave the credential spec out, or run the work in an ordinary Windows pod.',
  fixInCode: 'Leave gmsa out, or run the work in an ordinary Windows workload.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM', gmsaCredentialSpecName: erp }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => {
    if (!isHostProcess(pod)) return [];
    const places = [
      { path: '', options: pod.securityContext?.windowsOptions },
      ...containersOf(pod).map(({ path, container }) => ({
        path: `${path}.`,
        options: container.securityContext?.windowsOptions,
      })),
    ];
    return places.flatMap(({ path, options }): Found[] => {
      const option = OPTIONS.find((each) => options?.[each] !== undefined);
      if (option === undefined) return [];
      return [{ path: `${path}securityContext.windowsOptions.${option}`, got: options?.[option] }];
    });
  },
});

import { containersOf, effectiveHostProcess, effectiveUserName } from '../manifests/pod-spec';
import { INHERIT_USER_ANNOTATION } from '../windows/accounts';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-user-missing',
  topic: 'host-process',
  summary: 'A HostProcess container must say as which account of the node it runs.',
  why: 'Without runAsUserName the USER of the image decides: most images have none, which the node refuses as an empty user name, and Nano Server has ContainerUser, which no node has.',
  fix: 'Set windowsOptions.runAsUserName on the pod: NT AUTHORITY\\LOCAL SERVICE has the fewest rights, NT AUTHORITY\\SYSTEM all of them.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true }
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
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { template: { annotations } }) => {
    if (annotations[INHERIT_USER_ANNOTATION] === 'true') return [];
    const without = containersOf(pod).filter(
      ({ container }) => effectiveHostProcess(pod, container) && effectiveUserName(pod, container) === undefined,
    );
    if (without.length === 0) return [];
    const problem = `${without.map(({ path }) => path).join(', ')} ${without.length === 1 ? 'has' : 'have'} none`;
    return [{ path: 'securityContext.windowsOptions.runAsUserName', got: undefined, problem }];
  },
});

import { userNameProblems } from '../api-server/user-name';
import { isHostProcess } from '../manifests/pod-spec';
import { isLocalGroup, isWellKnownAccount, meantByEscape } from '../windows/accounts';
import { defineRule } from './rule';

export default defineRule({
  id: 'pod-user-of-image',
  topic: 'windows-options',
  summary: 'A user that only an image knows must be set on its container, not on the pod.',
  why: 'The runAsUserName of the pod holds for its pause container as well, which does not have that user: the sandbox is not created (the user name or password is incorrect), and the pod stays Pending.',
  fix: 'Move runAsUserName to securityContext.windowsOptions of each container that runs as this user.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/kubernetes/kubernetes/issues/104635',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: AppUser }
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
          securityContext:
            windowsOptions: { runAsUserName: AppUser }
  `,
  check: (pod) => {
    const got = pod.securityContext?.windowsOptions?.runAsUserName;
    // HostProcess pods run as users of the node
    if (got === undefined || isHostProcess(pod)) return [];
    // what is no name, and what is a group, other rules say
    if (userNameProblems(got).length > 0 || meantByEscape(got) !== undefined) return [];
    if (isWellKnownAccount(got) || isLocalGroup(got)) return [];
    return [{ path: 'securityContext.windowsOptions.runAsUserName', got }];
  },
});

import { containersOf, effectiveUserName, placeOfUserName } from '../manifests/pod-spec';
import { meantByEscape } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'run-as-user-name-escape',
  topic: 'windows-options',
  summary: 'The backslash of a user name must survive YAML.',
  why: 'Between double quotes YAML takes a backslash and the letter behind it for one special character: of "NT AUTHORITY\\NETWORK SERVICE" it leaves a name without a domain. The API server takes it, and no Windows knows it.',
  fix: "Write the name in single quotes, 'NT AUTHORITY\\NETWORK SERVICE', or double the backslash.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://yaml.org/spec/1.2.2/#57-escaped-characters',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: "NT AUTHORITY\\NETWORK SERVICE" }
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
      securityContext:
        windowsOptions: { runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) => {
        const got = effectiveUserName(pod, placed.container);
        const meant = got === undefined ? undefined : meantByEscape(got);
        return meant === undefined
          ? []
          : [{ path: placeOfUserName(placed), got, allowed: meant, mend: { set: meant } }];
      }),
    ),
});

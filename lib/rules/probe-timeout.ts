import { containersOf } from '../manifests/pod-spec';
import { isPowerShell } from '../windows/powershell';
import { defineRule } from './rule';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const DEFAULT_TIMEOUT = 1;

/** What is less is a guess that was made for a shell of Linux. */
const ENOUGH_SECONDS = 3;

export default defineRule({
  id: 'probe-timeout',
  topic: 'lifecycle',
  summary: 'A probe that starts PowerShell must wait longer than PowerShell takes to start.',
  why: 'A probe waits 1 second unless it says otherwise. Loading PowerShell in a container takes about that long on an idle node and several times that on a busy one, so the probe fails now and then and the container is restarted or taken out of its Service.',
  fix: 'Set timeoutSeconds to 10 or more and periodSeconds above it, or use an httpGet, tcpSocket or grpc probe, which starts no program.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  fields: PROBES.map((probe) => `spec.containers[*].${probe}.timeoutSeconds`),
  bad: `
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
          livenessProbe:
            exec: { command: [powershell, -File, 'C:\\probe.ps1'] }
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
          livenessProbe:
            exec: { command: [powershell, -File, 'C:\\probe.ps1'] }
            periodSeconds: 30
            timeoutSeconds: 15
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      PROBES.flatMap((name) => {
        const { exec, timeoutSeconds: got } = container[name] ?? {};
        const [program = ''] = exec?.command ?? [];
        if (!isPowerShell(program) || (got ?? DEFAULT_TIMEOUT) >= ENOUGH_SECONDS) return [];
        return [{ path: `${path}.${name}.timeoutSeconds`, got, allowed: 'about 10' }];
      }),
    ),
});

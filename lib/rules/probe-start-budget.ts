import { parseImageReference } from '../windows/image-reference';
import { defineRule } from './rule';

/** What a probe without numbers gives. */
const SHORT_SECONDS = 30;

const LONGER = 'Raise its failureThreshold or periodSeconds: 30 times 10 seconds are five minutes.';

export default defineRule({
  id: 'probe-start-budget',
  topic: 'lifecycle',
  summary: 'A probe must wait until IIS or .NET Framework has answered for the first time.',
  why: 'IIS starts its worker process and .NET Framework compiles the application on the first request; on a busy node that takes longer than the probe allows. The kubelet kills the container, which starts all over again, for ever.',
  fix: 'Add a startupProbe of the same kind with periodSeconds: 10 and failureThreshold: 30, which waits five minutes; the livenessProbe begins only when it has succeeded.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 80 }]
          livenessProbe: { httpGet: { path: /, port: 80 } }
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
          image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          ports: [{ containerPort: 80 }]
          startupProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 10, failureThreshold: 30 }
          livenessProbe: { httpGet: { path: /, port: 80 } }
  `,
  check: (pod) =>
    (pod.containers ?? []).flatMap(({ image = '', startupProbe, livenessProbe }, index) => {
      const probe = startupProbe ?? livenessProbe;
      if (probe === undefined || !startsSlowly(image)) return [];
      const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
      const seconds = initialDelaySeconds + periodSeconds * failureThreshold;
      if (seconds > SHORT_SECONDS) return [];
      const path = `containers[${index}].${startupProbe === undefined ? 'livenessProbe' : 'startupProbe'}`;
      const problem = `it gives up ${seconds} seconds after the start`;
      return [{ path, got: probe, problem, ...(startupProbe === undefined ? {} : { fix: LONGER }) }];
    }),
});

function startsSlowly(image: string): boolean {
  const { hostsIis, repository } = parseImageReference(image);
  return hostsIis || /(^|\/)dotnet\/framework\//.test(repository);
}

import { type ContainerSpec, containersOf, handlersOf } from '../manifests/pod-spec';
import { defineRule, type Found, type Severity } from './rule';

export default defineRule({
  id: 'command-ping',
  topic: 'network',
  summary: 'A Windows pod must not ping what lies outside the cluster.',
  why: 'The virtual switch of Windows nodes does not translate ICMP: pings between pods work, the answer to a ping that leaves the network never finds its way back, while TCP and UDP do.',
  fix: 'Test the connection that is really used: Test-NetConnection -Port, or curl.exe.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#limitations',
  check: (pod) =>
    // on the network of the node pings are the node's own
    pod.hostNetwork === true ? [] : containersOf(pod).flatMap(({ path, container }) => pingsOf(path, container)),
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
          livenessProbe: { exec: { command: [ping.exe, -n, '1', www.example.com] }, timeoutSeconds: 10 }
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
          livenessProbe: { exec: { command: [curl.exe, -s, 'https://www.example.com'] }, timeoutSeconds: 10 }
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** A program that only wants to last pings somebody and does not wait for an answer: that is worth a hint at most. */
function pingsOf(path: string, container: ContainerSpec): Found[] {
  const { command = [], args = [] } = container;
  return [
    ...pings(`${path}.${command.length > 0 ? 'command' : 'args'}`, [...command, ...args], 'info'),
    ...handlersOf(container).flatMap(({ path: hook, handler }) =>
      pings(`${path}.${hook}.exec.command`, handler.exec?.command ?? [], 'warning'),
    ),
  ];
}

const PING = /(?:^|[\s;&|("'\\/])ping(?:\.exe)?((?:\s+[^\s;&|]+)+)/i;

function pings(path: string, command: readonly string[], severity: Severity): Found[] {
  const words = PING.exec(command.join(' '))?.[1].split(/\s+/) ?? [];
  const target = words.map((word) => word.replace(/(?<!["');])["');]+$/, '')).find((word) => word.includes('.'));
  return target === undefined || !isOutside(target)
    ? []
    : [{ path, got: command, problem: `${target} is outside the cluster`, severity }];
}

const PRIVATE = /^(127|10|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

function isOutside(word: string): boolean {
  if (/^\d+(\.\d+){3}$/.test(word)) return !PRIVATE.test(word);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(word) && !/\.(local|svc|exe|cmd|ps1|txt|log)$/i.test(word);
}

import { describe, expect, test } from 'vitest';
import { type LintManifestsOptions, lintManifests } from '../../../lib/lint/lint-manifests';

/** A Deployment in the namespace shop, as people write it, around the fields of its pod spec. */
function deployment(podSpec: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop, labels: { app: orders } }
spec:
  replicas: 2
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:${podSpec.replace(/\n/g, '\n      ')}
`;
}

const ON_WINDOWS = `
os: { name: windows }
nodeSelector: { kubernetes.io/os: windows }`;

const container = (fields = '') => `
containers:
  - name: orders
    image: registry.example.com/shop/orders:2.4-ltsc2022
    ports: [{ containerPort: 8080 }]
    resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: '1', memory: 512Mi } }${fields.replace(/\n/g, '\n    ')}`;

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;

/** What somebody wrote, who must be told so, where, what the message quotes, and what it says to do. */
interface Mistake {
  readonly manifest: string;
  readonly on?: LintManifestsOptions;
  readonly rule: string;
  readonly path: string;
  readonly says: string;
  readonly todo: RegExp;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'no node selector': {
    manifest: deployment(`\nos: { name: windows }${container()}`),
    rule: 'os-not-placed',
    path: `${POD}.nodeSelector[kubernetes.io/os]`,
    says: 'is missing',
    todo: /Add kubernetes\.io\/os: windows to nodeSelector/,
  },
  'an image for a newer Windows than the nodes have': {
    manifest: deployment(
      `\nos: { name: windows }\nnodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }${container().replace('ltsc2022', 'ltsc2025')}`,
    ),
    rule: 'image-build',
    path: `${CONTAINER}.image`,
    says: "'registry.example.com/shop/orders:2.4-ltsc2025'",
    todo: /Use an image for that version/,
  },
  'a numeric user': {
    manifest: deployment(`${ON_WINDOWS}\nsecurityContext: { runAsUser: 1000 }${container()}`),
    rule: 'linux-only-field',
    path: `${POD}.securityContext.runAsUser`,
    says: 'is 1000',
    todo: /Set windowsOptions\.runAsUserName/,
  },
  'a Linux field that is false': {
    manifest: deployment(`${ON_WINDOWS}${container('\nsecurityContext: { privileged: false }')}`),
    rule: 'linux-only-field',
    path: `${CONTAINER}.securityContext.privileged`,
    says: 'is false',
    todo: /Leave it out/,
  },
  'a node affinity on EKS': {
    manifest: deployment(`
os: { name: windows }
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [windows] }]${container()}`),
    on: { platform: 'eks' },
    rule: 'node-selector-not-affinity',
    path: `${POD}.nodeSelector[kubernetes.io/os]`,
    says: 'is missing',
    todo: /Add kubernetes\.io\/os: windows to nodeSelector/,
  },
  'the host network for an ordinary pod': {
    manifest: deployment(`${ON_WINDOWS}\nhostNetwork: true${container()}`),
    rule: 'host-network-needs-host-process',
    path: `${POD}.hostNetwork`,
    says: 'is true',
    todo: /Leave hostNetwork out .* or make it a HostProcess pod/,
  },
  'a file that is mounted without subPath': {
    manifest: deployment(
      `${ON_WINDOWS}${container("\nvolumeMounts: [{ name: config, mountPath: 'C:\\app\\appsettings.json' }]")}\nvolumes: [{ name: config, configMap: { name: orders } }]`,
    ),
    rule: 'file-mount',
    path: `${CONTAINER}.volumeMounts[0].mountPath`,
    says: "'C:\\app\\appsettings.json'",
    todo: /mount one file by subPath, the key of the ConfigMap/,
  },
  'a short name of a Service': {
    manifest: deployment(
      `${ON_WINDOWS}${container('\nenv: [{ name: CATALOG_URL, value: http://catalog.shop.svc:8080 }]')}`,
    ),
    rule: 'dns-short-name',
    path: `${CONTAINER}.env[0].value`,
    says: 'catalog.shop.svc.cluster.local',
    todo: /Write the full name/,
  },
  'HostProcess for one of two containers': {
    manifest: deployment(`${ON_WINDOWS}
hostNetwork: true${container("\nsecurityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } }")}
  - name: metrics
    image: registry.example.com/shop/metrics:1.0-ltsc2022
    resources: { limits: { cpu: 100m, memory: 256Mi } }`),
    rule: 'host-process-mix',
    path: POD,
    says: '1 of its 2 containers',
    todo: /Set hostProcess: true on the pod/,
  },
  'no limits': {
    manifest: deployment(`${ON_WINDOWS}${container().replace(/ {4}resources.*/, '')}`),
    rule: 'resource-limits',
    path: `${CONTAINER}.resources.limits`,
    says: 'is missing',
    todo: /Set resources\.limits for memory and cpu/,
  },
  'a probe written for a shell': {
    manifest: deployment(
      `${ON_WINDOWS}${container("\nlivenessProbe: { exec: { command: [dir, 'C:\\app\\ready'] } }")}`,
    ),
    rule: 'command-built-in',
    path: `${CONTAINER}.livenessProbe.exec.command`,
    says: '"dir"',
    todo: /Begin with \['cmd', '\/c'/,
  },
  'the end of a container as on Linux': {
    manifest: deployment(
      `${ON_WINDOWS}${container('\nlifecycle: { preStop: { exec: { command: [/bin/sh, -c, sleep 15] } } }')}`,
    ),
    rule: 'command-shell',
    path: `${CONTAINER}.lifecycle.preStop.exec.command`,
    says: '"/bin/sh"',
    todo: /Write the command for Windows/,
  },
  'one host name for several gMSA pods': {
    manifest: deployment(
      `${ON_WINDOWS}\nhostname: orders\nsecurityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-orders } }${container()}`,
    ),
    rule: 'gmsa-host-name',
    path: `${POD}.hostname`,
    says: "is 'orders'",
    todo: /Leave hostname out/,
  },
  'a restricted namespace for a pod that does not say os': {
    manifest: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }
---${deployment(`\nnodeSelector: { kubernetes.io/os: windows }\nsecurityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: ContainerUser } }${container()}`)}`,
    rule: 'namespace-pod-security',
    path: `${POD}.os.name`,
    says: 'is missing: namespace shop enforces restricted',
    todo: /Add os\.name: windows/,
  },
  'a user of the image for the whole pod': {
    manifest: deployment(
      `${ON_WINDOWS}\nsecurityContext: { windowsOptions: { runAsUserName: OrdersUser } }${container()}`,
    ),
    rule: 'pod-user-of-image',
    path: `${POD}.securityContext.windowsOptions.runAsUserName`,
    says: "is 'OrdersUser'",
    todo: /Move runAsUserName to securityContext\.windowsOptions of each container/,
  },
};

describe.each(Object.entries(MISTAKES))('%s', (_, { manifest, on, rule, path, says, todo }) => {
  const { findings } = lintManifests(manifest, on);

  test('is one finding, which names the object, the field, the value and what to do', () => {
    expect(findings.map(({ rule: id }) => id)).toEqual([rule]);
    const [{ object, path: found, message, fix, line }] = findings;
    expect(`${object.kind} ${object.namespace}/${object.name}`).toBe('Deployment shop/orders');
    expect(found).toBe(path);
    expect(message).toContain(path);
    expect(message).toContain(says);
    expect(fix).toMatch(todo);
    expect(line).toBeGreaterThan(1);
  });
});

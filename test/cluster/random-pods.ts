import fc from 'fast-check';
import { volumeSources } from './pod-volumes';
import { sparse } from './sparse';
import { userNames } from './user-names';

const ids = fc.constantFrom(0, 1, 1000, 2 ** 31 - 1, 2 ** 31, -1);
const anyOf = (...values: unknown[]) => fc.constantFrom(...values);
const listOf = (...values: unknown[]) => fc.array(anyOf(...values), { maxLength: 3 });

const credentialSpecs = fc.oneof(
  { weight: 20, arbitrary: anyOf('', '{}', '{"CmsPlugins":["ActiveDirectory"]}') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'é'), fc.integer({ min: 65_534, max: 65_538 }))
      .map(
        ([filler, bytes]) =>
          filler.repeat(bytes / Buffer.byteLength(filler)) + 'a'.repeat(bytes % Buffer.byteLength(filler)),
      ),
  },
);

const specNames = fc.oneof(
  fc.constantFrom('webapp', 'web.app-1', 'gmsa-WebApp1', '', '-a', 'a_b', 'a..b', 'a'.repeat(253), 'a'.repeat(254)),
  fc.string({ unit: fc.constantFrom(...'ab0-.A_'), maxLength: 6 }),
);

const windowsOptions = (rarity: number) =>
  sparse(
    {
      hostProcess: fc.boolean(),
      runAsUserName: userNames,
      gmsaCredentialSpecName: specNames,
      gmsaCredentialSpec: credentialSpecs,
    },
    rarity,
  );

const profile = sparse(
  {
    type: anyOf('RuntimeDefault', 'Localhost', 'Localhost', 'Unconfined', '', 'runtimeDefault'),
    localhostProfile: anyOf('', 'a/b.json', '/abs', 'a/../b', ' padded', 'padded\u0085', 'p\ufeff'),
  },
  0.4,
);
const profiles = fc.oneof(
  { withCrossShrink: true },
  { weight: 12, arbitrary: profile },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(4095, 4096)
      .map((length) => ({ type: 'Localhost', localhostProfile: 'a'.repeat(length) })),
  },
);

const seLinuxOptions = sparse(
  {
    type: anyOf('', 'container_t', 'container_engine_t', 'spc_t'),
    user: anyOf('', 'u'),
    role: anyOf('', 'r'),
    level: anyOf('', 's0'),
  },
  2,
);

const sysctls = fc.array(
  fc
    .constantFrom(
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_local_reserved_ports',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_rmem',
      'net.ipv4.tcp_syncookies',
      'net/ipv4/tcp_syncookies',
      'net/ipv4/tcp_syncookies',
      'net/ipv4/tcp_syncookies',
      'net.core.somaxconn',
      'kernel/shmmax',
      'fs/mqueue.msg_max',
      'kernel.sem',
      'fs.mqueue.msg_max',
      'vm.swappiness',
      'vm.swappiness',
      'vm.swappiness',
      'net.*',
      'Bad_Name',
      'a-',
      '',
      'a'.repeat(253),
      'a'.repeat(254),
    )
    .map((name) => ({ name, value: '1' })),
  { maxLength: 5 },
);

const shared = {
  runAsNonRoot: fc.boolean(),
  runAsUser: ids,
  runAsGroup: ids,
  seLinuxOptions,
  seccompProfile: profiles,
  appArmorProfile: profiles,
};

const podContext = (rarity: number) => ({
  ...shared,
  fsGroup: ids,
  fsGroupChangePolicy: anyOf('Always', 'OnRootMismatch', '', 'always'),
  supplementalGroups: fc.array(ids, { maxLength: 2 }),
  supplementalGroupsPolicy: anyOf('Merge', 'Strict', '', 'merge'),
  seLinuxChangePolicy: anyOf('Recursive', 'MountOption', '', 'x'),
  sysctls,
  windowsOptions: windowsOptions(rarity),
});

const capabilities = sparse(
  {
    add: listOf('NET_BIND_SERVICE', 'CHOWN', 'NET_RAW', 'SYS_ADMIN', 'CAP_SYS_ADMIN', 'ALL'),
    drop: listOf('ALL', 'NET_RAW', 'all'),
  },
  0.5,
);

const containerContext = (rarity: number) => ({
  ...shared,
  privileged: fc.boolean(),
  allowPrivilegeEscalation: fc.boolean(),
  readOnlyRootFilesystem: fc.boolean(),
  procMount: anyOf('Default', 'Unmasked', '', 'unmasked'),
  capabilities,
  windowsOptions: windowsOptions(rarity),
});

/** What Windows takes, so that not every Windows pod is refused. */
const windowsContext = sparse(
  {
    runAsNonRoot: fc.boolean(),
    windowsOptions: sparse({ hostProcess: fc.boolean(), runAsUserName: fc.constant('ContainerUser') }, 1),
  },
  1,
);

/** All that only Windows has, at its edges. */
const windowsIdentity = sparse({ runAsNonRoot: fc.boolean(), windowsOptions: windowsOptions(0.7) }, 0.3);

/** What `restricted` demands, so that not every Linux pod fails it. */
const RESTRICTED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const restrictedContext = sparse(containerContext(4), 12).map((context) => ({ ...RESTRICTED, ...context }));

const ports = fc.array(
  sparse(
    {
      hostPort: anyOf(0, 80, 81),
      protocol: anyOf('TCP', 'UDP'),
      hostIP: anyOf('', '10.0.0.1'),
    },
    1,
  ).chain((port) => fc.constantFrom(80, 81).map((containerPort) => ({ containerPort, ...port }))),
  { maxLength: 3 },
);

const handlers = fc.oneof(
  sparse({ host: anyOf('', 'other.example') }, 1).map((action) => ({ httpGet: { port: 80, ...action } })),
  sparse({ host: anyOf('', '10.0.0.1') }, 1).map((action) => ({ tcpSocket: { port: 80, ...action } })),
  fc.constantFrom({ exec: { command: ['a'] } }, { exec: { command: ['a'] }, httpGet: null }),
);

const container = (rarity: number, contexts: readonly fc.Arbitrary<object>[]) =>
  sparse(
    {
      ports,
      livenessProbe: handlers,
      readinessProbe: handlers,
      startupProbe: handlers,
      lifecycle: sparse(
        { postStart: handlers, preStop: handlers, stopSignal: anyOf('SIGTERM', 'SIGKILL', 'SIGHUP', 'sigterm') },
        2,
      ),
      resources: anyOf({}, { limits: { cpu: '100m' } }, { limits: {} }, { requests: null }),
      mounts: listOf(undefined, 'None', 'HostToContainer', 'Bidirectional', 'bidirectional', null),
      blockDevice: fc.constant(true),
    },
    rarity,
  ).chain((fields) =>
    fc.oneof({ withCrossShrink: true }, fc.constant({}), ...contexts.map((context) => context)).map((context) => ({
      ...fields,
      ...(Object.keys(context).length > 0 ? { securityContext: context } : {}),
    })),
  );

const restartPolicies = anyOf('Always', 'Always', 'Never', 'OnFailure', '', 'always');

const restarting = (containers: fc.Arbitrary<object>, rarity: number) =>
  fc
    .tuple(containers, sparse({ restartPolicy: restartPolicies }, rarity))
    .map(([fields, restart]) => ({ ...fields, ...restart }));

const several = (containers: fc.Arbitrary<object>, minLength: number, rarity: number) =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: rarity, arbitrary: fc.array(containers, { minLength, maxLength: minLength }) },
    { weight: 1, arbitrary: fc.array(containers, { minLength, maxLength: 2 }) },
  );

/** Fields of the pod itself; the namespaces of the node are what most rules hang on. */
const podFields = {
  hostNetwork: fc.boolean(),
  hostPID: fc.boolean(),
  hostIPC: fc.boolean(),
  hostUsers: fc.boolean(),
  shareProcessNamespace: fc.boolean(),
  setHostnameAsFQDN: fc.boolean(),
  hostnameOverride: anyOf('host', 'host.example', '', 'Host', 'a'.repeat(64), 'a'.repeat(65), `${'é'.repeat(33)}`),
  resources: anyOf({}, { limits: { cpu: '4' } }, { claims: [] }, { requests: { cpu: '2' }, claims: null }),
};

const osNames = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ os: { name: 'windows' } }) },
  { weight: 3, arbitrary: fc.constant({ os: { name: 'linux' } }) },
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<object>(
      { os: {} },
      { os: null },
      { os: { name: '' } },
      { os: { name: null } },
      { os: { name: 'Windows' } },
      { os: { name: 'plan9' } },
    ),
  },
);

const ANNOTATION_KEYS = [
  'seccomp.security.alpha.kubernetes.io/pod',
  ...['containers0', 'init-containers0', 'nobody'].flatMap((name) => [
    `container.seccomp.security.alpha.kubernetes.io/${name}`,
    `container.apparmor.security.beta.kubernetes.io/${name}`,
  ]),
];
const ANNOTATION_VALUES = [
  'runtime/default',
  'docker/default',
  'unconfined',
  'localhost/a/b.json',
  'localhost/',
  'localhost//abs',
  'localhost/ padded',
  'localhost/a/../b',
  'bogus',
  '',
];

export const randomAnnotations: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom(...ANNOTATION_KEYS), fc.constantFrom(...ANNOTATION_VALUES), {
      maxKeys: 2,
    }),
  },
);

interface Parts {
  readonly initContainers: readonly Record<string, unknown>[];
  readonly containers: readonly Record<string, unknown>[];
  readonly ephemeralContainers: readonly Record<string, unknown>[];
  readonly sources: readonly object[];
}

/** Names, images, and the volumes that mounts and block devices need. */
function assembled({ sources, ...lists }: Parts): object {
  const containers = Object.entries(lists).flatMap(([list, parts]) =>
    parts.length === 0 ? [] : [[list, parts.map((part, index) => completed(part, list, index))]],
  );
  const volumes = [
    { name: 'data', emptyDir: {} },
    { name: 'block', persistentVolumeClaim: { claimName: 'block' } },
  ].filter(({ name }) => JSON.stringify(containers).includes(`"name":"${name}"`));
  const all = [...volumes, ...sources.map((source, index) => ({ name: `v${index}`, ...source }))];
  return { ...Object.fromEntries(containers), ...(all.length > 0 ? { volumes: all } : {}) };
}

function completed({ mounts, blockDevice, ...rest }: Record<string, unknown>, list: string, index: number): object {
  const modes = (mounts ?? []) as (string | null | undefined)[];
  const volumeMounts = modes.map((mountPropagation, mount) => ({
    name: 'data',
    mountPath: `C:\\${mount}`,
    ...(mountPropagation === undefined ? {} : { mountPropagation }),
  }));
  return {
    name: `${list.toLowerCase().replace('containers', '-containers').replace(/^-/, '')}${index}`,
    image: 'registry.example/app:1',
    ...rest,
    ...(mounts ? { volumeMounts } : {}),
    ...(blockDevice ? { volumeDevices: [{ name: 'block', devicePath: '/dev/block' }] } : {}),
  };
}

function podsOf(rarity: number, contexts: readonly fc.Arbitrary<object>[], podContexts: fc.Arbitrary<object>) {
  const some = container(rarity, contexts);
  return fc
    .record({
      os: osNames,
      fields: sparse(podFields, rarity / 2),
      securityContext: fc.oneof({ withCrossShrink: true }, fc.constant({}), podContexts),
      initContainers: several(restarting(some, 1), 0, 3),
      containers: several(restarting(some, 20), 1, 3),
      ephemeralContainers: several(restarting(some, 20), 0, 40),
      sources: volumeSources,
    })
    .map(({ os, fields, securityContext, ...parts }) => ({
      ...os,
      ...fields,
      ...(Object.keys(securityContext).length > 0 ? { securityContext } : {}),
      ...assembled(parts as unknown as Parts),
    }));
}

/** Specs of pods: some with a bit of everything, others nearly right for Windows, with Windows options, nearly restricted. */
export const randomPods: fc.Arbitrary<object> = fc.oneof(
  podsOf(6, [sparse(containerContext(1), 6)], sparse(podContext(1), 8)),
  podsOf(20, [sparse(containerContext(2), 30), windowsContext], fc.oneof(sparse(podContext(2), 30), windowsContext)),
  podsOf(20, [windowsIdentity], windowsIdentity),
  podsOf(30, [restrictedContext], sparse(podContext(4), 20)),
);

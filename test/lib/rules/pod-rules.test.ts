import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { POD_RULES } from '../../../lib/rules/pod-rules';
import { checkOf, hostProcess, init, main, mounts, SOUND, SOUND_HOST_PROCESS, user, volumes } from './pods';

const find = (id: string, pod: PodSpec) =>
  POD_RULES.filter((rule) => rule.id === id).flatMap((rule) => checkOf(rule, pod) ?? []);

describe.each(POD_RULES)('$id', (rule) => {
  test('finds nothing in a sound pod, a sound HostProcess pod and a pod that says nothing', () => {
    expect(checkOf(rule, SOUND)).toEqual([]);
    expect(checkOf(rule, SOUND_HOST_PROCESS)).toEqual([]);
    expect(checkOf(rule, {})).toEqual([]);
  });
});

/** Each rule, a pod that breaks it, and where it must say so: every place, in order, and no other. */
const BROKEN: readonly [string, string, PodSpec, string[]][] = [
  [
    'image-missing',
    'in every kind of container',
    { ...init({ image: '' }), ...main({ image: ' ' }) },
    ['initContainers[0].image', 'containers[0].image'],
  ],
  ['container-name', 'a capital', main({ name: 'Main' }), ['containers[0].name']],
  ['container-name-unique', 'across kinds', { ...init({ name: 'main' }), ...main({}) }, ['initContainers[0].name']],
  [
    'container-port',
    'both numbers',
    main({ ports: [{ containerPort: 0, hostPort: 70000 }] }),
    ['containers[0].ports[0].containerPort', 'containers[0].ports[0].hostPort'],
  ],
  [
    'port-name',
    'an underscore',
    main({ ports: [{ containerPort: 80 }, { containerPort: 81, name: 'a_b' }] }),
    ['containers[0].ports[1].name'],
  ],
  ['env-name', 'an equals sign', main({ env: [{ name: 'A=B' }] }), ['containers[0].env[0].name']],
  [
    'env-case',
    'three spellings',
    main({ env: [{ name: 'Path', value: 'a' }, { name: 'PATH' }, { name: 'path', value: 'b' }] }),
    ['containers[0].env[1].name', 'containers[0].env[2].name'],
  ],
  [
    'command-shell',
    'in command, probe and hook',
    main({
      command: ['sh'],
      startupProbe: { exec: { command: ['/usr/bin/env', 'x'] } },
      lifecycle: { postStart: { exec: { command: ['/bin/bash'] } } },
    }),
    [
      'containers[0].command',
      'containers[0].startupProbe.exec.command',
      'containers[0].lifecycle.postStart.exec.command',
    ],
  ],
  [
    'command-one-string',
    'a program with an argument',
    main({ command: ['app.exe --verbose'] }),
    ['containers[0].command'],
  ],
  [
    'node-selector-format',
    'blanks and a number',
    { nodeSelector: { 'a b': 'x', c: 5 as never } },
    ["nodeSelector['a b']", "nodeSelector['c']"],
  ],
  [
    'object-name',
    'capitals',
    { runtimeClassName: 'Win', priorityClassName: 'A b', serviceAccountName: 'x_y' },
    ['runtimeClassName', 'priorityClassName', 'serviceAccountName'],
  ],
  ['host-name', 'a name of the Windows world', { hostname: 'WEB01', subdomain: 'a.b' }, ['hostname', 'subdomain']],
  [
    'init-container-handlers',
    'a probe and a hook',
    init({ livenessProbe: {}, lifecycle: { preStop: {} } }),
    ['initContainers[0].lifecycle', 'initContainers[0].livenessProbe'],
  ],
  [
    'command-built-in',
    'in a probe',
    main({ livenessProbe: { exec: { command: ['echo', 'ok'] } } }),
    ['containers[0].livenessProbe.exec.command'],
  ],
  [
    'port-protocol',
    'SCTP',
    main({ ports: [{ containerPort: 80, protocol: 'SCTP' }] }),
    ['containers[0].ports[0].protocol'],
  ],
  ['image-build-ended', 'Server 2016', main({ image: 'app:ltsc2016' }), ['containers[0].image']],
  [
    'image-nanoserver-powershell',
    'a probe',
    main({ image: 'app:nanoserver-ltsc2022', readinessProbe: { exec: { command: ['powershell'] } } }),
    ['containers[0].readinessProbe.exec.command'],
  ],
  ['host-network-needs-host-process', 'an ordinary pod', { hostNetwork: true }, ['hostNetwork']],
  ['dns-policy', 'the policy for host networks', { dnsPolicy: 'ClusterFirstWithHostNet' }, ['dnsPolicy']],
  ['dns-options', 'ndots', { dnsConfig: { options: [{ name: 'ndots' }] } }, ['dnsConfig.options']],
  [
    'run-as-non-root-administrator',
    'by the pod',
    { securityContext: { runAsNonRoot: true, ...user('containeradministrator') }, containers: [{}, {}] },
    ['securityContext.runAsNonRoot'],
  ],
  [
    'run-as-non-root-administrator',
    'by a container',
    {
      securityContext: { runAsNonRoot: true, ...user('ContainerUser') },
      containers: [{}, { securityContext: { runAsNonRoot: true, ...user('User Manager\\ContainerAdministrator') } }],
    },
    ['containers[1].securityContext.runAsNonRoot'],
  ],
  [
    'gmsa-init-container',
    'by name',
    init({ securityContext: { windowsOptions: { gmsaCredentialSpecName: 'erp' } } }),
    ['initContainers[0].securityContext.windowsOptions.gmsaCredentialSpecName'],
  ],
  [
    'netlogon-repair',
    'as an ordinary user',
    main({
      lifecycle: { postStart: { exec: { command: ['powershell.exe', 'Restart-Service netlogon'] } } },
      securityContext: user('ContainerUser'),
    }),
    ['containers[0].securityContext.windowsOptions.runAsUserName'],
  ],
  ['volume-name', 'dots', volumes({ name: 'a.b' }), ['volumes[0].name']],
  [
    'empty-dir-medium',
    'memory and huge pages',
    volumes({ name: 'a', emptyDir: { medium: 'Memory' } }, { name: 'b', emptyDir: { medium: 'HugePages' } }),
    ['volumes[0].emptyDir.medium', 'volumes[1].emptyDir.medium'],
  ],
  ['nfs-volume', 'of any server', volumes({ name: 'a', nfs: {} }), ['volumes[0].nfs']],
  [
    'volume-fs-type',
    'of each kind of disk',
    volumes(
      { name: 'a', csi: { fsType: 'ext4' } },
      { name: 'b', azureDisk: { fsType: 'xfs' } },
      { name: 'c', gcePersistentDisk: { fsType: 'ext4' } },
      { name: 'd', awsElasticBlockStore: { fsType: 'ext3' } },
    ),
    [
      'volumes[0].csi.fsType',
      'volumes[1].azureDisk.fsType',
      'volumes[2].gcePersistentDisk.fsType',
      'volumes[3].awsElasticBlockStore.fsType',
    ],
  ],
  [
    'host-path-type',
    'devices',
    volumes({ name: 'a', hostPath: { path: 'C:\\x', type: 'CharDevice' } }),
    ['volumes[0].hostPath.type'],
  ],
  [
    'host-path-absolute',
    'a relative path',
    volumes({ name: 'a', hostPath: { path: 'var\\log' } }),
    ['volumes[0].hostPath.path'],
  ],
  [
    'host-path-climbs',
    'a climb between slashes',
    volumes({ name: 'a', hostPath: { path: '/data/../log' } }),
    ['volumes[0].hostPath.path'],
  ],
  ['mount-path', 'drive C:', mounts({ name: 'a', mountPath: 'C:' }), ['containers[0].volumeMounts[0].mountPath']],
  [
    'mount-path-unique',
    'in case',
    mounts({ name: 'a', mountPath: 'C:\\x' }, { name: 'b', mountPath: 'c:/X' }),
    ['containers[0].volumeMounts[1].mountPath'],
  ],
  [
    'sub-path',
    'both forms',
    mounts({ name: 'a', mountPath: 'C:\\x', subPath: '..' }, { name: 'b', mountPath: 'C:\\y', subPathExpr: '\\z' }),
    ['containers[0].volumeMounts[0].subPath', 'containers[0].volumeMounts[1].subPathExpr'],
  ],
  [
    'mount-propagation',
    'from the host',
    mounts({ name: 'a', mountPath: 'C:\\x', mountPropagation: 'HostToContainer' }),
    ['containers[0].volumeMounts[0].mountPropagation'],
  ],
  [
    'mount-propagation-refused',
    'in both directions',
    mounts({ name: 'a', mountPath: 'C:\\x', mountPropagation: 'Bidirectional' }),
    ['containers[0].volumeMounts[0].mountPropagation'],
  ],
  [
    'named-pipe-mount',
    'a pipe at a path',
    { ...mounts({ name: 'a', mountPath: 'C:\\x' }), ...volumes({ name: 'a', hostPath: { path: '\\\\.\\pipe\\x' } }) },
    ['containers[0].volumeMounts[0].mountPath'],
  ],
  [
    'named-pipe-mount',
    'a directory at a pipe',
    mounts({ name: 'a', mountPath: '\\\\.\\pipe\\x' }),
    ['containers[0].volumeMounts[0].mountPath'],
  ],
  [
    'host-process-user',
    'of the pod, once',
    hostProcess({
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'ContainerUser' } },
      containers: [{}, {}],
    }),
    ['securityContext.windowsOptions.runAsUserName'],
  ],
  [
    'host-process-user',
    'of a container',
    hostProcess({ containers: [{}, { securityContext: user('containeradministrator') }] }),
    ['containers[1].securityContext.windowsOptions.runAsUserName'],
  ],
  [
    'host-process-user-domain-case',
    'in small letters',
    hostProcess(main({ securityContext: user('nt authority\\system') })),
    ['containers[0].securityContext.windowsOptions.runAsUserName'],
  ],
  [
    'host-process-run-as-non-root',
    'of the pod, once',
    { securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess: true } }, containers: [{}, {}] },
    ['securityContext.runAsNonRoot'],
  ],
  [
    'host-process-named-pipe',
    'in any spelling',
    hostProcess(volumes({ name: 'a', hostPath: { path: '//./pipe/x' } })),
    ['volumes[0].hostPath.path'],
  ],
  [
    'host-process-host-network',
    'none',
    { securityContext: { windowsOptions: { hostProcess: true } }, containers: [{}] },
    ['hostNetwork'],
  ],
  [
    'run-as-user-name-format',
    'of the pod and of a container, once each',
    { securityContext: user('a@b\\'), ...main({ securityContext: user('a/b') }) },
    ['securityContext.windowsOptions.runAsUserName', 'containers[0].securityContext.windowsOptions.runAsUserName'],
  ],
  [
    'gmsa-name',
    'in capitals',
    { securityContext: { windowsOptions: { gmsaCredentialSpecName: 'ERP' } } },
    ['securityContext.windowsOptions.gmsaCredentialSpecName'],
  ],
  [
    'gmsa-spec-size',
    'a byte too many',
    main({ securityContext: { windowsOptions: { gmsaCredentialSpec: `${'x'.repeat(65_535)}é` } } }),
    ['containers[0].securityContext.windowsOptions.gmsaCredentialSpec'],
  ],
  ['host-process-host-aliases', 'one', hostProcess({ hostAliases: [{}] }), ['hostAliases']],
  [
    'host-network-port',
    'another number',
    hostProcess({ hostNetwork: true, ...main({ ports: [{ containerPort: 80, hostPort: 81 }] }) }),
    ['containers[0].ports[0].hostPort'],
  ],
  [
    'os-node-affinity',
    'Linux in every alternative',
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] }],
          },
        },
      },
    },
    ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'],
  ],
  [
    'linux-only-field',
    'privileged, false as well',
    { os: { name: 'windows' }, ...main({ securityContext: { privileged: false } }) },
    ['containers[0].securityContext.privileged'],
  ],
];

describe('a broken pod', () => {
  test.each(BROKEN)('%s: %s', (id, _, pod, paths) => {
    expect(find(id, pod)?.map(({ path }) => path)).toEqual(paths);
  });

  test('is there for every rule', () => {
    expect(new Set(BROKEN.map(([id]) => id))).toEqual(new Set(POD_RULES.map(({ id }) => id)));
  });
});

describe('no rule looks at', () => {
  test.each<[string, string, PodSpec]>([
    [
      'env-case',
      'two spellings of one variable with one value',
      main({
        env: [
          { name: 'http_proxy', value: 'proxy' },
          { name: 'HTTP_PROXY', value: 'proxy' },
        ],
      }),
    ],
    ['init-container-handlers', 'probes of a sidecar', init({ restartPolicy: 'Always', livenessProbe: {} })],
    [
      'host-process-user',
      'a container account of an ordinary pod',
      { securityContext: user('ContainerUser'), containers: [{}] },
    ],
    [
      'host-process-user-domain-case',
      'small letters in an ordinary pod',
      main({ securityContext: user('nt authority\\system') }),
    ],
    [
      'host-process-named-pipe',
      'a named pipe of an ordinary pod',
      volumes({ name: 'a', hostPath: { path: '\\\\.\\pipe\\x' } }),
    ],
    ['host-process-host-aliases', 'host aliases of an ordinary pod', { hostAliases: [{}] }],
    [
      'host-network-port',
      'another host port of an ordinary pod',
      main({ ports: [{ containerPort: 80, hostPort: 81 }] }),
    ],
    ['host-network-needs-host-process', 'the host network of a HostProcess pod', hostProcess({ hostNetwork: true })],
    ['image-build-ended', 'the build of an image in a HostProcess pod', hostProcess(main({ image: 'app:ltsc2016' }))],
    [
      'image-nanoserver-powershell',
      'Windows PowerShell in a HostProcess pod: it is that of the node',
      hostProcess(main({ image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022', command: ['powershell.exe'] })),
    ],
    ['command-one-string', 'a blank in the path of a program', main({ command: ['C:\\Program Files\\App\\app.exe'] })],
    ['command-one-string', 'a program alone', main({ command: ['app.exe'] })],
    ['command-one-string', 'blanks in arguments', main({ command: ['app.exe', '--title=a b'] })],
    [
      'command-shell',
      'a shell that the image brings',
      main({ command: ['C:\\Program Files\\Git\\bin\\sh.exe', '-c', 'x'] }),
    ],
    [
      'image-nanoserver-powershell',
      'pwsh in Nano Server',
      main({ image: 'mcr.microsoft.com/powershell:nanoserver-ltsc2022', command: ['pwsh'] }),
    ],
    ['container-port', 'a host port of 0, which means none', main({ ports: [{ containerPort: 80, hostPort: 0 }] })],
    [
      'os-node-affinity',
      'Linux in one of two alternatives',
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] },
                {},
              ],
            },
          },
        },
      },
    ],
  ])('%s: %s', (id, _, pod) => {
    expect(find(id, pod)).toEqual([]);
  });
});

import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { type ByMinor, container, pod, sc, win } from '../api-server/verdict';

/** A pod, and which checks of some policies API servers find failing; the cluster suite asks them. */
export interface PolicyVerdict {
  readonly title: string;
  readonly spec: PodSpec;
  /** The ids of failing checks, by level and version as in `restricted v1.25`. */
  readonly policies: Readonly<Record<string, ByMinor>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function verdict(title: string, spec: object, policies: PolicyVerdict['policies'], annotations = {}): PolicyVerdict {
  return { title, spec, policies, annotations };
}

const probe = { livenessProbe: { tcpSocket: { port: 80, host: 'other.example' } } };
const sysctl = (name: string) => pod({ securityContext: { sysctls: [{ name, value: '1' }] } });
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/main';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
/** What `restricted` asks of a container. */
const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
export const POLICY_VERDICTS: readonly PolicyVerdict[] = [
  verdict('a Windows pod that is not root', win({ securityContext: { runAsNonRoot: true } }), {
    'restricted v1.7': [],
    'restricted v1.18': ['allowPrivilegeEscalation'],
    'restricted v1.21': ['allowPrivilegeEscalation', 'seccompProfile_restricted'],
    'restricted v1.24': ['allowPrivilegeEscalation', 'capabilities_restricted', 'seccompProfile_restricted'],
    'restricted v1.25': [],
    'restricted latest': [],
  }),
  verdict('a Windows pod that says nothing', win({}), { 'baseline latest': [], 'restricted latest': ['runAsNonRoot'] }),
  verdict('a pod of no os that is not root', pod({ securityContext: { runAsNonRoot: true } }), {
    'restricted v1.25': ['allowPrivilegeEscalation', 'capabilities_restricted', 'seccompProfile_restricted'],
    'restricted latest': ['allowPrivilegeEscalation', 'capabilities_restricted', 'seccompProfile_restricted'],
  }),
  verdict('a Linux container that says all that is asked for', sc(restricted), {
    'restricted v1.24': [],
    'restricted latest': [],
  }),
  verdict(
    'an init container that says nothing',
    { ...sc(restricted), initContainers: [{ ...container(), name: 'init' }] },
    {
      'restricted latest': [
        'allowPrivilegeEscalation',
        'capabilities_restricted',
        'runAsNonRoot',
        'seccompProfile_restricted',
      ],
    },
  ),
  verdict(
    'an ephemeral container that says nothing',
    { ...sc(restricted), ephemeralContainers: [{ ...container(), name: 'debug' }] },
    {
      'restricted latest': [
        'allowPrivilegeEscalation',
        'capabilities_restricted',
        'runAsNonRoot',
        'seccompProfile_restricted',
      ],
    },
  ),
  verdict(
    'a pod that may be root beside containers that are not',
    { securityContext: { runAsNonRoot: false }, ...sc(restricted) },
    { 'restricted latest': ['runAsNonRoot'] },
  ),
  verdict(
    'a Windows pod on the node',
    win({ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }),
    {
      'baseline v1.0': ['hostNamespaces', 'windowsHostProcess'],
      'baseline latest': ['hostNamespaces', 'windowsHostProcess'],
    },
  ),
  verdict(
    'a HostProcess container',
    { os: { name: 'windows' }, hostNetwork: true, ...sc({ windowsOptions: { hostProcess: true } }) },
    { 'baseline latest': ['hostNamespaces', 'windowsHostProcess'] },
  ),
  verdict(
    'a port on the host network',
    { hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }] })] },
    { 'baseline latest': ['hostNamespaces', 'hostPorts'] },
  ),
  verdict(
    'a port of an init container on the host network',
    {
      hostNetwork: true,
      containers: [container()],
      initContainers: [{ ...container({ ports: [{ containerPort: 80 }] }), name: 'init' }],
    },
    { 'baseline latest': ['hostNamespaces', 'hostPorts'] },
  ),
  verdict(
    'a host port of 0',
    { containers: [container({ ports: [{ containerPort: 80, hostPort: 0 }] })] },
    { 'baseline latest': [] },
  ),
  verdict('processes of the node', pod({ hostPID: true }), { 'baseline latest': ['hostNamespaces'] }),
  verdict(
    'a volume of the node',
    { ...sc(restricted), volumes: [{ name: 'v', hostPath: { path: '/v' } }] },
    { 'baseline latest': ['hostPathVolumes'], 'restricted latest': ['restrictedVolumes'] },
  ),
  verdict('a volume without a kind', { ...sc(restricted), volumes: [{ name: 'v' }] }, { 'restricted latest': [] }),
  verdict(
    'a volume of an image',
    { ...sc(restricted), volumes: [{ name: 'v', image: { reference: 'a' } }] },
    { 'restricted latest': [] },
  ),
  verdict(
    'a volume of NFS',
    { ...sc(restricted), volumes: [{ name: 'v', nfs: { server: 'a', path: '/v' } }] },
    { 'baseline latest': [], 'restricted v1.0': ['restrictedVolumes'], 'restricted latest': ['restrictedVolumes'] },
  ),
  verdict(
    'a probe of another host',
    { containers: [container(probe)] },
    {
      'baseline v1.33': [],
      'baseline v1.34': { 30: [], 34: ['hostProbesAndHostLifecycle'], 36: ['hostProbesAndHostLifecycle'] },
      'baseline latest': { 30: [], 34: ['hostProbesAndHostLifecycle'], 36: ['hostProbesAndHostLifecycle'] },
    },
  ),
  verdict('a privileged container', sc({ privileged: true }), {
    'baseline v1.0': ['privileged'],
    'baseline latest': ['privileged'],
  }),
  verdict('a capability that runtimes give', sc({ ...restricted, capabilities: { drop: ['ALL'], add: ['CHOWN'] } }), {
    'baseline latest': [],
    'restricted v1.21': [],
    'restricted v1.22': ['capabilities_restricted'],
  }),
  verdict(
    'a capability that runtimes do not give',
    sc({ ...restricted, capabilities: { drop: ['ALL'], add: ['NET_RAW'] } }),
    {
      'baseline latest': ['capabilities_baseline'],
      'restricted v1.21': ['capabilities_baseline'],
      'restricted v1.22': ['capabilities_restricted'],
    },
  ),
  verdict('capabilities dropped in small letters', sc({ ...restricted, capabilities: { drop: ['all'] } }), {
    'restricted latest': ['capabilities_restricted'],
  }),
  verdict('the SELinux type of an engine', sc({ seLinuxOptions: { type: 'container_engine_t' } }), {
    'baseline v1.30': ['seLinuxOptions'],
    'baseline v1.31': { 30: ['seLinuxOptions'], 34: [], 36: [] },
    'baseline latest': { 30: ['seLinuxOptions'], 34: [], 36: [] },
  }),
  verdict('a user for SELinux', pod({ securityContext: { seLinuxOptions: { user: 'u', role: '', level: 's0' } } }), {
    'baseline latest': ['seLinuxOptions'],
  }),
  verdict('a sysctl of policy 1.27', sysctl('net.ipv4.ip_local_reserved_ports'), {
    'baseline v1.26': ['sysctls'],
    'baseline v1.27': [],
    'baseline latest': [],
  }),
  verdict('a sysctl of policy 1.32', sysctl('net.ipv4.tcp_rmem'), {
    'baseline v1.31': ['sysctls'],
    'baseline v1.32': { 30: ['sysctls'], 34: [], 36: [] },
    'baseline latest': { 30: ['sysctls'], 34: [], 36: [] },
  }),
  verdict('a sysctl written with slashes', sysctl('net/ipv4/tcp_syncookies'), { 'baseline latest': ['sysctls'] }),
  verdict('root', sc({ ...restricted, runAsUser: 0 }), {
    'restricted v1.22': [],
    'restricted v1.23': ['runAsUser'],
    'restricted latest': ['runAsUser'],
  }),
  verdict(
    'root in a user namespace',
    { hostUsers: false, ...sc({ ...restricted, runAsNonRoot: false, runAsUser: 0 }) },
    {
      'restricted v1.34': ['runAsNonRoot', 'runAsUser'],
      'restricted v1.35': { 30: ['runAsNonRoot', 'runAsUser'], 34: ['runAsNonRoot', 'runAsUser'], 36: [] },
      'restricted latest': { 30: ['runAsNonRoot', 'runAsUser'], 34: ['runAsNonRoot', 'runAsUser'], 36: [] },
    },
  ),
  verdict(
    'an unmasked proc in a user namespace',
    { hostUsers: false, ...sc({ ...restricted, procMount: 'Unmasked' }) },
    {
      'baseline v1.34': { 30: [], 34: ['procMount'], 36: ['procMount'] },
      'baseline v1.35': { 30: [], 34: ['procMount'], 36: [] },
      'restricted v1.34': { 30: [], 34: ['procMount'], 36: ['procMount'] },
      'restricted v1.35': { 30: [], 34: ['procMount'], 36: ['procMount_restricted'] },
      'restricted latest': { 30: [], 34: ['procMount'], 36: ['procMount_restricted'] },
    },
  ),
  verdict('an unmasked proc', sc({ ...restricted, procMount: 'Unmasked' }), {
    'baseline latest': { 30: [], 34: ['procMount'], 36: ['procMount'] },
    'restricted latest': { 30: [], 34: ['procMount'], 36: ['procMount_restricted'] },
  }),
  verdict(
    'an AppArmor profile that confines nothing',
    pod({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }),
    { 'baseline v1.0': ['appArmorProfile'], 'baseline latest': ['appArmorProfile'] },
  ),
  verdict(
    'an AppArmor annotation that confines nothing',
    pod({}),
    { 'baseline latest': ['appArmorProfile'] },
    { [APP_ARMOR]: 'unconfined' },
  ),
  verdict('an empty AppArmor annotation', pod({}), { 'baseline latest': [] }, { [APP_ARMOR]: '' }),
  verdict(
    'a seccomp annotation that confines nothing',
    pod({}),
    {
      'baseline v1.18': ['seccompProfile_baseline'],
      'baseline v1.19': [],
      'restricted v1.18': ['allowPrivilegeEscalation', 'runAsNonRoot', 'seccompProfile_baseline'],
    },
    { [SECCOMP]: 'unconfined' },
  ),
  verdict(
    'a seccomp profile that confines nothing',
    pod({ securityContext: { seccompProfile: { type: 'Unconfined' } } }),
    {
      'baseline v1.18': [],
      'baseline v1.19': ['seccompProfile_baseline'],
      'restricted latest': [
        'allowPrivilegeEscalation',
        'capabilities_restricted',
        'runAsNonRoot',
        'seccompProfile_restricted',
      ],
    },
  ),
  verdict(
    'fields that are null',
    {
      hostNetwork: null,
      securityContext: null,
      ...sc({ privileged: null, capabilities: { add: null } }),
      volumes: null,
    },
    { 'baseline latest': [] },
  ),
];

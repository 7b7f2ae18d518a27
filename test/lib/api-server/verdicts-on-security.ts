import { container, type PodVerdict, pod, sc, verdict } from './verdict';

/** Namespaces, profiles, ids and policies. */
export const SECURITY_VERDICTS: readonly PodVerdict[] = [
  verdict(
    'an unmasked proc',
    {
      30: [],
      34: ['Invalid containers[0].securityContext.procMount'],
      36: ['Invalid containers[0].securityContext.procMount'],
    },
    sc({ procMount: 'Unmasked' }),
  ),
  verdict('an unmasked proc in a user namespace', [], { hostUsers: false, ...sc({ procMount: 'Unmasked' }) }),
  verdict(
    'a proc mount that is not there',
    {
      30: [],
      34: ['NotSupported containers[0].securityContext.procMount'],
      36: ['NotSupported containers[0].securityContext.procMount'],
    },
    sc({ procMount: '' }),
  ),
  verdict(
    'a user namespace with every namespace of the node',
    {
      30: [],
      34: ['Forbidden HostIPC', 'Forbidden HostPID', 'Forbidden hostNetwork'],
      36: ['Forbidden HostIPC', 'Forbidden HostPID', 'Forbidden hostNetwork'],
    },
    pod({ hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true }),
  ),
  verdict(
    'a user namespace with a block device',
    { 30: [], 34: ['Forbidden containers[0].volumeDevices'], 36: ['Forbidden containers[0].volumeDevices'] },
    {
      hostUsers: false,
      containers: [container({ volumeDevices: [{ name: 'b', devicePath: '/b' }] })],
      volumes: [{ name: 'b', persistentVolumeClaim: { claimName: 'b' } }],
    },
  ),
  verdict(
    'no escalation beside privileged',
    ['Invalid containers[0].securityContext'],
    sc({ privileged: true, allowPrivilegeEscalation: false }),
  ),
  verdict(
    'no escalation beside CAP_SYS_ADMIN',
    ['Invalid containers[0].securityContext'],
    sc({ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN', 'CAP_SYS_ADMIN'] } }),
  ),
  verdict(
    'no escalation beside SYS_ADMIN',
    [],
    sc({ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } }),
  ),
  verdict(
    'shared processes on the host, without a security context',
    ['Invalid securityContext.shareProcessNamespace'],
    pod({ hostPID: true, shareProcessNamespace: true }),
  ),
  verdict(
    'profiles without a type',
    ['Required securityContext.appArmorProfile.type', 'Required securityContext.seccompProfile.type'],
    pod({ securityContext: { seccompProfile: {}, appArmorProfile: { localhostProfile: '' } } }),
  ),
  verdict(
    'profiles of an unknown type',
    [
      'Invalid securityContext.seccompProfile.localhostProfile',
      'NotSupported securityContext.appArmorProfile.type',
      'NotSupported securityContext.seccompProfile.type',
    ],
    pod({
      securityContext: {
        seccompProfile: { type: 'x', localhostProfile: '/a' },
        appArmorProfile: { type: 'x', localhostProfile: ' ' },
      },
    }),
  ),
  verdict(
    'local profiles without a name',
    [
      'Required securityContext.appArmorProfile.localhostProfile',
      'Required securityContext.seccompProfile.localhostProfile',
    ],
    pod({
      securityContext: {
        seccompProfile: { type: 'Localhost' },
        appArmorProfile: { type: 'Localhost', localhostProfile: '' },
      },
    }),
  ),
  verdict(
    'local profiles elsewhere',
    [
      'Invalid securityContext.appArmorProfile.localhostProfile',
      'Invalid securityContext.seccompProfile.localhostProfile',
    ],
    pod({
      securityContext: {
        seccompProfile: { type: 'Localhost', localhostProfile: '/a/../b' },
        appArmorProfile: { type: 'Localhost', localhostProfile: 'a\u0085' },
      },
    }),
  ),
  verdict(
    'an AppArmor profile with a byte order mark',
    [],
    pod({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: '\ufeffa' } } }),
  ),
  verdict(
    'a runtime profile with a name',
    [
      'Invalid securityContext.appArmorProfile.localhostProfile',
      'Invalid securityContext.seccompProfile.localhostProfile',
    ],
    pod({
      securityContext: {
        seccompProfile: { type: 'RuntimeDefault', localhostProfile: '' },
        appArmorProfile: { type: 'Unconfined', localhostProfile: '' },
      },
    }),
  ),
  verdict(
    'policies in small letters',
    ['NotSupported securityContext.fsGroupChangePolicy'],
    pod({ securityContext: { fsGroupChangePolicy: 'always' } }),
  ),
  verdict(
    'a policy for groups in small letters',
    {
      30: ['UnknownField securityContext.supplementalGroupsPolicy'],
      34: ['NotSupported securityContext.supplementalGroupsPolicy'],
      36: ['NotSupported securityContext.supplementalGroupsPolicy'],
    },
    pod({ securityContext: { supplementalGroupsPolicy: 'merge' } }),
  ),
  verdict(
    'SELinux labels as a mount option',
    {
      30: ['UnknownField securityContext.seLinuxChangePolicy'],
      34: ['NotSupported securityContext.seLinuxChangePolicy'],
      36: ['NotSupported securityContext.seLinuxChangePolicy'],
    },
    pod({ securityContext: { seLinuxChangePolicy: 'MountOption' } }),
  ),
  verdict(
    'ids out of range',
    [
      'Invalid securityContext.runAsGroup',
      'Invalid securityContext.runAsUser',
      'Invalid securityContext.supplementalGroups[1]',
    ],
    pod({ securityContext: { runAsUser: -1, runAsGroup: 2 ** 31, fsGroup: 2 ** 31 - 1, supplementalGroups: [0, -1] } }),
  ),
  verdict(
    'sysctls of the node',
    [
      'Invalid securityContext.sysctls[0].name',
      'Invalid securityContext.sysctls[1].name',
      'Invalid securityContext.sysctls[2].name',
    ],
    pod({
      hostNetwork: true,
      hostIPC: true,
      securityContext: {
        sysctls: ['net/ipv4/tcp_syncookies', 'kernel.sem', 'fs.mqueue.msg_max', 'vm.swappiness'].map((name) => ({
          name,
          value: '1',
        })),
      },
    }),
  ),
  verdict(
    'sysctls without a name, with a wrong one and twice',
    [
      'Duplicate securityContext.sysctls[3].name',
      'Invalid securityContext.sysctls[1].name',
      'Required securityContext.sysctls[0].name',
    ],
    pod({ securityContext: { sysctls: ['', 'net.*', 'a.b', 'a.b'].map((name) => ({ name, value: '1' })) } }),
  ),
  verdict(
    'claims of a pod',
    { 30: ['UnknownField resources'], 34: ['Forbidden resources.claims'], 36: ['Forbidden resources.claims'] },
    pod({ resources: { claims: [] } }),
  ),
  verdict(
    'a volume of an image',
    { 30: ['UnknownField volumes[0].image'], 34: [], 36: [] },
    pod({ volumes: [{ name: 'v', image: { reference: 'a' } }] }),
  ),
];

import { container, type PodVerdict, pod, sc, verdict, win } from './verdict';

/** Operating systems, what each of them has alone, and HostProcess containers. */
export const OS_VERDICTS: readonly PodVerdict[] = [
  verdict('an os that is not there', ['NotSupported os'], pod({ os: { name: 'plan9' } })),
  verdict('an os in a capital', ['NotSupported os'], pod({ os: { name: 'Windows' }, hostPID: true, hostUsers: true })),
  verdict('an os without a name', ['Required os.name'], pod({ os: {} })),
  verdict('an os with an empty name', ['Required os.name'], pod({ os: { name: '' } })),
  verdict('an os that is null', [], pod({ os: null, securityContext: { windowsOptions: {} } })),
  verdict(
    'a Linux pod with empty Windows options',
    ['Forbidden securityContext.windowsOptions'],
    pod({ os: { name: 'linux' }, securityContext: { windowsOptions: {} } }),
  ),
  verdict(
    'a Linux pod with Windows options of a container',
    ['Forbidden containers[0].securityContext.windowsOptions'],
    { os: { name: 'linux' }, ...sc({ windowsOptions: { runAsUserName: 'u' } }) },
  ),
  verdict('a pod of no os with Linux and Windows options', [], {
    ...sc({ privileged: true, windowsOptions: {} }),
    hostPID: true,
  }),
  verdict(
    'a Windows pod with Linux fields that say false, 0 and nothing',
    {
      30: ['UnknownField resources'],
      34: [
        'Forbidden hostUsers',
        'Forbidden resources',
        'Forbidden securityContext.runAsUser',
        'Forbidden securityContext.seLinuxOptions',
        'Forbidden securityContext.supplementalGroups',
        'Forbidden shareProcessNamespace',
      ],
      36: [
        'Forbidden hostUsers',
        'Forbidden resources',
        'Forbidden securityContext.runAsUser',
        'Forbidden securityContext.seLinuxOptions',
        'Forbidden securityContext.supplementalGroups',
        'Forbidden shareProcessNamespace',
      ],
    },
    win({
      hostUsers: true,
      shareProcessNamespace: false,
      hostPID: false,
      hostIPC: false,
      resources: {},
      securityContext: { runAsUser: 0, supplementalGroups: [], sysctls: [], seLinuxOptions: {} },
    }),
  ),
  verdict(
    'a Windows pod with Linux fields that are null',
    [],
    win({
      hostUsers: null,
      shareProcessNamespace: null,
      securityContext: { runAsUser: null, supplementalGroups: null, sysctls: null },
    }),
  ),
  verdict(
    'a Windows pod with policies of newer fields',
    {
      30: ['UnknownField securityContext.supplementalGroupsPolicy'],
      34: ['Forbidden securityContext.supplementalGroupsPolicy'],
      36: ['Forbidden securityContext.supplementalGroupsPolicy'],
    },
    win({ securityContext: { supplementalGroupsPolicy: 'Merge' } }),
  ),
  verdict(
    'a Windows pod with a policy for SELinux',
    {
      30: ['UnknownField securityContext.seLinuxChangePolicy'],
      34: ['Forbidden securityContext.seLinuxChangePolicy'],
      36: ['Forbidden securityContext.seLinuxChangePolicy'],
    },
    win({ securityContext: { seLinuxChangePolicy: 'Recursive' } }),
  ),
  verdict(
    'a Windows container with Linux fields that say false and nothing',
    [
      'Forbidden containers[0].securityContext.capabilities',
      'Forbidden containers[0].securityContext.procMount',
      'Forbidden containers[0].securityContext.runAsGroup',
      'Forbidden initContainers[0].securityContext.allowPrivilegeEscalation',
      'Forbidden initContainers[0].securityContext.privileged',
      'Forbidden initContainers[0].securityContext.readOnlyRootFilesystem',
    ],
    {
      os: { name: 'windows' },
      initContainers: [
        {
          ...container({
            securityContext: { privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: false },
          }),
          name: 'init',
        },
      ],
      ...sc({ capabilities: {}, procMount: 'Default', runAsGroup: 0 }),
    },
  ),
  verdict(
    'a Windows pod with an ephemeral container',
    [
      'Forbidden ephemeralContainers',
      'Forbidden ephemeralContainers[0].ports',
      'Forbidden ephemeralContainers[0].securityContext.privileged',
    ],
    {
      os: { name: 'windows' },
      containers: [container()],
      ephemeralContainers: [{ ...container({ ports: [], securityContext: { privileged: true } }), name: 'debug' }],
    },
  ),
  verdict(
    'Windows options with every mistake',
    [
      'Invalid securityContext.windowsOptions.gmsaCredentialSpec',
      'Invalid securityContext.windowsOptions.gmsaCredentialSpecName',
      'Invalid securityContext.windowsOptions.runAsUserName',
    ],
    pod({
      securityContext: {
        windowsOptions: { gmsaCredentialSpecName: 'gmsa-WebApp1', gmsaCredentialSpec: '', runAsUserName: 'a@b' },
      },
    }),
  ),
  verdict('a HostProcess container beside another', ['Invalid'], {
    hostNetwork: true,
    initContainers: [{ ...container(), name: 'init' }],
    ...sc({ windowsOptions: { hostProcess: true } }),
  }),
  verdict(
    'a HostProcess container in a pod that says no',
    ['Invalid containers[0].securityContext.windowsOptions.hostProcess'],
    {
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: false } },
      ...sc({ windowsOptions: { hostProcess: true } }),
    },
  ),
  verdict(
    'a HostProcess pod off the host network',
    ['Invalid hostNetwork'],
    pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
  ),
];

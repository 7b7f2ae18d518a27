import { container, mount, type PodVerdict, pod, verdict, volume } from './verdict';

/** Mounts, ports, life cycles and host names. */
export const CONTAINER_VERDICTS: readonly PodVerdict[] = [
  verdict('Bidirectional propagation without privileges', ['Forbidden containers[1].volumeMounts.mountPropagation'], {
    ...volume,
    containers: [container(), { ...container(mount('Bidirectional')), name: 'other' }],
  }),
  verdict('Bidirectional propagation with privileges', [], {
    ...volume,
    containers: [container({ ...mount('Bidirectional'), securityContext: { privileged: true } })],
  }),
  verdict('propagation in small letters', ['NotSupported containers[0].volumeMounts.mountPropagation'], {
    ...volume,
    containers: [container(mount('bidirectional'))],
  }),
  verdict('a host port that is another on the host network', ['Invalid containers[0].ports[0].hostPort'], {
    hostNetwork: true,
    containers: [container({ ports: [{ containerPort: 80, hostPort: 81 }] })],
  }),
  verdict('a host port of 0 on the host network', [], {
    hostNetwork: true,
    containers: [container({ ports: [{ containerPort: 80, hostPort: 0 }] })],
  }),
  verdict('one port of two containers on the host network', ['Duplicate containers[1].ports[0].hostPort'], {
    hostNetwork: true,
    containers: [
      container({ ports: [{ containerPort: 80 }] }),
      { ...container({ ports: [{ containerPort: 80 }] }), name: 'other' },
    ],
  }),
  verdict(
    'one port of two containers of a template on the host network',
    [],
    {
      hostNetwork: true,
      containers: [
        container({ ports: [{ containerPort: 80 }] }),
        { ...container({ ports: [{ containerPort: 80 }] }), name: 'other' },
      ],
    },
    'Deployment',
  ),
  verdict('one host port twice in the second init container', ['Duplicate initContainers[0].ports[1].hostPort'], {
    containers: [container()],
    initContainers: [
      { ...container(), name: 'a' },
      {
        ...container({
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        }),
        name: 'b',
      },
    ],
  }),
  verdict('another host port of an init container on the host network', [], {
    hostNetwork: true,
    containers: [container()],
    initContainers: [{ ...container({ ports: [{ containerPort: 80, hostPort: 81 }] }), name: 'init' }],
  }),
  verdict(
    'a stop signal',
    { 30: ['UnknownField containers[0].lifecycle.stopSignal'], 34: [], 36: [] },
    { os: { name: 'windows' }, containers: [container({ lifecycle: { stopSignal: 'SIGHUP' } })] },
  ),
  verdict(
    'an init container with nothing but a stop signal',
    { 30: ['UnknownField initContainers[0].lifecycle.stopSignal'], 34: [], 36: [] },
    {
      os: { name: 'linux' },
      containers: [container()],
      initContainers: [{ ...container({ lifecycle: { stopSignal: 'SIGTERM' } }), name: 'init' }],
    },
  ),
  verdict('an init container with an empty lifecycle', ['Forbidden initContainers[0].lifecycle'], {
    containers: [container()],
    initContainers: [{ ...container({ lifecycle: {} }), name: 'init' }],
  }),
  verdict('an init container with a probe', ['Forbidden initContainers[0].livenessProbe'], {
    containers: [container()],
    initContainers: [{ ...container({ livenessProbe: { tcpSocket: { port: 80 } } }), name: 'init' }],
  }),
  verdict('a sidecar with a probe', [], {
    containers: [container()],
    initContainers: [
      { ...container({ restartPolicy: 'Always', livenessProbe: { tcpSocket: { port: 80 } } }), name: 'init' },
    ],
  }),
  verdict(
    'an init container that is never restarted',
    { 30: ['NotSupported initContainers[0].restartPolicy'], 34: [], 36: [] },
    { containers: [container()], initContainers: [{ ...container({ restartPolicy: 'Never' }), name: 'init' }] },
  ),
  verdict(
    'a container with a restart policy',
    { 30: ['Forbidden containers[0].restartPolicy'], 34: [], 36: ['NotSupported containers[0].restartPolicy'] },
    { containers: [container({ restartPolicy: 'always' })] },
  ),
  verdict(
    'an ephemeral container with a restart policy and resources',
    {
      30: [
        'Forbidden ephemeralContainers',
        'Forbidden ephemeralContainers[0].resources',
        'Forbidden ephemeralContainers[0].restartPolicy',
      ],
      34: ['Forbidden ephemeralContainers', 'Forbidden ephemeralContainers[0].resources'],
      36: [
        'Forbidden ephemeralContainers',
        'Forbidden ephemeralContainers[0].resources',
        'Forbidden ephemeralContainers[0].restartPolicy',
      ],
    },
    {
      containers: [container()],
      ephemeralContainers: [{ ...container({ restartPolicy: 'Never', resources: { limits: {} } }), name: 'debug' }],
    },
  ),
  verdict(
    'a host name on the host network',
    { 30: ['UnknownField hostnameOverride'], 34: [], 36: ['Forbidden hostnameOverride'] },
    pod({ hostNetwork: true, hostnameOverride: 'host' }),
  ),
  verdict(
    'a host name that is too long',
    { 30: ['UnknownField hostnameOverride'], 34: [], 36: ['TooLong hostnameOverride'] },
    pod({ hostnameOverride: 'a'.repeat(65) }),
  ),
  verdict(
    'a host name beside setHostnameAsFQDN',
    { 30: ['UnknownField hostnameOverride'], 34: [], 36: ['Forbidden hostnameOverride', 'Invalid hostnameOverride'] },
    pod({ setHostnameAsFQDN: true, hostnameOverride: 'Host' }),
  ),
];

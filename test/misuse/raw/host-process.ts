import type { JsonObject } from '../../../lib/manifests/workload';
import { container, type Details, mistake, object, type RawForm, type RawForms, workload } from './raw-form';

const PIPE = '\\\\.\\pipe\\containerd-containerd';
const USER = 'securityContext.windowsOptions.runAsUserName';
const CREDENTIAL_SPEC = 'securityContext.windowsOptions.gmsaCredentialSpecName';

function inAgent(path: string, value: unknown, spec: JsonObject = {}, details: Details = {}): RawForm {
  const windowsOptions = { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' };
  const agent = workload('DaemonSet', { hostNetwork: true, securityContext: { windowsOptions }, ...spec });
  return mistake(agent, `spec.template.spec.${path}`, value, details);
}

/** What wrong workloads on the node itself look like in YAML. */
export const HOST_PROCESS_FORMS: RawForms = {
  'runs on the node as an account of the container': inAgent(USER, 'ContainerAdministrator'),
  'runs one container on the node as an account of the container': inAgent(`containers[0].${USER}`, 'ContainerUser'),
  'writes NT AUTHORITY in small letters': inAgent(USER, 'NT Authority\\SYSTEM'),
  'forbids the administrator that a process of the node may be': inAgent('securityContext.runAsNonRoot', true),
  'gives a process of the node a gMSA': inAgent(CREDENTIAL_SPEC, 'erp'),
  'gives a container on the node a gMSA': inAgent(`containers[0].${CREDENTIAL_SPEC}`, 'erp'),
  'wants a network of its own on the node': inAgent('hostNetwork', false),
  'isolates a process of the node by a network policy': mistake(
    object('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: { matchLabels: { app: 'web' } } }),
    'spec.podSelector.matchLabels[app]',
    'agent',
    { prop: 'isolate' },
  ),
  'gives a process of the node host aliases': inAgent('hostAliases', [{ ip: '10.0.0.5', hostnames: ['db'] }]),
  'maps a port on the network of the node': inAgent('containers[0].ports[1].hostPort', 9100, {
    containers: [container('main', { ports: [{ containerPort: 80 }, { containerPort: 9182 }] })],
  }),
  'mounts a named pipe on the node': inAgent('volumes[0].hostPath.path', PIPE, {
    containers: [container('main', { volumeMounts: [{ name: 'pipe', mountPath: PIPE }] })],
    volumes: [{ name: 'pipe', hostPath: { path: 'C:\\pipe' } }],
  }),
  'runs as a local group on nodes whose containerd knows users only': inAgent(`containers[0].${USER}`, 'operators'),
};

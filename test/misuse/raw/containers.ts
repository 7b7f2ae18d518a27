import type { JsonObject } from '../../../lib/manifests/workload';
import { container, inPod, mistake, pod, type RawForm, type RawForms } from './raw-form';

/** A mistake in the one container of a deployment, which has these fields when it is sound. */
function inContainer(path: string, value: unknown, own: JsonObject = {}): RawForm {
  return inPod(`containers[0].${path}`, value, { containers: [container('main', own)] });
}

const PORTS = { ports: [{ containerPort: 80 }, { containerPort: 81 }] };
const BESIDE = { containers: [container('main'), container('other')] };

/** A quantity is read before anything knows where it stands: no field is named. */
function quantity(path: string, value: string): RawForm {
  return { ...inContainer(path, value), said: 'quantities must match the regular expression' };
}

/** A request that exceeds its limit: the field that is named is that of all requests. */
function request(resource: string, prop: string, limit: string, value: string): RawForm {
  const resources = { limits: { [resource]: limit }, requests: { [resource]: limit } };
  const form = inContainer(`resources.requests[${resource}]`, value, { resources });
  const field = 'spec.template.spec.containers[0].resources.requests';
  return { ...form, field, prop: `containers[0].resources.${prop}.request` };
}

/** What wrong containers look like in YAML. */
export const CONTAINER_FORMS: RawForms = {
  'gives no image': inContainer('image', undefined),
  'gives an empty image': inContainer('image', ''),
  // of templates the API server takes it: other projects put the image there later
  'gives an image of blanks': mistake(pod(), 'spec.containers[0].image', '  '),
  'gives null for an image': inContainer('image', null),
  'gives an object for an image': inContainer('image', { name: 'app' }),
  'writes the name of a container with a capital': inContainer('name', 'Web'),
  'writes the name of a container with an underscore': inContainer('name', 'my_app'),
  'gives a container an empty name': inContainer('name', ''),
  'gives a container a name of 64 letters': inContainer('name', 'n'.repeat(64)),
  'has two containers without a name': inPod('containers[1].name', 'main', BESIDE),
  'gives an init container the name of a container': inPod('initContainers[0].name', 'main', {
    initContainers: [container('setup')],
  }),
  'listens on port 0': inContainer('ports[0].containerPort', 0, PORTS),
  'listens on port 70000': inContainer('ports[0].containerPort', 70000, PORTS),
  'listens on a port that is not a number': inContainer('ports[0].containerPort', 'x', PORTS),
  'gives a port as text': inContainer('ports[0].containerPort', '8080', PORTS),
  'gives half a port': inContainer('ports[1].containerPort', 80.5, PORTS),
  'gives a host port beyond the last one': inContainer('ports[1].hostPort', 65536, PORTS),
  'adds a port that is none to a container that is there already': inContainer('ports[1].containerPort', -1, PORTS),
  'names a port with more than 15 characters': inContainer('ports[1].name', 'metrics-endpoint', PORTS),
  'names a port with an underscore': inContainer('ports[1].name', 'sql_server', PORTS),
  'limits the CPU by a setting that is not there': quantity('resources.limits[cpu]', 'NaNm'),
  'limits the CPU to less than nothing': inContainer('resources.requests[cpu]', '-1'),
  'limits the memory by a setting that is not there': quantity('resources.limits[memory]', 'NaNMi'),
  'gives an init container a hook': inPod(
    'initContainers[0].lifecycle',
    { preStop: { exec: { command: ['cmd', '/c', 'stop'] } } },
    { initContainers: [container('setup')] },
  ),
  'has a variable with an equals sign': inContainer('env[0].name', 'A=B', { env: [{ name: 'A', value: '1' }] }),
  'has a variable without a name': inContainer('env[0].name', '', { env: [{ name: 'A', value: '1' }] }),
  'asks for more memory than it may use': request('memory', 'memory', '1Gi', '2Gi'),
  'asks for more CPU than it may use': request('cpu', 'cpu', '1500m', '2'),
  'asks for more disk than it may use': request('ephemeral-storage', 'ephemeralStorage', '1Gi', '3Gi'),
  'makes a container privileged': inContainer('securityContext.privileged', true),
  'gives a container a numeric user, 0 as well': inContainer('securityContext.runAsUser', 0),
  'gives a container a numeric group': inContainer('securityContext.runAsGroup', 1000),
  'makes the root file system read-only': inContainer('securityContext.readOnlyRootFilesystem', true),
  'allows the escalation of privileges': inContainer('securityContext.allowPrivilegeEscalation', true),
  'drops capabilities': inContainer('securityContext.capabilities', { drop: ['ALL'] }),
  'sets a seccomp profile': inContainer('securityContext.seccompProfile', { type: 'RuntimeDefault' }),
  'makes an init container privileged': inPod('initContainers[0].securityContext.privileged', true, {
    initContainers: [container('setup')],
  }),
  'attaches a container that was made for Linux': inPod('containers[1].securityContext.runAsUser', 1000, BESIDE),
};

import type { JsonObject } from '../../../lib/manifests/workload';
import { IMAGE_2016, NANO, NANO_20H2 } from '../images';
import { container, type Details, inPod, mistake, pod, type RawForm, type RawForms } from './raw-form';

/** A mistake in the one container of a deployment, which has these fields when it is sound. */
function inContainer(path: string, value: unknown, own: JsonObject = {}, details: Details = {}): RawForm {
  return inPod(`containers[0].${path}`, value, { containers: [container('main', own)] }, details);
}

const PORTS = { ports: [{ containerPort: 80 }, { containerPort: 81 }] };
const BESIDE = { containers: [container('main'), container('other')] };
const SETUP = { initContainers: [container('setup')] };
const ADMINISTRATOR = { windowsOptions: { runAsUserName: 'ContainerAdministrator' } };
const NOT_ADMINISTRATOR = { windowsOptions: { runAsUserName: 'ContainerUser' } };
const VARIABLE = { env: [{ name: 'PATH', value: '1' }] };
const running = (...command: string[]) => ({ exec: { command } });

/** A quantity is read before anything knows where it stands: no field is named. */
function quantity(path: string, value: string): RawForm {
  return inContainer(path, value, {}, { said: 'quantities must match the regular expression' });
}

/** A request that exceeds its limit: the field that is named is that of all requests. */
function request(resource: string, limit: string, value: string): RawForm {
  const resources = { limits: { [resource]: limit }, requests: { [resource]: limit } };
  const named = ['spec.template.spec.containers[0].resources.requests'];
  return inContainer(`resources.requests[${resource}]`, value, { resources }, { named });
}

function command(...wrong: string[]): RawForm {
  return inContainer('command', wrong, { command: ['cmd.exe', '/c', 'start.cmd'] });
}

/** The command of a probe or of a hook; our message names the whole of it. */
function handler(path: string, ...wrong: string[]): RawForm {
  const [holder, hook] = path.split('.');
  const sound = running('cmd.exe', '/c', 'exit 0');
  return inContainer(`${path}.exec.command`, wrong, { [holder]: hook ? { [hook]: sound } : sound });
}

/** What wrong containers look like in YAML. */
export const CONTAINER_FORMS: RawForms = {
  'gives no image': inContainer('image', undefined),
  'gives an empty image': inContainer('image', ''),
  // of templates the API server takes it: other projects put the image there later
  'gives an image of blanks': mistake(pod(), 'spec.containers[0].image', '  '),
  'gives null for an image': inContainer('image', null),
  'gives an object for an image': inContainer('image', { name: 'app' }),
  'builds on Server 2016': inContainer('image', IMAGE_2016),
  'builds on a release of the Semi-Annual Channel': inPod('initContainers[0].image', NANO_20H2, SETUP),
  'writes the name of a container with a capital': inContainer('name', 'Web'),
  'writes the name of a container with an underscore': inContainer('name', 'my_app'),
  'gives a container an empty name': inContainer('name', ''),
  'gives a container a name of 64 letters': inContainer('name', 'n'.repeat(64)),
  'has two containers without a name': inPod('containers[1].name', 'main', BESIDE),
  'gives an init container the name of a container': inPod('initContainers[0].name', 'main', SETUP),
  'listens on port 0': inContainer('ports[0].containerPort', 0, PORTS),
  'listens on port 70000': inContainer('ports[0].containerPort', 70000, PORTS),
  'listens on a port that is not a number': inContainer('ports[0].containerPort', 'x', PORTS),
  'gives a port as text': inContainer('ports[0].containerPort', '8080', PORTS),
  'gives half a port': inContainer('ports[1].containerPort', 80.5, PORTS),
  'gives a host port beyond the last one': inContainer('ports[1].hostPort', 65536, PORTS),
  'adds a port that is none to a container that is there already': inContainer('ports[1].containerPort', -1, PORTS),
  'names a port with more than 15 characters': inContainer('ports[1].name', 'metrics-endpoint', PORTS),
  'names a port with an underscore': inContainer('ports[1].name', 'sql_server', PORTS),
  'listens on SCTP': inContainer('ports[1].protocol', 'SCTP', PORTS),
  'listens on a protocol in small letters, in plain JavaScript': inContainer('ports[1].protocol', 'tcp', PORTS),
  'limits the CPU by a setting that is not there': quantity('resources.limits[cpu]', 'NaNm'),
  'limits the CPU to less than nothing': inContainer('resources.requests[cpu]', '-1'),
  'limits the memory by a setting that is not there': quantity('resources.limits[memory]', 'NaNMi'),
  'asks for more memory than it may use': request('memory', '1Gi', '2Gi'),
  'asks for more CPU than it may use': request('cpu', '1500m', '2'),
  'asks for more disk than it may use': request('ephemeral-storage', '1Gi', '3Gi'),
  // the API server names all hooks, we the one that is there
  'gives an init container a hook': inPod('initContainers[0].lifecycle', { preStop: running('cmd', '/c', 'x') }, SETUP),
  'has two variables whose names differ in case': inContainer('env[1].name', 'Path', {
    env: [...VARIABLE.env, { name: 'MODE', value: '2' }],
  }),
  'has a variable with an equals sign': inContainer('env[0].name', 'A=B', VARIABLE),
  'has a variable without a name': inContainer('env[0].name', '', VARIABLE),
  'starts a POSIX shell': command('/bin/sh', '-c', 'app'),
  'probes with bash': handler('livenessProbe', '/bin/bash', '-c', 'true'),
  'stops with a POSIX shell': handler('lifecycle.preStop', 'sh', '-c', 'sleep 5'),
  'starts what only cmd knows': command('echo', 'hello'),
  'probes with what only cmd knows': handler('livenessProbe', 'type', 'C:\\healthy'),
  'writes a program and its first argument as one text': command('cmd /c', 'start.cmd'),
  'writes a command as one text': command('powershell.exe -File C:\\start.ps1'),
  'writes the command of a probe as one text': handler('readinessProbe', 'curl.exe http://localhost/'),
  'gives a command as text, in plain JavaScript': inContainer('command', 'cmd /c start.cmd'),
  'gives the arguments as text, in plain JavaScript': inContainer('args', '/S'),
  'starts Windows PowerShell in Nano Server': inContainer('command', ['powershell.exe', '-Command', 'app'], {
    image: NANO,
  }),
  'probes with Windows PowerShell in Nano Server': inContainer(
    'startupProbe.exec.command',
    ['powershell', '-Command', 'exit 0'],
    { image: NANO, startupProbe: running('app.exe') },
  ),
  'repairs Netlogon as an ordinary user': inContainer('securityContext.windowsOptions.runAsUserName', 'ContainerUser', {
    lifecycle: { postStart: running('powershell.exe', '-Command', 'Restart-Service -Name netlogon -Force') },
  }),
  'makes a container privileged': inContainer('securityContext.privileged', true),
  'gives a container a numeric user, 0 as well': inContainer('securityContext.runAsUser', 0),
  'gives a container a numeric group': inContainer('securityContext.runAsGroup', 1000),
  'makes the root file system read-only': inContainer('securityContext.readOnlyRootFilesystem', true),
  'allows the escalation of privileges': inContainer('securityContext.allowPrivilegeEscalation', true),
  'drops capabilities': inContainer('securityContext.capabilities', { drop: ['ALL'] }),
  'sets a seccomp profile': inContainer('securityContext.seccompProfile', { type: 'RuntimeDefault' }),
  'makes an init container privileged': inPod('initContainers[0].securityContext.privileged', true, SETUP),
  'attaches a container that was made for Linux': inPod('containers[1].securityContext.runAsUser', 1000, BESIDE),
  'says runAsNonRoot on a container that runs as administrator': inContainer('securityContext.runAsNonRoot', true, {
    securityContext: ADMINISTRATOR,
  }),
  'runs a container as a local group of the node': inContainer(
    'securityContext.windowsOptions.runAsUserName',
    'operators',
    { securityContext: NOT_ADMINISTRATOR },
  ),
};

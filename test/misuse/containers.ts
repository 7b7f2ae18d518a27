import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { NetlogonRepair, RunAsUser, WindowsDeployment } from 'cdk8s-windows';
import { CONTAINER, IMAGE } from '../workloads';
import { IMAGE_2016, NANO, NANO_20H2 } from './images';
import { container, type Misuse, untyped, web } from './misuse';

const probe = (...command: string[]) => kplus.Probe.fromCommand(command);
const value = kplus.EnvValue.fromValue('1');

/** Wrong containers, whatever the workload around them. */
export const CONTAINERS: readonly Misuse[] = [
  {
    title: 'repairs Netlogon as an ordinary user',
    rule: 'netlogon-repair',
    program: container({
      runAsUserName: RunAsUser.CONTAINER_USER,
      lifecycle: { postStart: NetlogonRepair.postStart() },
    }),
  },
  { title: 'gives no image', rule: 'image-missing', program: container({ image: untyped(undefined) }) },
  { title: 'gives an empty image', rule: 'image-missing', program: container({ image: '' }) },
  { title: 'gives an image of blanks', rule: 'image-missing', program: container({ image: '  ' }) },
  { title: 'gives null for an image', rule: 'image-missing', program: container({ image: untyped(null) }) },
  {
    title: 'gives an object for an image',
    rule: 'image-missing',
    program: container({ image: untyped({ name: 'app' }) }),
  },
  {
    title: 'builds on Server 2016',
    rule: 'image-build-ended',
    program: container({ image: IMAGE_2016 }),
  },
  {
    title: 'builds on a release of the Semi-Annual Channel',
    rule: 'image-build-ended',
    program: web({ initContainers: [{ image: NANO_20H2 }] }),
  },
  {
    title: 'writes the name of a container with a capital',
    rule: 'container-name',
    program: container({ name: 'Web' }),
  },
  {
    title: 'writes the name of a container with an underscore',
    rule: 'container-name',
    program: container({ name: 'my_app' }),
  },
  { title: 'gives a container an empty name', rule: 'container-name', program: container({ name: '' }) },
  {
    title: 'gives a container a name of 64 letters',
    rule: 'container-name',
    program: container({ name: 'n'.repeat(64) }),
  },
  {
    title: 'has two containers without a name',
    rule: 'container-name-unique',
    program: web({ containers: [CONTAINER, { image: IMAGE }] }),
  },
  {
    title: 'gives an init container the name of a container',
    rule: 'container-name-unique',
    program: web({ containers: [{ ...CONTAINER, name: 'web' }], initContainers: [{ image: IMAGE, name: 'web' }] }),
  },
  { title: 'listens on port 0', rule: 'container-port', program: container({ portNumber: 0 }) },
  { title: 'listens on port 70000', rule: 'container-port', program: container({ portNumber: 70000 }) },
  {
    title: 'listens on a port that is not a number',
    rule: 'container-port',
    program: container({ portNumber: Number('x') }),
  },
  { title: 'gives a port as text', rule: 'container-port', program: container({ portNumber: untyped('8080') }) },
  { title: 'gives half a port', rule: 'container-port', program: container({ ports: [{ number: 80.5 }] }) },
  {
    title: 'gives a host port beyond the last one',
    rule: 'container-port',
    program: container({ ports: [{ number: 81, hostPort: 65536 }] }),
  },
  {
    title: 'adds a port that is none to a container that is there already',
    rule: 'container-port',
    atSynth: true,
    program: (chart) => {
      new WindowsDeployment(chart, 'web', { containers: [CONTAINER] }).containers[0].addPort({ number: -1 });
    },
  },
  {
    title: 'names a port with more than 15 characters',
    rule: 'port-name',
    program: container({ ports: [{ number: 9100, name: 'metrics-endpoint' }] }),
  },
  {
    title: 'names a port with an underscore',
    rule: 'port-name',
    program: container({ ports: [{ number: 1433, name: 'sql_server' }] }),
  },
  { title: 'starts a POSIX shell', rule: 'command-shell', program: container({ command: ['/bin/sh', '-c', 'app'] }) },
  {
    title: 'probes with bash',
    rule: 'command-shell',
    program: container({ liveness: probe('/bin/bash', '-c', 'true') }),
  },
  {
    title: 'stops with a POSIX shell',
    rule: 'command-shell',
    program: container({ lifecycle: { preStop: kplus.Handler.fromCommand(['sh', '-c', 'sleep 5']) } }),
  },
  {
    title: 'writes the name of a user, in plain JavaScript',
    rule: 'prop-type',
    program: container({ runAsUserName: untyped('ContainerUser') }),
  },
  {
    title: 'gives a container that is one already',
    rule: 'prop-type',
    program: web({ containers: [new kplus.Container(CONTAINER)] }),
  },
  {
    title: 'gives a variable as text, in plain JavaScript',
    rule: 'prop-type',
    program: container({ envVariables: { MODE: untyped('full') } }),
  },
  {
    title: 'gives a command as text, in plain JavaScript',
    rule: 'command-one-string',
    verdict: 'api',
    program: container({ command: untyped('cmd /c start.cmd') }),
  },
  {
    title: 'gives the arguments as text, in plain JavaScript',
    rule: 'command-one-string',
    verdict: 'api',
    program: container({ args: untyped('/S') }),
  },
  {
    title: 'limits the CPU by a setting that is not there',
    rule: 'resource-amount',
    program: container({ resources: { cpu: { limit: kplus.Cpu.millis(Number(undefined)) } } }),
  },
  {
    title: 'limits the CPU to less than nothing',
    rule: 'resource-amount',
    program: container({ resources: { cpu: { request: kplus.Cpu.units(-1) } } }),
  },
  {
    title: 'limits the memory by a setting that is not there',
    rule: 'resource-amount',
    program: container({ resources: { memory: { limit: Size.mebibytes(Number(undefined)) } } }),
  },
  {
    title: 'gives an init container a hook',
    rule: 'init-container-handlers',
    program: web({
      initContainers: [{ image: IMAGE, lifecycle: { preStop: kplus.Handler.fromCommand(['cmd', '/c', 'stop']) } }],
    }),
  },
  {
    title: 'starts what only cmd knows',
    rule: 'command-built-in',
    program: container({ command: ['echo', 'hello'] }),
  },
  {
    title: 'probes with what only cmd knows',
    rule: 'command-built-in',
    program: container({ liveness: probe('type', 'C:\\healthy') }),
  },
  {
    title: 'writes a program and its first argument as one text',
    rule: 'command-one-string',
    program: container({ command: ['cmd /c', 'start.cmd'] }),
  },
  {
    title: 'listens on SCTP',
    rule: 'port-protocol',
    program: container({ ports: [{ number: 3868, protocol: kplus.Protocol.SCTP }] }),
  },
  {
    title: 'listens on a protocol in small letters, in plain JavaScript',
    rule: 'port-protocol',
    verdict: 'api',
    program: container({ ports: [{ number: 3868, protocol: untyped('tcp') }] }),
  },
  {
    title: 'writes a command as one text',
    rule: 'command-one-string',
    program: container({ command: ['powershell.exe -File C:\\start.ps1'] }),
  },
  {
    title: 'writes the command of a probe as one text',
    rule: 'command-one-string',
    program: container({ readiness: probe('curl.exe http://localhost/') }),
  },
  {
    title: 'starts Windows PowerShell in Nano Server',
    rule: 'image-nanoserver-powershell',
    program: container({ image: NANO, command: ['powershell.exe', '-Command', 'app'] }),
  },
  {
    title: 'probes with Windows PowerShell in Nano Server',
    rule: 'image-nanoserver-powershell',
    program: container({ image: NANO, startup: probe('powershell', '-Command', 'exit 0') }),
  },
  {
    title: 'has two variables whose names differ in case',
    rule: 'env-case',
    program: container({ envVariables: { Path: value, PATH: kplus.EnvValue.fromValue('2') } }),
  },
  {
    title: 'has a variable with an equals sign',
    rule: 'env-name',
    program: container({ envVariables: { 'A=B': value } }),
  },
  { title: 'has a variable without a name', rule: 'env-name', program: container({ envVariables: { '': value } }) },
  {
    title: 'asks for more memory than it may use',
    rule: 'resource-request-exceeds-limit',
    program: container({ resources: { memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } } }),
  },
  {
    title: 'asks for more CPU than it may use',
    rule: 'resource-request-exceeds-limit',
    program: container({ resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.millis(1500) } } }),
  },
  {
    title: 'asks for more disk than it may use',
    rule: 'resource-request-exceeds-limit',
    program: container({ resources: { ephemeralStorage: { request: Size.gibibytes(3), limit: Size.gibibytes(1) } } }),
  },
  {
    title: 'makes a container privileged',
    rule: 'linux-only-field',
    program: container({ securityContext: { privileged: true } }),
  },
  {
    title: 'gives a container a numeric user, 0 as well',
    rule: 'linux-only-field',
    program: container({ securityContext: { user: 0 } }),
  },
  {
    title: 'gives a container a numeric group',
    rule: 'linux-only-field',
    program: container({ securityContext: { group: 1000 } }),
  },
  {
    title: 'makes the root file system read-only',
    rule: 'linux-only-field',
    program: container({ securityContext: { readOnlyRootFilesystem: true } }),
  },
  {
    title: 'allows the escalation of privileges',
    rule: 'linux-only-field',
    program: container({ securityContext: { allowPrivilegeEscalation: true } }),
  },
  {
    title: 'drops capabilities',
    rule: 'linux-only-field',
    program: container({ securityContext: { capabilities: { drop: [kplus.Capability.ALL] } } }),
  },
  {
    title: 'sets a seccomp profile',
    rule: 'linux-only-field',
    program: container({ securityContext: { seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT } } }),
  },
  {
    title: 'makes an init container privileged',
    rule: 'linux-only-field',
    program: web({ initContainers: [{ image: IMAGE, securityContext: { privileged: true } }] }),
  },
  {
    title: 'attaches a container that was made for Linux',
    rule: 'linux-only-field',
    program: (chart) => {
      const other = new kplus.Container({ image: IMAGE, name: 'other', securityContext: { user: 1000 } });
      new WindowsDeployment(chart, 'web', { containers: [CONTAINER] }).attachContainer(other);
    },
  },
  {
    title: 'states runAsNonRoot and ensureNonRoot of a container, and they differ',
    rule: 'run-as-non-root-twice',
    program: container({ runAsNonRoot: true, securityContext: { ensureNonRoot: false } }),
  },
  {
    title: 'says runAsNonRoot on a container that runs as administrator',
    rule: 'run-as-non-root-administrator',
    program: container({ runAsNonRoot: true, runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR }),
  },
  {
    title: 'runs a container as a local group of the node',
    rule: 'local-group-needs-host-process',
    program: container({ runAsUserName: RunAsUser.localGroup('operators') }),
  },
];

import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { always, gmsa, inPod, type Table, user, volume } from './reach';

export const CONTAINER_PROPS: Table = {
  image: { props: always({ image: 'app:ltsc2022' }), at: inPod('containers.0.image'), value: 'app:ltsc2022' },
  name: { props: always({ name: 'given' }), at: inPod('containers.0.name'), value: 'given' },
  port: { props: always({ port: 81 }), at: inPod('containers.0.ports.0.containerPort'), value: 81 },
  portNumber: { props: always({ portNumber: 81 }), at: inPod('containers.0.ports.0.containerPort'), value: 81 },
  ports: {
    props: always({ ports: [{ number: 53, protocol: kplus.Protocol.UDP, name: 'dns' }] }),
    at: inPod('containers.0.ports'),
    value: [{ containerPort: 53, protocol: 'UDP', name: 'dns' }],
  },
  command: { props: always({ command: ['cmd', '/c'] }), at: inPod('containers.0.command'), value: ['cmd', '/c'] },
  args: { props: always({ args: ['/S'] }), at: inPod('containers.0.args'), value: ['/S'] },
  workingDir: { props: always({ workingDir: 'C:\\app' }), at: inPod('containers.0.workingDir'), value: 'C:\\app' },
  envVariables: {
    props: always({ envVariables: { A: kplus.EnvValue.fromValue('1') } }),
    at: inPod('containers.0.env'),
    value: [{ name: 'A', value: '1' }],
  },
  envFrom: {
    props: (scope) => ({ envFrom: [kplus.Env.fromSecret(kplus.Secret.fromSecretName(scope, 'secret', 'keys'))] }),
    at: inPod('containers.0.envFrom.0.secretRef.name'),
    value: 'keys',
  },
  volumeMounts: {
    props: (scope) => ({
      volumeMounts: [{ path: 'C:\\data', volume: volume(scope), readOnly: true, subPath: 'x' }],
    }),
    at: inPod('containers.0.volumeMounts'),
    value: [{ name: 'scratch', mountPath: 'C:\\data', readOnly: true, subPath: 'x' }],
  },
  imagePullPolicy: {
    props: always({ imagePullPolicy: kplus.ImagePullPolicy.NEVER }),
    at: inPod('containers.0.imagePullPolicy'),
    value: 'Never',
  },
  readiness: {
    props: always({ readiness: kplus.Probe.fromHttpGet('/ready', { port: 81 }) }),
    at: inPod('containers.0.readinessProbe.httpGet.path'),
    value: '/ready',
  },
  liveness: {
    props: always({ liveness: kplus.Probe.fromCommand(['cmd', '/c', 'exit 0']) }),
    at: inPod('containers.0.livenessProbe.exec.command.2'),
    value: 'exit 0',
  },
  startup: {
    props: always({ startup: kplus.Probe.fromTcpSocket({ port: 82 }) }),
    at: inPod('containers.0.startupProbe.tcpSocket.port'),
    value: 82,
  },
  lifecycle: {
    props: always({ lifecycle: { preStop: kplus.Handler.fromCommand(['cmd', '/c', 'stop']) } }),
    at: inPod('containers.0.lifecycle.preStop.exec.command.2'),
    value: 'stop',
  },
  resources: {
    props: always({
      resources: {
        cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(2) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
        ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
      },
    }),
    at: inPod('containers.0.resources'),
    value: {
      requests: { cpu: '100m', memory: '100Mi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '2', memory: '200Mi', 'ephemeral-storage': '2Gi' },
    },
  },
  securityContext: {
    props: always({ securityContext: { ensureNonRoot: true }, runAsUserName: user }),
    at: inPod('containers.0.securityContext.runAsNonRoot'),
    value: true,
  },
  restartPolicy: {
    props: always({ restartPolicy: kplus.ContainerRestartPolicy.ALWAYS }),
    at: inPod('initContainers.0.restartPolicy'),
    value: 'Always',
  },
  runAsUserName: {
    props: always({ runAsUserName: user }),
    at: inPod('containers.0.securityContext.windowsOptions.runAsUserName'),
    value: 'ContainerUser',
  },
  runAsNonRoot: {
    props: always({ runAsUserName: user, runAsNonRoot: true }),
    at: inPod('containers.0.securityContext.runAsNonRoot'),
    value: true,
  },
  gmsa: {
    props: always({ gmsa }),
    at: inPod('containers.0.securityContext.windowsOptions.gmsaCredentialSpecName'),
    value: 'erp',
  },
};

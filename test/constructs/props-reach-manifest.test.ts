import { Cron, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  PodSecurityLevel,
  WindowsCronJob,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsJob,
  WindowsNamespace,
  WindowsPod,
  WindowsRuntimeClass,
  WindowsStatefulSet,
  WindowsVersion,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { beforeAll, describe, expect, test } from 'vitest';
import { propsOfInterfaces } from '../interfaces';
import { type Manifest, podOf, shop } from '../synth';
import { CONTAINER, IMAGE } from '../workloads';
import { always, below, gmsa, inManifest, inPod, type Reach, type Table, user, volume } from './reach';
import { CONTAINER_PROPS } from './reach-of-containers';

const runtimeClass = { runtimeClassName: 'windows-2022', nodeSelector: {} };

const METADATA: Table = {
  metadata: {
    props: always({ metadata: { name: 'given', labels: { team: 'shop' } } }),
    at: ({ metadata }) => [metadata.name, metadata.labels?.team],
    value: ['given', 'shop'],
  },
};

const POD: Table = {
  ...METADATA,
  containers: {
    props: always({ containers: [{ ...CONTAINER, name: 'given' }] }),
    at: inPod('containers.0.name'),
    value: 'given',
  },
  initContainers: {
    props: always({ initContainers: [{ image: IMAGE, name: 'given' }] }),
    at: inPod('initContainers.0.name'),
    value: 'given',
  },
  volumes: { props: (scope) => ({ volumes: [volume(scope)] }), at: inPod('volumes.0.name'), value: 'scratch' },
  windowsVersion: {
    props: always({ windowsVersion: WindowsVersion.SERVER_2025 }),
    at: (manifest) => podOf(manifest).spec.nodeSelector?.['node.kubernetes.io/windows-build'],
    value: '10.0.26100',
  },
  runtimeClass: { props: always({ runtimeClass }), at: inPod('runtimeClassName'), value: 'windows-2022' },
  runtimeClassName: { props: always({ runtimeClassName: 'old' }), at: inPod('runtimeClassName'), value: 'old' },
  nodeSelector: { props: always({ nodeSelector: { disk: 'ssd' } }), at: inPod('nodeSelector.disk'), value: 'ssd' },
  tolerations: { props: always({ tolerations: [{ key: 'gpu' }] }), at: inPod('tolerations.0.key'), value: 'gpu' },
  runAsUserName: {
    props: always({ runAsUserName: user }),
    at: inPod('securityContext.windowsOptions.runAsUserName'),
    value: 'ContainerUser',
  },
  runAsNonRoot: {
    props: always({ runAsNonRoot: true, runAsUserName: user }),
    at: inPod('securityContext.runAsNonRoot'),
    value: true,
  },
  gmsa: { props: always({ gmsa }), at: inPod('securityContext.windowsOptions.gmsaCredentialSpecName'), value: 'erp' },
  priorityClassName: { props: always({ priorityClassName: 'high' }), at: inPod('priorityClassName'), value: 'high' },
  serviceAccount: {
    props: (scope) => ({ serviceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'reader') }),
    at: inPod('serviceAccountName'),
    value: 'reader',
  },
  automountServiceAccountToken: {
    props: always({ automountServiceAccountToken: true }),
    at: inPod('automountServiceAccountToken'),
    value: true,
  },
  terminationGracePeriod: {
    props: always({ terminationGracePeriod: Duration.seconds(90) }),
    at: inPod('terminationGracePeriodSeconds'),
    value: 90,
  },
  dns: {
    props: always({ dns: { nameservers: ['10.0.0.10'] } }),
    at: inPod('dnsConfig.nameservers.0'),
    value: '10.0.0.10',
  },
  hostAliases: {
    props: always({ hostAliases: [{ ip: '10.0.0.5', hostnames: ['db'] }] }),
    at: inPod('hostAliases.0.ip'),
    value: '10.0.0.5',
  },
  dockerRegistryAuth: {
    props: (scope) => ({ dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'secret', 'registry') }),
    at: inPod('imagePullSecrets.0.name'),
    value: 'registry',
  },
  // true is for HostProcess workloads only, false is what Kubernetes does by itself
  hostNetwork: { props: always({ hostNetwork: false }), at: inPod('hostNetwork'), value: undefined },
  isolate: {
    props: always({ isolate: true }),
    at: (_, all) => all.some(({ kind }) => kind === 'NetworkPolicy'),
    value: true,
  },
  securityContext: {
    props: always({ securityContext: { ensureNonRoot: true }, runAsUserName: user }),
    at: inPod('securityContext.runAsNonRoot'),
    value: true,
  },
};

const ALONE: Table = {
  restartPolicy: {
    props: always({ restartPolicy: kplus.RestartPolicy.ON_FAILURE }),
    at: inPod('restartPolicy'),
    value: 'OnFailure',
  },
};

const WORKLOAD: Table = {
  ...POD,
  podMetadata: {
    props: always({ podMetadata: { labels: { tier: 'front' } } }),
    at: (manifest) => podOf(manifest).metadata.labels?.tier,
    value: 'front',
  },
  spread: {
    props: always({ spread: true }),
    at: (manifest) => podOf(manifest).spec.affinity?.podAntiAffinity !== undefined,
    value: true,
  },
};

const SELECTING: Table = {
  ...WORKLOAD,
  // Always is what Kubernetes does by itself, and there is no other
  restartPolicy: {
    props: always({ restartPolicy: kplus.RestartPolicy.ALWAYS }),
    at: inPod('restartPolicy'),
    value: undefined,
  },
  select: { props: always({ select: true }), at: inManifest('spec.selector.matchLabels'), value: expect.any(Object) },
};

const minReady: Reach = {
  props: always({ minReady: Duration.seconds(7) }),
  at: inManifest('spec.minReadySeconds'),
  value: 7,
};
const replicas: Reach = { props: always({ replicas: 5 }), at: inManifest('spec.replicas'), value: 5 };

const job = (spec: string): Table => ({
  ...WORKLOAD,
  ...ALONE,
  // jobs have no selector of their own
  select: { props: always({ select: true }), at: inManifest('spec.selector'), value: undefined },
  activeDeadline: {
    props: always({ activeDeadline: Duration.minutes(2) }),
    at: inManifest(`${spec}.activeDeadlineSeconds`),
    value: 120,
  },
  backoffLimit: { props: always({ backoffLimit: 0 }), at: inManifest(`${spec}.backoffLimit`), value: 0 },
  ttlAfterFinished: {
    props: always({ ttlAfterFinished: Duration.minutes(1) }),
    at: inManifest(`${spec}.ttlSecondsAfterFinished`),
    value: 60,
  },
});

const TABLES: Record<string, { kind: string; create: (scope: Construct, props: object) => unknown; table: Table }> = {
  WindowsPodProps: {
    kind: 'Pod',
    create: (scope, props) => new WindowsPod(scope, 'web', { containers: [CONTAINER], ...props }),
    table: { ...POD, ...ALONE },
  },
  WindowsDeploymentProps: {
    kind: 'Deployment',
    create: (scope, props) => new WindowsDeployment(scope, 'web', { containers: [CONTAINER], ...props }),
    table: {
      ...SELECTING,
      replicas,
      minReady,
      strategy: {
        props: always({ strategy: kplus.DeploymentStrategy.recreate() }),
        at: inManifest('spec.strategy.type'),
        value: 'Recreate',
      },
      progressDeadline: {
        props: always({ progressDeadline: Duration.minutes(3) }),
        at: inManifest('spec.progressDeadlineSeconds'),
        value: 180,
      },
    },
  },
  WindowsStatefulSetProps: {
    kind: 'StatefulSet',
    create: (scope, props) => new WindowsStatefulSet(scope, 'web', { containers: [CONTAINER], ...props }),
    table: {
      ...SELECTING,
      replicas,
      minReady,
      service: {
        props: (scope) => ({
          service: new kplus.Service(scope, 'db', {
            metadata: { name: 'given' },
            clusterIP: 'None',
            ports: [{ port: 80 }],
          }),
        }),
        at: inManifest('spec.serviceName'),
        value: 'given',
      },
      podManagementPolicy: {
        props: always({ podManagementPolicy: kplus.PodManagementPolicy.PARALLEL }),
        at: inManifest('spec.podManagementPolicy'),
        value: 'Parallel',
      },
      strategy: {
        props: always({ strategy: kplus.StatefulSetUpdateStrategy.onDelete() }),
        at: inManifest('spec.updateStrategy.type'),
        value: 'OnDelete',
      },
    },
  },
  WindowsDaemonSetProps: {
    kind: 'DaemonSet',
    create: (scope, props) => new WindowsDaemonSet(scope, 'web', { containers: [CONTAINER], ...props }),
    table: {
      ...SELECTING,
      minReadySeconds: { props: always({ minReadySeconds: 7 }), at: inManifest('spec.minReadySeconds'), value: 7 },
    },
  },
  WindowsJobProps: {
    kind: 'Job',
    create: (scope, props) => new WindowsJob(scope, 'web', { containers: [CONTAINER], ...props }),
    table: job('spec'),
  },
  WindowsCronJobProps: {
    kind: 'CronJob',
    create: (scope, props) =>
      new WindowsCronJob(scope, 'web', { schedule: Cron.daily(), containers: [CONTAINER], ...props }),
    table: {
      ...job('spec.jobTemplate.spec'),
      schedule: {
        props: always({ schedule: Cron.schedule({ minute: '5' }) }),
        at: inManifest('spec.schedule'),
        value: '5 * * * *',
      },
      timeZone: { props: always({ timeZone: 'Etc/UTC' }), at: inManifest('spec.timeZone'), value: 'Etc/UTC' },
      concurrencyPolicy: {
        props: always({ concurrencyPolicy: kplus.ConcurrencyPolicy.ALLOW }),
        at: inManifest('spec.concurrencyPolicy'),
        value: 'Allow',
      },
      startingDeadline: {
        props: always({ startingDeadline: Duration.seconds(45) }),
        at: inManifest('spec.startingDeadlineSeconds'),
        value: 45,
      },
      suspend: { props: always({ suspend: true }), at: inManifest('spec.suspend'), value: true },
      successfulJobsRetained: {
        props: always({ successfulJobsRetained: 8 }),
        at: inManifest('spec.successfulJobsHistoryLimit'),
        value: 8,
      },
      failedJobsRetained: {
        props: always({ failedJobsRetained: 9 }),
        at: inManifest('spec.failedJobsHistoryLimit'),
        value: 9,
      },
    },
  },
  WindowsContainerProps: {
    kind: 'Pod',
    create: (scope, props) => {
      const container = { image: IMAGE, ...props };
      // restartPolicy makes an init container a sidecar, on others it is refused
      const containers =
        'restartPolicy' in props
          ? { containers: [CONTAINER], initContainers: [container] }
          : { containers: [container] };
      new WindowsPod(scope, 'web', containers);
    },
    table: CONTAINER_PROPS,
  },
  WindowsRuntimeClassProps: {
    kind: 'RuntimeClass',
    create: (scope, props) =>
      new WindowsRuntimeClass(scope, 'class', { windowsVersion: WindowsVersion.SERVER_2022, ...props }),
    table: {
      ...METADATA,
      windowsVersion: {
        props: always({ windowsVersion: WindowsVersion.SERVER_2025 }),
        at: (manifest) => below(manifest, 'scheduling.nodeSelector'),
        value: expect.objectContaining({ 'node.kubernetes.io/windows-build': '10.0.26100' }),
      },
      handler: {
        props: always({ handler: 'runhcs-wcow-process' }),
        at: inManifest('handler'),
        value: 'runhcs-wcow-process',
      },
      nodeSelector: {
        props: always({ nodeSelector: { disk: 'ssd' } }),
        at: inManifest('scheduling.nodeSelector.disk'),
        value: 'ssd',
      },
      tolerations: {
        props: always({ tolerations: [{ key: 'gpu' }] }),
        at: inManifest('scheduling.tolerations.0.key'),
        value: 'gpu',
      },
    },
  },
  WindowsNamespaceProps: {
    kind: 'Namespace',
    create: (scope, props) => new WindowsNamespace(scope, 'ns', { podSecurity: PodSecurityLevel.RESTRICTED, ...props }),
    table: {
      ...METADATA,
      podSecurity: {
        props: always({ podSecurity: PodSecurityLevel.BASELINE }),
        at: ({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce'],
        value: 'baseline',
      },
      podSecurityVersion: {
        props: always({ podSecurityVersion: 'v1.33' }),
        at: ({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce-version'],
        value: 'v1.33',
      },
    },
  },
};

describe.each(Object.entries(TABLES))('%s', (_, { kind, create, table }) => {
  test.each(Object.keys(table))('%s reaches the manifest', (prop) => {
    const { props, at, value } = table[prop];
    const chart = shop();
    create(chart, props(chart));
    const manifests: Manifest[] = Testing.synth(chart);
    const manifest = manifests.find((candidate) => candidate.kind === kind) as Manifest;
    expect(at(manifest, manifests)).toEqual(value);
  });
});

describe('no prop is forgotten above', () => {
  let interfaces: ReadonlyMap<string, string[]>;

  beforeAll(() => {
    interfaces = propsOfInterfaces();
  }, 60_000);

  test.each(Object.keys(TABLES))('%s', (name) => {
    expect(Object.keys(TABLES[name].table).sort()).toEqual(interfaces.get(name));
  });

  test.each(['Pod', 'Deployment', 'DaemonSet', 'Job', 'CronJob'])('HostProcess%sProps has no further one', (kind) => {
    expect(interfaces.get(`HostProcess${kind}Props`)).toEqual(interfaces.get(`Windows${kind}Props`));
  });

  test('in any interface of props that makes a manifest of the core', () => {
    const core = [...interfaces.keys()].filter((name) =>
      /^Windows(?!App|Volume|Storage|Service|Workload)\w*Props$/.test(name),
    );
    expect(core.sort()).toEqual(Object.keys(TABLES).sort());
  });
});

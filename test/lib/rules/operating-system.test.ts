import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, OS, podOf, said, WINDOWS, workloadOf } from './found-in';

const PLACED: PodSpec = { nodeSelector: { [OS]: 'windows' } };
const LINUX: PodSpec = { nodeSelector: { [OS]: 'linux' } };
const secured = (securityContext: object): PodSpec => ({ containers: [{ name: 'web', securityContext }] });

describe('the name of an operating system', () => {
  test.each(['Windows', 'WINDOWS', 'Linux'])('%s is written in small letters without asking', (name) => {
    const [found] = foundIn('os-name', [podOf({ os: { name } })]);
    expect(found).toMatchObject({ path: 'spec.os.name', got: name, mend: { set: name.toLowerCase() } });
  });

  test('another one is refused, and nobody knows what was meant', () => {
    const [found] = foundIn('os-name', [podOf({ os: { name: 'darwin' } })]);
    expect(found).toMatchObject({ got: 'darwin', allowed: 'linux, windows', mend: undefined });
  });

  test('is missing from an os that says nothing', () => {
    expect(said('os-name', [workloadOf('Deployment', { os: {} })])).toEqual(['error spec.template.spec.os.name']);
  });

  test('is right, or not stated', () => {
    expect(said('os-name', [podOf({}), podOf({ os: { name: 'linux' } }), podOf(WINDOWS)])).toEqual([]);
  });
});

describe('a pod for Windows nodes without os', () => {
  test('is advised to say so, which is done without asking', () => {
    const [found] = foundIn('os-missing', [podOf(PLACED)]);
    expect(found).toMatchObject({ severity: 'info', path: 'spec.os.name', mend: { set: 'windows' } });
  });

  test('is placed by an affinity or by the build of its nodes as well', () => {
    const build = { nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.20348' } };
    const expression = { key: OS, operator: 'In', values: ['windows'] };
    const terms = { nodeSelectorTerms: [{ matchExpressions: [expression] }] };
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
    expect(said('os-missing', [podOf(build), podOf({ affinity })])).toEqual(['info spec.os.name', 'info spec.os.name']);
  });

  test('is left alone when only its image tells, and first of all has to be placed', () => {
    expect(said('os-missing', [podOf({ containers: [{ image: 'web:ltsc2022' }] })])).toEqual([]);
  });

  test('is told of its Linux fields first: with os the API server would refuse them', () => {
    const pod = podOf({ ...PLACED, ...secured({ privileged: true }) });
    expect(said('os-missing', [pod])).toEqual([]);
    expect(said('linux-field-ignored', [pod])).toEqual(['warning spec.containers[0].securityContext.privileged']);
  });

  test('is a risk on OpenShift with kubelets that cannot start it as a numeric user', () => {
    expect(said('os-missing', [podOf(PLACED)], { platform: 'openshift', kubernetes: 30 })).toEqual([
      'warning spec.os.name',
    ]);
    expect(said('os-missing', [podOf(PLACED)], { platform: 'openshift', kubernetes: 31 })).toEqual([
      'info spec.os.name',
    ]);
    expect(said('os-missing', [podOf(PLACED)], { platform: 'aks', kubernetes: 30 })).toEqual(['info spec.os.name']);
  });

  test('is not asked for os twice', () => {
    expect(said('os-missing', [podOf(WINDOWS), podOf({ ...PLACED, os: {} }), podOf(LINUX), podOf({})])).toEqual([]);
  });
});

describe('Linux fields without os', () => {
  test('are ignored, each at its place', () => {
    const spec = {
      ...PLACED,
      hostPID: true,
      securityContext: { fsGroup: 1000, sysctls: [] },
      initContainers: [{ securityContext: { capabilities: { drop: ['ALL'] } } }],
      containers: [{}, { securityContext: { readOnlyRootFilesystem: true } }],
    };
    expect(said('linux-field-ignored', [workloadOf('DaemonSet', spec)])).toEqual([
      'warning spec.template.spec.hostPID',
      'warning spec.template.spec.securityContext.fsGroup',
      'warning spec.template.spec.initContainers[0].securityContext.capabilities',
      'warning spec.template.spec.containers[1].securityContext.readOnlyRootFilesystem',
    ]);
  });

  test('that ask for what Windows does anyway may go without asking', () => {
    const pod = podOf({ ...PLACED, ...secured({ privileged: false, allowPrivilegeEscalation: false }) });
    const found = foundIn('linux-field-ignored', [pod]);
    expect(found.map(({ severity, mend }) => ({ severity, mend }))).toEqual([
      { severity: 'info', mend: { remove: true } },
      { severity: 'info', mend: { remove: true } },
    ]);
  });

  test('belong to Linux pods, and to pods that nothing places', () => {
    const context = secured({ privileged: true, runAsUser: 1000 });
    expect(said('linux-field-ignored', [podOf({ ...LINUX, ...context }), podOf(context)])).toEqual([]);
  });

  test('are refused by the API server where os says windows', () => {
    expect(said('linux-field-ignored', [podOf({ ...WINDOWS, ...secured({ privileged: true }) })])).toEqual([]);
  });

  test('are nothing when they are null', () => {
    const pod = podOf({ ...PLACED, ...secured({ privileged: null, capabilities: null }) });
    expect(said('linux-field-ignored', [pod])).toEqual([]);
  });
});

describe('annotations with profiles of Linux', () => {
  const KEY = 'container.apparmor.security.beta.kubernetes.io/web';
  const annotated = (spec: PodSpec, value = 'runtime/default') =>
    podOf({ containers: [{ name: 'web' }], ...spec }, { name: 'web', annotations: { [KEY]: value, other: 'a' } });

  test('are ignored on Windows, with os or without', () => {
    expect(said('linux-field-ignored', [annotated(WINDOWS), annotated(PLACED)])).toEqual([
      `warning metadata.annotations[${KEY}]`,
      `warning metadata.annotations[${KEY}]`,
    ]);
  });

  test('are left to the API server where it refuses them, and to Linux', () => {
    expect(said('linux-field-ignored', [annotated(WINDOWS, 'bogus'), annotated(LINUX)])).toEqual([]);
    expect(said('profile-annotation', [annotated(WINDOWS, 'bogus')])).toHaveLength(1);
  });
});

describe('a numeric user on Windows', () => {
  const pod = (spec: PodSpec) => podOf({ ...PLACED, ...spec }, { name: 'web', namespace: 'shop' });
  const everywhere = pod({ securityContext: { runAsUser: 1000 }, containers: [{}, {}] });
  const USER = 'spec.securityContext.runAsUser';

  test('keeps older kubelets from starting the pod, and newer ones ignore it', () => {
    expect(said('run-as-user-stuck', [everywhere], { kubernetes: 30 })).toEqual([`warning ${USER}`]);
    expect(said('linux-field-ignored', [everywhere], { kubernetes: 30 })).toEqual([]);
    expect(said('run-as-user-stuck', [everywhere], { kubernetes: 31 })).toEqual([]);
    expect(said('linux-field-ignored', [everywhere], { kubernetes: 31 })).toEqual([`warning ${USER}`]);
  });

  test('is found once where no version is named', () => {
    expect(said('run-as-user-stuck', [everywhere])).toEqual([`warning ${USER}`]);
    expect(said('linux-field-ignored', [everywhere])).toEqual([]);
  });

  test('is harmless where containers differ: no one owns the token then', () => {
    const some = pod({ containers: [{ securityContext: { runAsUser: 1000 } }, {}] });
    const others = pod({ securityContext: { runAsUser: 1 }, containers: [{ securityContext: { runAsUser: 2 } }, {}] });
    expect(said('run-as-user-stuck', [some, others], { kubernetes: 30 })).toEqual([]);
    expect(said('linux-field-ignored', [some], { kubernetes: 30 })).toHaveLength(1);
  });

  test('is found on the first of the containers that all state it', () => {
    const all = pod({
      initContainers: [{ securityContext: { runAsUser: 0 } }],
      containers: [{ securityContext: { runAsUser: 0 } }],
    });
    expect(said('run-as-user-stuck', [all])).toEqual(['warning spec.initContainers[0].securityContext.runAsUser']);
  });

  test('is harmless without a token, of which the service account may have the say', () => {
    const automount = (value: boolean) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'shop' },
      automountServiceAccountToken: value,
    });
    const without = pod({ ...everywhere.spec!, automountServiceAccountToken: false });
    const source = [{ serviceAccountToken: { path: 'token' } }];
    const own = pod({ ...without.spec!, volumes: [{ name: 'token', projected: { sources: source } }] });
    expect(said('run-as-user-stuck', [without])).toEqual([]);
    expect(said('run-as-user-stuck', [everywhere, automount(false)])).toEqual([]);
    expect(said('run-as-user-stuck', [everywhere, automount(true)])).toHaveLength(1);
    expect(said('run-as-user-stuck', [own])).toHaveLength(1);
  });

  test('is no matter without containers, or on Linux', () => {
    const linux = podOf({ ...LINUX, securityContext: { runAsUser: 1000 }, containers: [{}] });
    expect(said('run-as-user-stuck', [pod({ securityContext: { runAsUser: 1 } }), linux])).toEqual([]);
  });
});

describe('the webhook of GKE', () => {
  const privileged = podOf({ ...PLACED, ...secured({ privileged: false }) });
  const PATH = 'spec.containers[0].securityContext.privileged';

  test('refuses privileged, even when it is false, and then nobody ignores it', () => {
    expect(said('gke-windows-webhook', [privileged], { platform: 'gke' })).toEqual([`error ${PATH}`]);
    expect(said('linux-field-ignored', [privileged], { platform: 'gke' })).toEqual([]);
  });

  test('is nowhere else', () => {
    expect(said('gke-windows-webhook', [privileged])).toEqual([]);
    expect(said('gke-windows-webhook', [privileged], { platform: 'aks' })).toEqual([]);
    expect(said('linux-field-ignored', [privileged], { platform: 'aks' })).toEqual([`info ${PATH}`]);
  });

  test('looks at the node selector alone, and leaves to the API server what that refuses', () => {
    const byImage = podOf({ containers: [{ image: 'web:ltsc2022', securityContext: { privileged: true } }] });
    const withOs = podOf({ ...WINDOWS, ...secured({ privileged: true }) });
    expect(said('gke-windows-webhook', [byImage, withOs], { platform: 'gke' })).toEqual([]);
  });

  test('has nothing against an empty list of host aliases', () => {
    expect(said('gke-windows-webhook', [podOf({ ...WINDOWS, hostAliases: [] })], { platform: 'gke' })).toEqual([]);
  });
});

describe('the label of the operating system on a pod', () => {
  const labelled = (labels: Record<string, string>, spec: PodSpec) => podOf(spec, { name: 'web', labels });
  const LABEL = 'metadata.labels[kubernetes.io/os]';

  test('has to be that of its node, on Linux as on Windows', () => {
    expect(said('os-pod-label', [labelled({ [OS]: 'linux' }, WINDOWS)])).toEqual([`error ${LABEL}`]);
    expect(said('os-pod-label', [labelled({ [OS]: 'windows' }, LINUX)])).toEqual([`error ${LABEL}`]);
    expect(said('os-pod-label', [labelled({ [OS]: 'windows' }, WINDOWS), labelled({ [OS]: 'linux' }, LINUX)])).toEqual(
      [],
    );
  });

  test('places no pod: one that nothing places is refused on every Linux node', () => {
    expect(said('os-pod-label', [labelled({ [OS]: 'windows' }, {})])).toEqual([`warning ${LABEL}`]);
    expect(said('os-pod-label', [labelled({ [OS]: 'linux' }, {}), labelled({ app: 'web' }, {})])).toEqual([]);
  });

  test('is that of the template, and not of its workload', () => {
    const deployment = workloadOf('Deployment', WINDOWS);
    const ofWorkload = { ...deployment, metadata: { name: 'web', labels: { [OS]: 'linux' } } };
    const template = { metadata: { labels: { [OS]: 'linux' } }, spec: WINDOWS };
    expect(said('os-pod-label', [ofWorkload])).toEqual([]);
    expect(said('os-pod-label', [{ ...deployment, spec: { template } }])).toEqual([`error spec.template.${LABEL}`]);
  });

  test('of our own only misleads policies', () => {
    expect(said('os-pod-label', [labelled({ 'cdk8s-windows/os': 'linux' }, WINDOWS)])).toEqual([
      'warning metadata.labels[cdk8s-windows/os]',
    ]);
  });
});

describe('resources of a whole pod', () => {
  const resources = { limits: { cpu: '1' } };

  test('are refused by the kubelet on Windows from 1.34 on, and with os by the API server', () => {
    expect(said('pod-level-resources', [podOf({ ...PLACED, resources })], { kubernetes: 34 })).toEqual([
      'error spec.resources',
    ]);
    expect(said('pod-level-resources', [podOf({ ...PLACED, resources })], { kubernetes: 33 })).toEqual([]);
    expect(said('pod-level-resources', [podOf({ ...WINDOWS, resources })], { kubernetes: 34 })).toEqual([]);
    expect(said('linux-only-field', [podOf({ ...WINDOWS, resources })], { kubernetes: 34 })).toHaveLength(1);
  });

  test('are a matter of Linux pods, and nothing when empty', () => {
    expect(said('pod-level-resources', [podOf({ ...LINUX, resources }), podOf({ ...PLACED, resources: {} })])).toEqual(
      [],
    );
  });
});

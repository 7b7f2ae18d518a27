import { App, Chart, Size, Testing } from 'cdk8s';
import {
  CalicoIsolation,
  GmsaIdentity,
  IsolationFormat,
  IsolationPort,
  RunAsUser,
  WindowsDeployment,
  WindowsRuntimeClass,
  WindowsStatefulSet,
  WindowsStorageClass,
  WindowsVersion,
} from 'cdk8s-windows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { HOST_PROCESS_WORKLOADS, WORKLOADS } from '../workloads';
import { isAccepted } from './api-client';
import { JudgedCluster, subjectOf } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { record } from './report';
import { untilSettled } from './settled';
import { SimulatedKubelet } from './simulated-kubelet';
import { provideNodes, type SimulatedNode } from './simulated-nodes';

const NAMESPACE = 'changed';

/** What the author of the program below can turn. */
interface Settings {
  readonly version: WindowsVersion;
  readonly user: RunAsUser;
  readonly hostUser: RunAsUser;
  readonly replicas: number;
  readonly gmsa: 'erp' | 'crm';
  readonly format: IsolationFormat;
  readonly allowed: readonly IsolationPort[];
}

const FIRST: Settings = {
  version: WindowsVersion.SERVER_2022,
  user: RunAsUser.CONTAINER_USER,
  hostUser: RunAsUser.LOCAL_SERVICE,
  replicas: 1,
  gmsa: 'erp',
  format: IsolationFormat.CALICO,
  allowed: [IsolationPort.tcp(80)],
};

/** One after the other, each on top of those before. */
const CHANGES: readonly { readonly title: string; readonly change: Partial<Settings> }[] = [
  { title: 'another Windows version', change: { version: WindowsVersion.SERVER_2025 } },
  { title: 'another user', change: { user: RunAsUser.CONTAINER_ADMINISTRATOR } },
  { title: 'another user on the node', change: { hostUser: RunAsUser.SYSTEM } },
  { title: 'another identity', change: { gmsa: 'crm' } },
  { title: 'more replicas', change: { replicas: 3 } },
  { title: 'one more permission', change: { allowed: [IsolationPort.tcp(80), IsolationPort.tcp(8080)] } },
  { title: 'another language for the isolation', change: { format: IsolationFormat.KUBERNETES } },
  { title: 'all of it back', change: FIRST },
];

/** Every class of workloads, a RuntimeClass, a claim, two identities and an isolation. */
function program(settings: Settings): Manifest[] {
  const { version, user, hostUser, replicas, gmsa, format, allowed } = settings;
  const app = new App();
  const chart = new Chart(app, 'changed', { namespace: NAMESPACE });
  const identities = {
    erp: new GmsaIdentity(chart, 'erp', account('erp')),
    crm: new GmsaIdentity(chart, 'crm', account('crm')),
  };
  const classes = new Chart(app, 'classes');
  const runtimeClass = new WindowsRuntimeClass(classes, 'windows', { windowsVersion: version });
  const storage = WindowsStorageClass.azureFile(classes, 'shares');
  storage.claim(chart, 'data', { storage: Size.gibibytes(1) });
  const image = version.image('registry.example/app');
  const containers = [{ image, portNumber: 80 }];
  for (const { name, create } of WORKLOADS) {
    create(chart, name.toLowerCase(), { containers, runtimeClass, runAsUserName: user });
  }
  for (const { name, create } of HOST_PROCESS_WORKLOADS) {
    create(chart, name.toLowerCase(), { containers: [{ image }], runAsUserName: hostUser });
  }
  const web = new WindowsDeployment(chart, 'web', { containers, gmsa: identities[gmsa], replicas });
  new WindowsStatefulSet(chart, 'store', { containers, gmsa: identities[gmsa], replicas });
  const isolation = new CalicoIsolation(chart, 'isolation', { format });
  isolation.allowFromOutside(web, { ports: [...allowed] });
  return [chart, classes].flatMap((own) => Testing.synth(own) as Manifest[]);
}

function account(name: string) {
  return {
    accountName: name,
    domain: 'corp.example',
    netBiosName: 'CORP',
    domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
    domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
  };
}

/** What these run, Kubernetes lets nobody change, whoever wrote them; the docs of both classes say so. */
const UNCHANGEABLE = ['Pod', 'Job'];

const NODES: readonly SimulatedNode[] = ['10.0.20348', '10.0.26100'].map((build) => ({
  name: `changed-${build}`,
  os: 'windows',
  build,
}));

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  let removeNodes: () => Promise<void>;
  let settings = FIRST;
  let taken = 0;

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
    removeNodes = await provideNodes(cluster, NODES);
    await cluster.provideNamespace(NAMESPACE);
    for (const manifest of inOrder(program(FIRST))) await cluster.apply(manifest);
    await untilSettled(cluster, NAMESPACE);
  });

  afterAll(async () => {
    await cluster.removeNamespaces([NAMESPACE]);
    for (const manifest of program(settings)) await cluster.delete(manifest);
    await removeNodes();
    await kubelet.stop();
    cluster.close();
    record('changed', minor, { 'changes of a running program': CHANGES.length, 'objects that took them': taken });
  });

  test.each(CHANGES)('$title is taken by everything that can change, and settles', async ({ change }) => {
    const before = new Map(program(settings).map((manifest) => [subjectOf(manifest), JSON.stringify(manifest)]));
    settings = { ...settings, ...change };
    const changed = inOrder(program(settings)).filter(
      (manifest) => before.get(subjectOf(manifest)) !== JSON.stringify(manifest),
    );
    expect(changed).not.toEqual([]);
    for (const manifest of changed) {
      const answer = await cluster.tryApply(manifest);
      if (isAccepted(answer)) taken++;
      if (isAccepted(answer)) continue;
      expect(UNCHANGEABLE, subjectOf(manifest)).toContain(manifest.kind);
      expect(answer.body.message).toMatch(/field is immutable|pod updates may not change fields/);
    }
    await untilSettled(cluster, NAMESPACE);
  });
});

/** Classes first, then what pods name, then what makes pods. */
function inOrder(manifests: readonly Manifest[]): Manifest[] {
  const isLate = ({ spec, kind }: Manifest) => kind === 'Pod' || kind === 'CronJob' || spec?.template !== undefined;
  return [...manifests.filter((manifest) => !isLate(manifest)), ...manifests.filter(isLate)];
}

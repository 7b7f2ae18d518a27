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
import { isAccepted, subjectOf } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { untilSettled } from './api/until-settled';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { podMadeOf, podsIn, windowsOptionsOf } from './manifests/pods-of';
import { provideNodes, type SimulatedNode } from './nodes/simulated-nodes';
import { BUILDS, hostsOf } from './nodes/windows-builds';
import { record } from './report/section';
import { type Pod, SimulatedKubelet } from './simulated-kubelet';

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

const LAST: Settings = {
  version: WindowsVersion.SERVER_2025,
  user: RunAsUser.CONTAINER_ADMINISTRATOR,
  hostUser: RunAsUser.SYSTEM,
  replicas: 3,
  gmsa: 'crm',
  format: IsolationFormat.KUBERNETES,
  allowed: [IsolationPort.tcp(80), IsolationPort.tcp(8080)],
};

interface Change {
  readonly title: string;
  readonly from: Settings;
  readonly to: Settings;
}

function only(title: string, setting: keyof Settings): Change {
  return { title, from: FIRST, to: { ...FIRST, [setting]: LAST[setting] } };
}

/** Each of a program of its own. */
const CHANGES: readonly Change[] = [
  only('another Windows version', 'version'),
  only('another user', 'user'),
  only('another user on the node', 'hostUser'),
  only('another identity', 'gmsa'),
  only('more replicas', 'replicas'),
  only('one more permission', 'allowed'),
  only('another language for the isolation', 'format'),
  { title: 'all of it', from: FIRST, to: LAST },
  { title: 'all of it back', from: LAST, to: FIRST },
];

/** Every class of workloads, a RuntimeClass, a claim, two identities and an isolation. */
function program(settings: Settings, namespace: string): Manifest[] {
  const { version, user, hostUser, replicas, gmsa, format, allowed } = settings;
  const app = new App();
  const chart = new Chart(app, 'changed', { namespace, disableResourceNameHashes: true });
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
const IMMUTABLE = /field is immutable|pod updates may not change fields/;

const NODES: readonly SimulatedNode[] = [BUILDS['2022'], BUILDS['2025']].map((build) => ({
  name: `changed-${build}`,
  os: 'windows',
  build,
}));

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  let removeNodes: () => Promise<void>;
  const seen = { changed: 0, taken: 0, unchangeable: 0, refused: 0, pods: 0, right: 0 };

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
    removeNodes = await provideNodes(cluster, NODES);
  });
  afterAll(async () => {
    await removeNodes();
    await kubelet.stop();
    cluster.close();
  });
  record('changed', minor, () => ({
    title: 'Changed while it runs',
    explanation: `A program with every class of workloads, two gMSAs and an isolation was applied; then one of its settings was
changed (${CHANGES.map(({ title }) => title).join(', ')}), what it now writes was applied, and what it writes no longer was
deleted, as pruning does. Pods and Jobs cannot be changed in Kubernetes, whoever wrote them, but for the image of a Pod.
The pods of all others were replaced by pods as the program says now, on nodes whose build runs them.`,
    counts: {
      'objects that took the change': { seen: seen.taken, of: seen.changed },
      'Pods and Jobs that Kubernetes did not let change': { seen: seen.refused, of: seen.unchangeable },
      'pods of the others that are as the program says now': { seen: seen.right, of: seen.pods },
    },
  }));

  describe.each(CHANGES.map((change, index) => ({ ...change, namespace: `changed-${index}` })))(
    '$title',
    ({ from, to, namespace }) => {
      const before = program(from, namespace);
      const after = program(to, namespace);
      const removed = before.filter((manifest) => find(after, manifest) === undefined);

      beforeAll(async () => {
        await cluster.provideNamespace(namespace);
        for (const manifest of inOrder(before)) {
          await cluster.apply(manifest);
          if (manifest.kind === 'RuntimeClass') await cluster.untilInForce(manifest);
        }
        await untilSettled(cluster, namespace);
      });
      afterAll(async () => {
        await cluster.removeNamespaces([namespace]);
        for (const manifest of [...before, ...after]) await cluster.delete(manifest);
      });

      test('is taken by everything that can change, and settles', async () => {
        const changed = inOrder(after).filter(
          (manifest) => JSON.stringify(find(before, manifest)) !== JSON.stringify(manifest),
        );
        expect(changed).not.toEqual([]);
        for (const manifest of changed) {
          const answer = await cluster.tryApply(manifest);
          const isUnchangeable = UNCHANGEABLE.includes(manifest.kind);
          if (isUnchangeable) seen.unchangeable++;
          else seen.changed++;
          if (manifest.kind === 'RuntimeClass') await cluster.untilInForce(manifest);
          if (isAccepted(answer)) {
            if (!isUnchangeable) seen.taken++;
          } else {
            expect([isUnchangeable, answer.body.message]).toEqual([true, expect.stringMatching(IMMUTABLE)]);
            seen.refused++;
          }
        }
        for (const manifest of removed) await cluster.delete(manifest);
        await untilSettled(cluster, namespace);
      });

      test('has its pods replaced by such as it says now, on nodes whose build runs them', async () => {
        const all = await cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
        const pods = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
        for (const workload of after.filter(({ kind }) => REPLACING.includes(kind))) {
          const own = podsIn(pods, workload);
          expect([subjectOf(workload), own.length]).toEqual([subjectOf(workload), podsMeant(workload, to)]);
          for (const pod of own) {
            seen.pods++;
            expect([subjectOf(workload), said(pod)]).toEqual([subjectOf(workload), meant(workload, to)]);
            const build = NODES.find(({ name }) => name === pod.spec.nodeName)?.build;
            if (!windowsOptionsOf(pod).hostProcess) expect(hostsOf(pod.spec.containers[0].image)).toContain(build);
            seen.right++;
          }
        }
      });

      test('has CronJobs that will make such pods', async () => {
        for (const cronJob of after.filter(({ kind }) => kind === 'CronJob')) {
          const stored = (await cluster.read(cronJob)) as Manifest;
          expect(said(podMadeOf(stored) as Manifest)).toEqual(meant(cronJob, to));
        }
      });

      test('is isolated by the policies that it writes now, and by no others', async () => {
        const apis = ['networking.k8s.io/v1', 'projectcalico.org/v3'];
        const inForce = await Promise.all(
          apis.map((api) => cluster.list(`/apis/${api}/namespaces/${namespace}/networkpolicies`)),
        );
        const policies = after.filter(({ kind }) => kind === 'NetworkPolicy');
        const namesOf = (own: readonly Manifest[]) => own.map(({ metadata }) => metadata.name).sort();
        expect(inForce.map(namesOf)).toEqual(
          apis.map((api) => namesOf(policies.filter(({ apiVersion }) => apiVersion === api))),
        );
        for (const policy of policies) expect(await cluster.read(policy)).toMatchObject({ spec: policy.spec });
      });
    },
  );
});

/** Replace their pods by themselves. */
const REPLACING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** What a pod says of what can be changed. */
function said(pod: Pick<Manifest, 'spec'>): object {
  const { runAsUserName, gmsaCredentialSpecName } = windowsOptionsOf(pod);
  const [{ image }] = (pod.spec as Pod['spec']).containers;
  return { image, runAsUserName, gmsaCredentialSpecName };
}

/** The same as the settings mean it for the pods of a workload. */
function meant({ metadata: { name } }: Manifest, { version, user, hostUser, gmsa }: Settings): object {
  const image = version.image('registry.example/app');
  if (WITH_GMSA.includes(name)) return { image, gmsaCredentialSpecName: `gmsa-${gmsa}`, runAsUserName: GMSA_USER };
  return { image, runAsUserName: (name.startsWith('changed-hostprocess') ? hostUser : user).userName };
}

function podsMeant({ kind, metadata: { name } }: Manifest, { replicas }: Settings): number {
  if (WITH_GMSA.includes(name)) return replicas;
  // processes of the node run on every build, by their RuntimeClass all others on one
  if (kind === 'DaemonSet') return name.startsWith('changed-hostprocess') ? NODES.length : 1;
  return kind === 'Deployment' ? 2 : 1;
}

const WITH_GMSA = ['changed-web', 'changed-store'];
/** Whoever uses a gMSA is it on the network. */
const GMSA_USER = 'NT AUTHORITY\\NETWORK SERVICE';

function find(manifests: readonly Manifest[], { apiVersion, ...own }: Manifest): Manifest | undefined {
  const subject = subjectOf({ apiVersion, ...own });
  return manifests.find((other) => other.apiVersion === apiVersion && subjectOf(other) === subject);
}

/** Classes first, then what pods name, then what makes pods. */
function inOrder(manifests: readonly Manifest[]): Manifest[] {
  const isLate = ({ spec, kind }: Manifest) => kind === 'Pod' || kind === 'CronJob' || spec?.template !== undefined;
  return [...manifests.filter((manifest) => !isLate(manifest)), ...manifests.filter(isLate)];
}

import { App, Chart, Testing } from 'cdk8s';
import { GmsaWebhook, PodSecurityLevel, WindowsNamespace } from 'cdk8s-windows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Manifest, ofKind, shop, synth } from '../synth';
import { CONTAINER, HOST_PROCESS_WORKLOADS, WORKLOADS, type WorkloadClass } from '../workloads';
import { ApiError, DRY_RUN, isAccepted, type Status } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { VARIANTS, type Variant } from './manifests/pod-security-variants';
import { podMadeOf } from './manifests/pods-of';
import { record } from './report/section';

const { PRIVILEGED, BASELINE, RESTRICTED } = PodSecurityLevel;
const LEVELS = [PRIVILEGED, BASELINE, RESTRICTED];

/** The latest policy of each level, and the oldest that WindowsNamespace lets a namespace be pinned to. */
const NAMESPACES = LEVELS.flatMap((level) =>
  [undefined, level === RESTRICTED ? 'v1.25' : 'v1.0'].map((version) => ({
    level,
    version,
    name: `pod-security-${level}-${version?.replace('.', '-') ?? 'latest'}`,
  })),
);

interface Made {
  /** The level that the construct says it fits. */
  readonly stated: PodSecurityLevel;
  readonly pod: Manifest;
}

/** The pod of one workload. */
function made({ create }: WorkloadClass, { props, use }: Pick<Variant, 'props' | 'use'>): Made {
  const chart = shop({ namespace: 'shop' });
  const workload = create(chart, 'web', props(chart));
  use?.(workload, chart);
  const manifest = ofKind(Testing.synth(chart), workload.kind);
  return { stated: workload.podSecurityLevel as PodSecurityLevel, pod: podMadeOf(manifest) ?? manifest };
}

const ROWS = [...VARIANTS.map(({ title }) => `Windows ${title}`), 'HostProcess', 'the webhook for gMSA'];
const COLUMNS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const PODS = VARIANTS.length * WORKLOADS.length + HOST_PROCESS_WORKLOADS.length + 1;

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let verdicts = 0;
  const levels = new Map<string, PodSecurityLevel>();
  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await Promise.all(NAMESPACES.map(({ name, ...policy }) => cluster.provideNamespace(name, labelsOf(policy))));
  });
  afterAll(async () => {
    await cluster.removeNamespaces(NAMESPACES.map(({ name }) => name));
    cluster.close();
  });
  record('pod-security', minor, () => ({
    title: 'Pod Security',
    explanation: `Pods of every class of workloads were sent, by dry run, to namespaces as WindowsNamespace labels them:
at each level, by the latest version of the policy and by the oldest that Windows pods can be pinned to. They were admitted
up to the level that the construct itself states, and not beyond.`,
    counts: { 'verdicts as the constructs foretell': { seen: verdicts, of: PODS * NAMESPACES.length } },
    table: {
      explanation: 'The strictest level that admits the pods, by the class of the workload.',
      rows: ROWS.map((row) => ({
        pods: row,
        ...Object.fromEntries(COLUMNS.map((kind) => [kind, levels.get(`${row} ${kind}`) ?? ''])),
      })),
    },
  }));

  /** The strictest level that admits the pod, which must be the one that is expected and that the construct states. */
  async function levelOf({ stated, pod }: Made, expected: PodSecurityLevel): Promise<PodSecurityLevel> {
    const account = pod.spec.serviceAccountName as string | undefined;
    let strictest = PRIVILEGED;
    for (const { level, name, version } of NAMESPACES) {
      if (account) await cluster.apply(serviceAccount(account, name));
      const answer = await cluster.tryCreate({ ...pod, metadata: { ...pod.metadata, namespace: name } }, DRY_RUN);
      const { message } = answer.body as unknown as Status;
      if (!isAccepted(answer) && !message.includes('violates PodSecurity')) throw new ApiError(name, answer);
      const isMeant = LEVELS.indexOf(level) <= LEVELS.indexOf(expected);
      expect([level, version, isAccepted(answer)]).toEqual([level, version, isMeant]);
      if (isAccepted(answer)) strictest = level;
      verdicts++;
    }
    expect(stated).toBe(strictest);
    return strictest;
  }

  describe.each(WORKLOADS)('$name', (own) => {
    test.each(VARIANTS)('$title is admitted up to $level, as the construct says', async (variant) => {
      levels.set(`Windows ${variant.title} ${own.kind}`, await levelOf(made(own, variant), variant.level));
    });
  });

  test.each(HOST_PROCESS_WORKLOADS)('$name is admitted in privileged namespaces only, as it says', async (own) => {
    const pod = made(own, { props: () => ({ containers: [{ image: CONTAINER.image }] }) });
    levels.set(`HostProcess ${own.kind}`, await levelOf(pod, PRIVILEGED));
  });

  test('the pods of a GmsaWebhook are admitted in restricted namespaces, as the one that it makes is', async () => {
    const manifests = synth((chart) => void new GmsaWebhook(chart, 'webhook'));
    const { labels = {} } = ofKind(manifests, 'Namespace').metadata;
    const stated = labels['pod-security.kubernetes.io/enforce'] as PodSecurityLevel;
    const pod = podMadeOf(ofKind(manifests, 'Deployment')) as Manifest;
    levels.set('the webhook for gMSA Deployment', await levelOf({ stated, pod }, RESTRICTED));
  });
});

function serviceAccount(name: string, namespace: string): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } } as unknown as Manifest;
}

/** The labels that a WindowsNamespace of this policy carries. */
function labelsOf({ level, version }: { level: PodSecurityLevel; version?: string }): Record<string, string> {
  const chart = new Chart(new App(), 'namespaces');
  new WindowsNamespace(chart, 'it', { podSecurity: level, podSecurityVersion: version });
  const [{ metadata }] = Testing.synth(chart) as Manifest[];
  return metadata.labels ?? {};
}

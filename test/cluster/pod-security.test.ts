import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  PodSecurityLevel,
  RunAsUser,
  type WindowsContainerProps,
  WindowsNamespace,
  type WindowsPodProps,
  WindowsVolume,
} from 'cdk8s-windows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Manifest, shop } from '../synth';
import { CONTAINER, HOST_PROCESS_WORKLOADS, WORKLOADS, type WorkloadKind } from '../workloads';
import { DRY_RUN, isAccepted } from './api-client';
import { JudgedCluster, podOf } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { record } from './report';

const { PRIVILEGED, BASELINE, RESTRICTED } = PodSecurityLevel;
const LEVELS = [PRIVILEGED, BASELINE, RESTRICTED];
const namespaceOf = (level: PodSecurityLevel) => `pod-security-${level}`;

const USER = { runAsUserName: RunAsUser.CONTAINER_USER };

interface Variant {
  readonly title: string;
  readonly props: (chart: Chart) => WindowsPodProps;
  /** The strictest level that the documentation promises. */
  readonly level: PodSecurityLevel;
}

/** Pods as authors write them. */
const VARIANTS: readonly Variant[] = [
  { title: 'as it comes', props: () => ({ containers: [CONTAINER] }), level: BASELINE },
  { title: 'as ContainerUser', props: () => ({ containers: [CONTAINER], ...USER }), level: BASELINE },
  {
    title: 'with runAsNonRoot',
    props: () => ({ containers: [CONTAINER], runAsNonRoot: true, ...USER }),
    level: RESTRICTED,
  },
  {
    title: 'with runAsNonRoot on each container',
    props: () => ({
      containers: [{ ...CONTAINER, runAsNonRoot: true, ...USER }],
      initContainers: [{ name: 'init', image: CONTAINER.image, runAsNonRoot: true, ...USER }],
    }),
    level: RESTRICTED,
  },
  {
    title: 'with an init container that says nothing',
    props: () => ({
      containers: [{ ...CONTAINER, runAsNonRoot: true, ...USER }],
      initContainers: [{ name: 'init', image: CONTAINER.image }],
    }),
    level: BASELINE,
  },
  {
    title: 'with a volume that any pod may have',
    props: (chart) => ({
      containers: [mounting(kplus.Volume.fromEmptyDir(chart, 'v', 'v'))],
      runAsNonRoot: true,
      ...USER,
    }),
    level: RESTRICTED,
  },
  {
    title: 'with a named pipe of the node',
    props: (chart) => ({ containers: [mounting(WindowsVolume.fromNamedPipe(chart, 'v', 'it'), PIPE)] }),
    level: PRIVILEGED,
  },
  {
    title: 'with a host port',
    props: () => ({ containers: [{ image: CONTAINER.image, ports: [{ number: 80, hostPort: 8080 }] }] }),
    level: PRIVILEGED,
  },
];

const PIPE = WindowsVolume.pipePath('it');

function mounting(volume: kplus.Volume, path = 'C:\\data'): WindowsContainerProps {
  return { ...CONTAINER, volumeMounts: [{ volume, path }] };
}

interface Made {
  readonly level: PodSecurityLevel;
  readonly pod: Manifest;
}

/** The pod of one workload, and the level that the construct says it fits. */
function made({ create }: WorkloadKind, props: Variant['props']): Made {
  const chart = shop({ namespace: 'shop' });
  const workload = create(chart, 'web', props(chart));
  const [manifest] = (Testing.synth(chart) as Manifest[]).filter(({ kind }) => kind === workload.kind);
  return { level: workload.podSecurityLevel as PodSecurityLevel, pod: podOf(manifest) ?? manifest };
}

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let judged = 0;
  const table: Record<string, string>[] = [];
  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await Promise.all(LEVELS.map((level) => cluster.provideNamespace(namespaceOf(level), labelsOf(level))));
  });
  afterAll(async () => {
    await cluster.removeNamespaces(LEVELS.map(namespaceOf));
    record('pod-security', minor, { 'pods of every class of workloads, at three levels': judged }, table);
    cluster.close();
  });

  /** The levels, of the three, at which the server takes the pod; the labels are those that WindowsNamespace writes. */
  async function levelsThatAdmit(pod: Manifest): Promise<PodSecurityLevel[]> {
    const admitting: PodSecurityLevel[] = [];
    for (const level of LEVELS) {
      const metadata = { ...pod.metadata, namespace: namespaceOf(level) };
      const answer = await cluster.tryCreate({ ...pod, metadata }, DRY_RUN);
      if (isAccepted(answer)) admitting.push(level);
      else expect(answer.body.message).toContain('violates PodSecurity');
    }
    judged++;
    return admitting;
  }

  describe.each(WORKLOADS)('$name', (kind) => {
    test.each(VARIANTS)('$title is admitted up to $level, as the construct says', async ({ title, props, level }) => {
      const { pod, level: stated } = made(kind, props);
      expect(stated).toBe(level);
      const admitting = await levelsThatAdmit(pod);
      expect(admitting).toEqual(LEVELS.slice(0, LEVELS.indexOf(level) + 1));
      if (kind === WORKLOADS[0]) table.push({ workload: `a Windows workload ${title}`, level: `${admitting.at(-1)}` });
    });
  });

  test.each(HOST_PROCESS_WORKLOADS)('$name is admitted in privileged namespaces only, as it says', async (kind) => {
    const { pod, level } = made(kind, () => ({ containers: [{ image: CONTAINER.image }] }));
    expect(level).toBe(PRIVILEGED);
    expect(await levelsThatAdmit(pod)).toEqual([PRIVILEGED]);
    if (kind === HOST_PROCESS_WORKLOADS[0]) table.push({ workload: 'a HostProcess workload', level: PRIVILEGED });
  });
});

/** The labels that a WindowsNamespace of this level carries. */
function labelsOf(podSecurity: PodSecurityLevel): Record<string, string> {
  const chart = new Chart(new App(), 'namespaces');
  new WindowsNamespace(chart, 'it', { podSecurity });
  const [{ metadata }] = Testing.synth(chart) as Manifest[];
  return metadata.labels ?? {};
}

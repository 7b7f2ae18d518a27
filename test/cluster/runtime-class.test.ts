import { type Chart, Testing } from 'cdk8s';
import {
  WindowsDaemonSet,
  WindowsDeployment,
  type WindowsPodProps,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/manifests/workload';
import { mergeTolerations, type Toleration } from '../../lib/platforms/tolerations';
import { type Manifest, ofKind, shop } from '../synth';
import { toleratedBy } from '../taints';
import { CONTAINER } from '../workloads';
import { DRY_RUN, isAccepted } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { podMadeOf } from './manifests/pods-of';
import { record } from './report/section';
import { SEED } from './seed';

const NAMESPACE = 'runtime-class';
const RUNS = 200;
const POOL = 'pool';
const ARCH = 'kubernetes.io/arch';
const BUILD = 'node.kubernetes.io/windows-build';

const gpu: Toleration = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };

/** A class with a label and tolerations of its own, and a workload that names it. */
function program(
  props: WindowsPodProps = {},
  classProps: ClassProps = {},
  Workload = WindowsDeployment as Kind,
): Manifest[] {
  return synthesized((chart) => {
    new Workload(chart, 'web', { containers: [CONTAINER], runtimeClass: classIn(chart, classProps), ...props });
  });
}

type Kind = typeof WindowsDeployment | typeof WindowsDaemonSet;

interface ClassProps {
  readonly name?: string;
  readonly tolerations?: readonly Toleration[];
}

function classIn(chart: Chart, { name = 'judged', tolerations = [gpu] }: ClassProps): WindowsRuntimeClass {
  return new WindowsRuntimeClass(chart, 'class', {
    windowsVersion: WindowsVersion.SERVER_2022,
    metadata: { name },
    nodeSelector: { [POOL]: 'gpu' },
    tolerations: [...tolerations],
  });
}

function synthesized(build: (chart: Chart) => void): Manifest[] {
  const chart = shop({ namespace: NAMESPACE });
  build(chart);
  return Testing.synth(chart) as Manifest[];
}

const DEPLOYMENT = ofKind(program(), 'Deployment');
const CLASS = ofKind(program(), 'RuntimeClass') as RuntimeClass;

interface RuntimeClass extends Manifest {
  readonly scheduling: {
    readonly nodeSelector: Readonly<Record<string, string>>;
    readonly tolerations: readonly Toleration[];
  };
}

/** What makes a program that contradicts the class by a label wrong. */
const REFUSED_FOR: Readonly<Record<string, readonly string[]>> = {
  [POOL]: ['runtime-class-conflict'],
  [ARCH]: ['windows-arch'],
  [BUILD]: ['windows-build-conflict', 'windows-build-format'],
};

/** The pod of the deployment, with another node selector than the construct wrote. */
function selecting(nodeSelector: Readonly<Record<string, string>>): Manifest {
  const pod = podMadeOf(DEPLOYMENT) as Manifest;
  return { ...pod, spec: { ...pod.spec, nodeSelector: { 'kubernetes.io/os': 'windows', ...nodeSelector } } };
}

/** What the API server takes as a toleration. */
const tolerations: fc.Arbitrary<Toleration[]> = fc.array(
  fc
    .record({
      key: fc.constantFrom('gpu', 'os', ''),
      operator: fc.constantFrom('Equal', 'Exists'),
      value: fc.constantFrom('windows', 'linux'),
      effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule', undefined),
      tolerationSeconds: fc.constantFrom(10, 60, undefined),
    })
    .map(({ key, operator, value, effect, tolerationSeconds }) => ({
      ...(key === '' ? { operator: 'Exists' } : operator === 'Exists' ? { key, operator } : { key, operator, value }),
      ...(effect ? { effect } : {}),
      ...(effect === 'NoExecute' && tolerationSeconds ? { tolerationSeconds } : {}),
    })),
  { maxLength: 4 },
);

/** Classes whose tolerations differ, overlap and repeat those of pods. */
const CLASSES = fc.sample(tolerations, { seed: 1, numRuns: 20 }).map((own, index) => ({
  name: `judged-${index}`,
  tolerations: own,
}));

const TAINTS = ['gpu', 'os', 'node.kubernetes.io/os', 'other'].flatMap((key) =>
  ['windows', 'Windows', 'linux', ''].flatMap((value) =>
    ['NoSchedule', 'NoExecute', 'PreferNoSchedule'].map((effect) => ({ key, value, effect })),
  ),
);

/** The taints that keep a pod with these tolerations away. */
function repelledBy(own: readonly Toleration[]): string[] {
  return TAINTS.filter((taint) => !toleratedBy(own, taint)).map((taint) => JSON.stringify(taint));
}

function tolerationsOf({ spec }: Manifest): readonly Toleration[] {
  return spec.tolerations as readonly Toleration[];
}

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  const counts = { conflicting: 0, fitting: 0, merged: 0 };
  let cluster: JudgedCluster;
  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await cluster.provideNamespace(NAMESPACE);
    await cluster.apply(CLASS);
    for (const own of CLASSES) await cluster.apply(ofKind(program({}, own), 'RuntimeClass'));
  });
  afterAll(async () => {
    await cluster.delete(CLASS);
    for (const own of CLASSES) await cluster.delete(ofKind(program({}, own), 'RuntimeClass'));
    await cluster.removeNamespaces([NAMESPACE]);
    cluster.close();
  });
  record('runtime-class', minor, () => ({
    title: 'RuntimeClass',
    explanation: `Pods that name a WindowsRuntimeClass and have random node selectors and tolerations of their own. Admission
refused exactly those whose program our constructs refuse, and lost nothing of the others.`,
    counts: {
      'pods that contradict the class, refused by both': {
        seen: counts.conflicting,
        of: counts.conflicting + counts.fitting,
      },
      'pods that do not, taken by both': { seen: counts.fitting, of: counts.conflicting + counts.fitting },
      'pods whose tolerations were merged without a loss': { seen: counts.merged, of: counts.merged },
    },
  }));

  test('merges what a WindowsRuntimeClass declares into the pods that name it', async () => {
    const { spec } = await cluster.create(podMadeOf(DEPLOYMENT) as Manifest, DRY_RUN);
    const own = DEPLOYMENT.spec.template as { spec: JsonObject };
    const { nodeSelector, tolerations: ofClass } = CLASS.scheduling;
    expect(spec.nodeSelector).toEqual({ ...(own.spec.nodeSelector as object), ...nodeSelector });
    expect(spec.tolerations).toEqual(expect.arrayContaining([...ofClass]));
  });

  test('merges no toleration twice: the pod has those of the platform already', async () => {
    const merged = tolerationsOf(await cluster.create(podMadeOf(DEPLOYMENT) as Manifest, DRY_RUN));
    const texts = merged.map((toleration) => JSON.stringify(toleration));
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('takes a class that no pod contradicts, and refuses a pod whose class is not there', async () => {
    const nowhere = selecting({});
    const answer = await cluster.tryCreate(
      { ...nowhere, spec: { ...nowhere.spec, runtimeClassName: 'nowhere' } },
      DRY_RUN,
    );
    expect(answer.status).toBe(403);
    expect(answer.body.message).toContain('RuntimeClass "nowhere" not found');
    expect(isAccepted(await cluster.tryCreate(selecting({}), DRY_RUN))).toBe(true);
  });

  test('refuses a conflicting pod exactly where the construct refuses the program, and for that reason', async () => {
    const value = fc.constantFrom('gpu', 'cpu', 'amd64', '10.0.20348', '10.0.26100');
    const selector = fc.dictionary(fc.constantFrom(POOL, ARCH, BUILD, 'zone'), value);
    const property = fc.asyncProperty(selector, async (nodeSelector) => {
      const conflicting = Object.keys(nodeSelector).filter(
        (label) => nodeSelector[label] !== (CLASS.scheduling.nodeSelector[label] ?? nodeSelector[label]),
      );
      const answer = await cluster.tryCreate(selecting(nodeSelector), DRY_RUN);
      const rule = ruleThatRefuses(() => program({ nodeSelector }));
      if (conflicting.length === 0) {
        expect([answer.status, rule]).toEqual([201, undefined]);
        counts.fitting++;
      } else {
        expect(answer.status).toBe(403);
        expect(answer.body.message).toContain('conflict: runtimeClass.scheduling.nodeSelector');
        expect(conflicting.flatMap((label) => REFUSED_FOR[label])).toContain(rule);
        counts.conflicting++;
      }
    });
    await fc.assert(property, { ...SEED, numRuns: RUNS });
    expect(Math.min(counts.conflicting, counts.fitting)).toBeGreaterThan(0);
  });

  test('loses no toleration when a class has others, or some that cover each other', async () => {
    const property = fc.asyncProperty(tolerations, fc.constantFrom(...CLASSES), async (own, ofClass) => {
      const manifests = program({ tolerations: own }, ofClass);
      const pod = podMadeOf(ofKind(manifests, 'Deployment')) as Manifest;
      const { scheduling } = ofKind(manifests, 'RuntimeClass') as RuntimeClass;
      const merged = tolerationsOf(await cluster.create(pod, DRY_RUN));
      const both = [...tolerationsOf(pod), ...scheduling.tolerations];
      expect(repelledBy(merged)).toEqual(repelledBy(both));
      // what remains is covered by nothing else: for admission as for us
      expect(mergeTolerations([...merged], [])).toEqual(merged);
      counts.merged++;
    });
    await fc.assert(property, { ...SEED, numRuns: RUNS });
  });

  test('adds nothing to a DaemonSet, whose nodes are chosen by its template alone', async () => {
    const property = fc.asyncProperty(tolerations, fc.constantFrom(...CLASSES), async (own, ofClass) => {
      const pod = podMadeOf(ofKind(program({ tolerations: own }, ofClass, WindowsDaemonSet), 'DaemonSet')) as Manifest;
      const { spec } = await cluster.create(pod, DRY_RUN);
      expect(spec.nodeSelector).toEqual(pod.spec.nodeSelector);
      expect(repelledBy(spec.tolerations as readonly Toleration[])).toEqual(repelledBy(tolerationsOf(pod)));
    });
    await fc.assert(property, { ...SEED, numRuns: RUNS });
  });
});

/** The rule for which a construct refuses; any other error is one. */
function ruleThatRefuses(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const [, rule] = /\n {2}Rule: (\S+) /.exec((error as Error).message) ?? [];
    if (rule === undefined) throw error;
    return rule;
  }
}

import { type Chart, Testing } from 'cdk8s';
import { WindowsDeployment, type WindowsPodProps, WindowsRuntimeClass, WindowsVersion } from 'cdk8s-windows';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/manifests/workload';
import { type Manifest, ofKind, shop } from '../synth';
import { CONTAINER } from '../workloads';
import { DRY_RUN, isAccepted } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { podMadeOf } from './manifests/pods-of';
import { record } from './report/section';

const NAMESPACE = 'runtime-class';
const RUNS = 60;

const gpu = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };

/** A class with a label and a toleration of its own, and a workload that names it. */
function program(props: WindowsPodProps = {}): Manifest[] {
  return synthesized((chart) => {
    new WindowsDeployment(chart, 'web', { containers: [CONTAINER], runtimeClass: classIn(chart), ...props });
  });
}

function classIn(chart: Chart): WindowsRuntimeClass {
  return new WindowsRuntimeClass(chart, 'class', {
    windowsVersion: WindowsVersion.SERVER_2022,
    metadata: { name: 'judged' },
    nodeSelector: { pool: 'gpu' },
    tolerations: [gpu],
  });
}

function synthesized(build: (chart: Chart) => void): Manifest[] {
  const chart = shop({ namespace: NAMESPACE });
  build(chart);
  return Testing.synth(chart) as Manifest[];
}

const DEPLOYMENT = ofKind(program(), 'Deployment');
const CLASS = ofKind(program(), 'RuntimeClass') as Manifest & { readonly scheduling: Scheduling };

interface Scheduling {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly object[];
}

/** The pod of the deployment, with another node selector than the construct wrote. */
function selecting(nodeSelector: Readonly<Record<string, string>>): Manifest {
  const pod = podMadeOf(DEPLOYMENT) as Manifest;
  return { ...pod, spec: { ...pod.spec, nodeSelector: { 'kubernetes.io/os': 'windows', ...nodeSelector } } };
}

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let alike = 0;
  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await cluster.provideNamespace(NAMESPACE);
    await cluster.apply(CLASS);
  });
  afterAll(async () => {
    await cluster.delete(CLASS);
    await cluster.removeNamespaces([NAMESPACE]);
    cluster.close();
  });
  record('runtime-class', minor, () => ({
    title: 'RuntimeClass',
    explanation: `Pods that name a WindowsRuntimeClass and have random node selectors of their own, whose labels the class
may contradict: admission refused exactly those whose program our constructs refuse.`,
    counts: { 'pods judged alike': { seen: alike, of: RUNS } },
  }));

  test('merges what a WindowsRuntimeClass declares into the pods that name it', async () => {
    const { spec } = await cluster.create(podMadeOf(DEPLOYMENT) as Manifest, DRY_RUN);
    const own = DEPLOYMENT.spec.template as { spec: JsonObject };
    const { nodeSelector, tolerations } = CLASS.scheduling;
    expect(spec.nodeSelector).toEqual({ ...(own.spec.nodeSelector as object), ...nodeSelector });
    expect(spec.tolerations).toEqual(expect.arrayContaining([...tolerations]));
  });

  test('merges no toleration twice: the pod has those of the platform already', async () => {
    const { spec } = await cluster.create(podMadeOf(DEPLOYMENT) as Manifest, DRY_RUN);
    const tolerations = (spec.tolerations as object[]).map((toleration) => JSON.stringify(toleration));
    expect(new Set(tolerations).size).toBe(tolerations.length);
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

  test('refuses a conflicting pod exactly where the construct refuses the program', async () => {
    const value = fc.constantFrom('gpu', 'cpu', 'amd64', '10.0.20348', '10.0.26100');
    const labels = ['pool', 'kubernetes.io/arch', 'node.kubernetes.io/windows-build', 'zone'];
    const selector = fc.dictionary(fc.constantFrom(...labels), value);
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(selector, async (nodeSelector) => {
        const refusedByUs = throws(() => program({ nodeSelector }));
        const answer = await cluster.tryCreate(selecting(nodeSelector), DRY_RUN);
        if (!isAccepted(answer)) conflicts++;
        // architectures and builds that no Windows node has are refused by us for that reason as well
        const conflicting = Object.entries(nodeSelector).some(
          ([label, own]) => (CLASS.scheduling.nodeSelector[label] ?? own) !== own,
        );
        expect(isAccepted(answer)).toBe(!conflicting);
        if (conflicting) expect(answer.body.message).toContain('conflict: runtimeClass.scheduling.nodeSelector');
        expect(refusedByUs).toBe(conflicting);
        alike++;
      }),
      { numRuns: RUNS },
    );
    expect(conflicts).toBeGreaterThan(0);
    expect(conflicts).toBeLessThan(RUNS);
  });
});

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

import type { Direction } from '../calico/policy';
import type { Cluster } from '../manifests/cluster';
import { type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import type { Target } from '../platforms/target';
import { enforcementOf } from '../reach/enforcement';
import { clusterInMemory } from '../reach/given-cluster';
import { Survey } from '../reach/survey';
import { closingSides, deciderOf, decidersText, flowText, type ToldFlow } from './breach-text';
import { brokenExpectation, rulesOfExpectations } from './expectation-check';
import type { BrokenPromise, Promises } from './promise';
import { type Breach, MOST_BREACHES, PromiseCheck } from './promise-check';
import { PromiseRules } from './promised-passage';
import { isolatedPods, ruleAbout } from './promised-rules';
import { standInsFor } from './stand-ins';

/** The cluster for which promises are made. */
export interface PromiseTarget {
  readonly target: Target;
  /** The minor of Calico 3 on Windows nodes, where its owner has said which. */
  readonly calico?: number;
  /** Where pods have their addresses, where it is known. */
  readonly podNetworks?: readonly string[];
  /** The objects as the rules have gone through them, where all fit. */
  readonly known?: Cluster;
}

/** What the isolations of an app promise, and its objects do not keep. Each cause is told once, with its first flow. */
export function brokenPromises(
  { isolations, flows, expectations }: Promises,
  objects: readonly KubernetesObject[],
  { target, calico, podNetworks, known }: PromiseTarget,
): BrokenPromise[] {
  const rules = new PromiseRules(isolations, flows);
  const standIns: KubernetesObject[] = [];
  const given = clusterInMemory(objects, target, {
    known,
    more: (cluster) => {
      standIns.push(...standInsFor(expectations, cluster));
      return standIns;
    },
  });
  const asked = [
    ...rules.all,
    ...isolations.map((isolation) => ruleAbout(isolatedPods(isolation))),
    ...rulesOfExpectations(expectations),
  ];
  const survey = new Survey(given, enforcementOf(target.platform, calico), podNetworks, asked);
  const { breaches } = new PromiseCheck(survey, isolations, rules, new Set(standIns));
  return [
    ...oncePerCause(breaches, survey),
    ...expectations.flatMap((expectation) => brokenExpectation(expectation, survey) ?? []),
  ];
}

/** Of many flows that one rule opens or closes one stands for all, between two of them if there is such. */
function oncePerCause(breaches: readonly Breach[], survey: Survey): BrokenPromise[] {
  const causes = new Map<string, Cause>();
  for (const breach of breaches) {
    const { kind } = breach;
    const sides = kind === 'open' || kind === 'reached' ? breach.sides : closingSides(toldOf(breach), survey);
    const key = `${kind} ${pathsOf(breach).join()} ${[...new Set(sides.map((side) => causeOf(breach, side, survey)))].join()}`;
    const known = causes.get(key);
    if (known === undefined) {
      causes.set(key, { breach, sides, count: 1 });
      continue;
    }
    known.count++;
    if (isOfOne(known.breach) && !isOfOne(breach)) {
      known.breach = breach;
      known.sides = sides;
    }
  }
  const isCut = breaches.length >= MOST_BREACHES;
  return [...causes.values()].map(({ breach, sides, count }): BrokenPromise => {
    const flow = toldOf(breach);
    const { problem, fix } = WORDS[breach.kind];
    return {
      paths: pathsOf(breach),
      flow: flowText(flow, survey),
      problem: `${problem}: ${decidersText(flow, sides, survey)}${othersText(count - 1, isCut)}`,
      fix,
    };
  });
}

/** Why promises are broken, with the one that stands for all. */
interface Cause {
  breach: Breach;
  sides: readonly Direction[];
  count: number;
}

function toldOf({ from, to, planes, connections }: Breach): ToldFlow {
  return { from: from.named, to: to.named, planes, connections };
}

function isOfOne({ from, to }: Breach): boolean {
  return from.named.name === to.named.name;
}

function othersText(count: number, isCut: boolean): string {
  if (count === 0) return '';
  const others = `${count}${isCut ? ' or more' : ''} other ${count === 1 ? 'flow' : 'flows'}`;
  return ` (and ${others} for the same reason: once it is accepted, \`npx cdk8s-windows isolation dist\` lists all)`;
}

const ACCEPT = 'or accept it by WindowsRules.acknowledge on the isolation.';

const WORDS: Readonly<Record<Breach['kind'], Pick<BrokenPromise, 'problem' | 'fix'>>> = {
  open: {
    problem: 'it is open, and no permission says so',
    fix: `Take away what opens it, permit it by allow, allowToCidrs or allowFromOutside if it is meant, ${ACCEPT}`,
  },
  reached: {
    problem: 'it is denied by the isolation, and open',
    fix: `Take away what opens it; if pods must ask it, say denyMetadata: false on the isolation and permit it by allowToCidrs; ${ACCEPT}`,
  },
  closed: {
    problem: 'it is permitted, and closed',
    fix: `Take away what closes it, or the permission, ${ACCEPT}`,
  },
  broken: {
    problem: 'nobody knows what becomes of it',
    fix: `Take away the policies that Felix cannot put into force, ${ACCEPT}`,
  },
};

function pathsOf({ from, to }: Breach): string[] {
  return [...new Set([from.promise?.path ?? [], to.promise?.path ?? []].flat())];
}

/** What decides at an end. */
function causeOf(breach: Breach, side: Direction, survey: Survey): string {
  const { broken, by } = deciderOf(toldOf(breach), side, survey);
  if (broken !== undefined) return broken;
  return by.policy === undefined ? `${side} ${by.kind}` : titleOf(by.policy.object);
}

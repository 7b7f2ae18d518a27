import { type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import type { Target } from '../platforms/target';
import { enforcementOf } from '../reach/enforcement';
import { clusterInMemory } from '../reach/given-cluster';
import { Survey } from '../reach/survey';
import { closingSides, deciderOf, decidersText, flowText } from './breach-text';
import { brokenExpectation, rulesOfExpectations } from './expectation-check';
import type { Direction } from './flow';
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
}

/** What the isolations of an app promise, and its objects do not keep. Each cause is told once, with its first flow. */
export function brokenPromises(
  { isolations, flows, expectations }: Promises,
  objects: readonly KubernetesObject[],
  { target, calico, podNetworks }: PromiseTarget,
): BrokenPromise[] {
  const rules = new PromiseRules(isolations, flows);
  const standIns: KubernetesObject[] = [];
  const given = clusterInMemory(objects, target, {
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

/** Of many flows that one rule opens or closes the first stands for all. */
function oncePerCause(breaches: readonly Breach[], survey: Survey): BrokenPromise[] {
  const causes = new Map<string, { readonly breach: Breach; readonly deciders: string; count: number }>();
  for (const breach of breaches) {
    const { from, to, planes, connections, kind, sides } = breach;
    const flow = { from: from.named, to: to.named, planes, connections };
    const told = kind === 'open' || kind === 'reached' ? sides : closingSides(flow, survey);
    const key = `${kind} ${pathsOf(breach).join()} ${[...new Set(told.map((side) => causeOf(breach, side, survey)))].join()}`;
    const known = causes.get(key);
    if (known === undefined) causes.set(key, { breach, deciders: decidersText(flow, told, survey), count: 1 });
    else known.count++;
  }
  const isCut = breaches.length >= MOST_BREACHES;
  return [...causes.values()].map(({ breach, deciders, count }): BrokenPromise => {
    const { from, to, planes, connections, kind } = breach;
    const { problem, fix } = WORDS[kind];
    const more =
      count === 1
        ? ''
        : ` (and ${count - 1}${isCut ? ' or more' : ''} other ${count === 2 ? 'flow' : 'flows'} for the same reason)`;
    return {
      paths: pathsOf(breach),
      flow: flowText({ from: from.named, to: to.named, planes, connections }, survey),
      problem: `${problem}: ${deciders}${more}`,
      fix,
    };
  });
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
function causeOf({ from, to, planes, connections }: Breach, side: Direction, survey: Survey): string {
  const flow = { from: from.named, to: to.named, planes, connections };
  const { broken, by } = deciderOf(flow, side, survey);
  if (broken !== undefined) return broken;
  return by.policy === undefined ? `${side} ${by.kind}` : titleOf(by.policy.object);
}

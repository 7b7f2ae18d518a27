import type { Direction } from '../calico/policy';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { Dataplane, Verdict } from '../policy/reach';
import type { ComparedFlow } from '../reach/flow';
import { isIpv6OnWindows } from '../reach/no-ipv6';
import { sideSentence } from '../reach/side-sentence';
import type { Survey } from '../reach/survey';
import { windowsDifference } from '../reach/windows-difference';
import { excerpt } from './excerpt';
import { type Paint, PLAIN } from './paint';
import { withoutControls } from './what-is-wrong';

/** What decides about a flow at one end, as people are told. */
export interface ExplainedSide {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly place?: ExplainedPlace;
  /** Why Windows nodes decide otherwise; on Windows nodes only. */
  readonly reasons: readonly string[];
}

/** Where a policy or its rule stands. */
export interface ExplainedPlace {
  /** `shop.yaml:37:11`. */
  readonly place: string;
  /** The first line of the rule and the one above; none for a whole policy. */
  readonly excerpt: readonly string[];
}

/** Both ends of a flow, in the order in which they are told. */
export const BOTH_ENDS: readonly Direction[] = ['egress', 'ingress'];

export function explainedSide<D extends Direction>(
  flow: ComparedFlow<D>,
  direction: D,
  plane: Dataplane,
  survey: Survey,
  paint: Paint,
): ExplainedSide {
  const place = placeOfDecision(flow, direction, plane);
  return {
    verdict: flow.verdicts[plane][direction].verdict,
    sentence: decisionText(flow, direction, plane, survey),
    place: place && explainedPlace(place, survey, paint),
    reasons: plane === 'windows' ? windowsReasons(flow, direction, survey) : [],
  };
}

export function decisionText<D extends Direction>(
  flow: ComparedFlow<D>,
  direction: D,
  plane: Dataplane,
  survey: Survey,
): string {
  const { near, far } = endsOf(flow, direction);
  return withoutControls(sideSentence(flow.verdicts[plane][direction], near, far, direction, survey));
}

export function windowsReasons<D extends Direction>(flow: ComparedFlow<D>, direction: D, survey: Survey): string[] {
  return windowsDifference(flow, direction, survey).map(withoutControls);
}

/** A policy, or a rule in it. */
export interface DecidingPlace {
  readonly object: KubernetesObject;
  /** `undefined` where the whole policy decides. */
  readonly rule?: string;
}

/** `undefined` where no policy decides. */
export function placeOfDecision<D extends Direction>(
  flow: ComparedFlow<D>,
  direction: D,
  plane: Dataplane,
): DecidingPlace | undefined {
  const { policy, rule } = flow.verdicts[plane][direction].by;
  return policy && { object: policy.object, rule: rule?.path };
}

/** `undefined` for an object that stands in no file. */
export function explainedPlace(
  { object, rule }: DecidingPlace,
  { given }: Survey,
  paint: Paint = PLAIN,
): ExplainedPlace | undefined {
  const found = given.placeOf(object, rule ?? '');
  if (found === undefined) return undefined;
  const { file, start } = found;
  // the first line of a rule says enough
  const end = { line: start.line, column: file.line(start.line).length + 1 };
  return {
    place: `${withoutControls(file.name)}:${start.line}:${start.column}`,
    excerpt: rule === undefined ? [] : excerpt(file, start, end, paint),
  };
}

function endsOf({ from, to }: Pick<ComparedFlow, 'from' | 'to'>, direction: Direction) {
  return direction === 'egress' ? { near: from, far: to } : { near: to, far: from };
}

/** Whether Windows nodes do the same at one end for the same reason. */
export function isSameOnWindows<D extends Direction>(flow: ComparedFlow<D>, direction: D, survey: Survey): boolean {
  const { linux, windows } = flow.verdicts;
  const [a, b] = [linux[direction], windows[direction]];
  if (isIpv6OnWindows(flow, direction, survey)) return false;
  return a.verdict === b.verdict && a.by.kind === b.by.kind && a.by.rule === b.by.rule && b.broken === undefined;
}

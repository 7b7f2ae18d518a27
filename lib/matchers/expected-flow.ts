import { type NamedPlatform, oneOf, onlyNamed, targetOf, WrongSetting } from '../lint/settings';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { parseNetwork } from '../manifests/network';
import { minorOf } from '../platforms/calico-version';
import type { Nodes } from '../policy/kinds';
import { EndFinder } from '../reach/asked-end';
import { enforcementOf } from '../reach/enforcement';
import { answerOf, verdictOf } from '../reach/flow';
import { clusterInMemory } from '../reach/given-cluster';
import { Survey } from '../reach/survey';
import { flowExplanation } from '../report/isolation-flow-text';
import { PLAIN } from '../report/paint';
import type { MatcherResult } from './matcher-result';

/** A connection as a test names it. */
export interface ExpectedFlow {
  /** A pod or workload (`shop/web`, `Deployment/web`), or an address; pods of a Service by `Service/shop/web`. */
  readonly from: string;
  /** The same; for a Service the port is its own. */
  readonly to: string;
  /** The port that is connected to. */
  readonly port?: number;
  /** `TCP` unless it is given. */
  readonly protocol?: string | number;
  /** The port from which it is connected; any by default. */
  readonly sourcePort?: number;
}

/** What `toAllow` and `toDeny` may be told. */
export interface ExpectedFlowOptions {
  /** The platform that the manifests are for; it decides which Calico runs on Windows nodes. */
  readonly platform?: NamedPlatform;
  /** The version of Calico on Windows nodes, such as `3.31`. */
  readonly calico?: string;
  /** Where pods have their addresses. */
  readonly podCidrs?: readonly string[];
  /**
   * The nodes on which it must be so: `both` by default, which is on Linux nodes and on Windows nodes alike; `actual` takes
   * each pod on a node of its own system.
   */
  readonly nodes?: 'both' | Nodes;
}

/** What of the state of a matcher counts here: whether `not` stands before it. */
export interface FlowMatcherState {
  readonly isNot?: boolean;
}

const OPTIONS: readonly (keyof ExpectedFlowOptions)[] = ['platform', 'calico', 'podCidrs', 'nodes'];
const FIELDS: readonly (keyof ExpectedFlow)[] = ['from', 'to', 'port', 'protocol', 'sourcePort'];

/**
 * A flow that is not the same everywhere is neither allowed nor denied, and nobody knows one among objects of which some
 * are not computed: both pass no test, with `not` or without.
 */
export function flowResult(
  matcher: 'toAllow' | 'toDeny',
  { isNot = false }: FlowMatcherState,
  objects: readonly KubernetesObject[],
  flow: ExpectedFlow,
  options: ExpectedFlowOptions,
): MatcherResult {
  onlyNamed(flow, FIELDS, `${matcher}, flow`);
  onlyNamed(options, OPTIONS, matcher);
  const { platform } = targetOf({ platform: options.platform }, (name) => name);
  const nodes = oneOf(options.nodes ?? 'both', ['both', 'linux', 'windows', 'actual'] as const, 'nodes');
  const survey = new Survey(
    clusterInMemory(objects, { platform }, { isAllLookedAt: true }),
    enforcementOf(platform, calicoOf(options)),
    podCidrsOf(options),
  );
  const answer = answerOf({ ...flow, protocol: flow.protocol ?? 'TCP' }, survey, new EndFinder(survey));
  const verdicts = (nodes === 'both' ? (['linux', 'windows'] as const) : [nodes]).map((each) =>
    verdictOf(answer, each),
  );
  const [verdict] = verdicts;
  const isClear = (verdict === 'allow' || verdict === 'deny') && verdicts.every((each) => each === verdict);
  const isSo = verdict === (matcher === 'toAllow' ? 'allow' : 'deny');
  const troubles = survey.remarks.filter(({ isTrouble }) => isTrouble).map(({ message }) => message);
  const isKnown = isClear && troubles.length === 0;
  const expected = `expected to be ${(matcher === 'toAllow') === isNot ? 'denied' : 'allowed'} on ${NODES[nodes]}`;
  const unclear = isClear ? '' : ', and is neither allowed everywhere nor denied everywhere';
  const untold = troubles.length === 0 ? [] : [NOT_COMPUTED, ...troubles.map((trouble) => `  ${trouble}`), ''];
  return {
    pass: isKnown ? isSo : isNot,
    message: () =>
      [`It is ${expected}${unclear}.`, '', ...untold, flowExplanation(answer, survey, PLAIN).trimEnd()].join('\n'),
  };
}

const NOT_COMPUTED = 'Something of the manifests is not computed, so the answer may be another one in a cluster:';

const NODES: Readonly<Record<'both' | Nodes, string>> = {
  both: 'Linux nodes and on Windows nodes',
  linux: 'Linux nodes',
  windows: 'Windows nodes',
  actual: 'the nodes of these pods',
};

function calicoOf({ calico }: ExpectedFlowOptions): number | undefined {
  const minor = minorOf(calico);
  if (calico !== undefined && minor === undefined)
    throw new WrongSetting(`calico: '${calico}' is no version such as 3.31`);
  return minor;
}

function podCidrsOf({ podCidrs }: ExpectedFlowOptions): readonly string[] | undefined {
  const wrong = podCidrs?.find((network) => parseNetwork(network) === undefined);
  if (wrong !== undefined) throw new WrongSetting(`podCidrs: '${wrong}' is no network such as 10.244.0.0/16`);
  return podCidrs;
}

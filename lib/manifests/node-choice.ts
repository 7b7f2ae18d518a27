import { ARCH_LABELS, OS_LABELS, WINDOWS_BUILD_LABEL } from '../windows/labels';
import type { NodeLabels } from '../windows/nodes';
import type { Cluster } from './cluster';
import type { NodeSelectorTerm, PodSpec } from './pod-spec';
import { hasUnseenRuntimeClass, runtimeClassOf } from './runtime-class';

/** What a pod demands of its nodes, by itself and by its RuntimeClass. */
export interface NodeChoice {
  /** Every entry of a node selector must fit. */
  readonly selectors: readonly Readonly<Record<string, string>>[];
  /** One of the terms must fit; any node will do without terms. */
  readonly terms: readonly NodeSelectorTerm[];
  /** Whether something keeps it on certain nodes that nobody can see or understand here: a name, a label of the cluster's own. */
  readonly isPartlyUnseen: boolean;
}

/** Labels that say what a node is, and nothing about which of its kind it is. */
const UNDERSTOOD: ReadonlySet<string> = new Set([...OS_LABELS, ...ARCH_LABELS, WINDOWS_BUILD_LABEL]);

export function nodeChoiceOf(pod: PodSpec, cluster: Cluster): NodeChoice {
  const ofClass = runtimeClassOf(pod, cluster)?.scheduling?.nodeSelector;
  const selectors = [pod.nodeSelector, ofClass].filter((selector) => selector !== undefined);
  const terms = requiredTermsOf(pod);
  const isPartlyUnseen =
    pod.nodeName !== undefined ||
    hasUnseenRuntimeClass(pod, cluster) ||
    selectors.some((selector) => Object.keys(selector).some((label) => !UNDERSTOOD.has(label))) ||
    terms.some(({ matchExpressions = [], matchFields = [] }) => {
      return matchFields.length > 0 || matchExpressions.some(({ key }) => !UNDERSTOOD.has(key));
    });
  return { selectors, terms, isPartlyUnseen };
}

/** Whether a node with such labels can be chosen, as far as its labels are known. */
export function admits({ selectors, terms }: Omit<NodeChoice, 'isPartlyUnseen'>, node: NodeLabels): boolean {
  const fits = (label: string, value: string) => node[label] === undefined || node[label] === value;
  return (
    selectors.every((selector) => Object.entries(selector).every(([label, value]) => fits(label, value))) &&
    (terms.length === 0 || terms.some((term) => admitsBy(term, node)))
  );
}

/** Whether the choice says something about one of these labels. */
export function speaksOf({ selectors, terms }: NodeChoice, labels: readonly string[]): boolean {
  return (
    selectors.some((selector) => labels.some((label) => selector[label] !== undefined)) ||
    terms.some(({ matchExpressions = [] }) => matchExpressions.some(({ key }) => labels.includes(key)))
  );
}

export function requiredTermsOf(pod: PodSpec): readonly NodeSelectorTerm[] {
  return pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

/** An expression of the required node affinity, and its path below the pod spec. */
export interface PlacedExpression {
  readonly path: string;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export function requiredExpressionsOf(pod: PodSpec): PlacedExpression[] {
  return requiredTermsOf(pod).flatMap(({ matchExpressions = [] }, term) =>
    // the API server refuses one without a key, and rules meet it all the same
    matchExpressions.map(({ key = '', operator, values = [] }, index) => {
      return { path: `${REQUIRED_TERMS}[${term}].matchExpressions[${index}]`, key, operator, values };
    }),
  );
}

/** Where the terms of the required node affinity stand, below the pod spec. */
export const REQUIRED_TERMS = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

function admitsBy({ matchExpressions = [] }: NodeSelectorTerm, node: NodeLabels): boolean {
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const label = node[key];
    if (label === undefined) return true;
    if (operator === 'In') return label !== null && values.includes(label);
    if (operator === 'NotIn') return label === null || !values.includes(label);
    if (operator === 'Exists') return label !== null;
    if (operator === 'DoesNotExist') return label === null;
    // Gt and Lt compare whole numbers, and no label that is known here is one
    return false;
  });
}

import * as kplus from 'cdk8s-plus-28';
import selectorMatchesPods from '../../lib/rules/selector-matches-pods';
import { Refusal } from './refusal';

/** Selectors and labels can be added until synth, so this runs as a validation. Jobs have no selector of their own. */
export function selectorProblems(pod: kplus.AbstractPod): string[] {
  if (!(pod instanceof kplus.Workload) || pod instanceof kplus.Job || pod instanceof kplus.CronJob) return [];
  const { matchLabels, matchExpressions } = pod;
  const label = (key: string) => pod.podMetadata.getLabel(key);
  const problem = (field: string, got: unknown, what: string) => [
    new Refusal({ rule: selectorMatchesPods, subject: pod.node.path, field, got, problem: what }).message,
  ];
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    return problem('selector', undefined, 'it has select: false and no call of select(…)');
  }
  for (const [key, value] of Object.entries(matchLabels)) {
    if (label(key) !== value) {
      return problem(`selector.matchLabels['${key}']`, value, `the pods have ${shown(label(key))}`);
    }
  }
  for (const expression of matchExpressions) {
    if (!matches(expression, label(expression.key))) {
      const found = `the pods have ${shown(label(expression.key))}`;
      return problem(`selector.matchExpressions of '${expression.key}'`, expression, found);
    }
  }
  return [];
}

function shown(value: string | undefined): string {
  return value === undefined ? 'no such label' : `'${value}'`;
}

function matches({ operator, values }: kplus.LabelSelectorRequirement, value: string | undefined): boolean {
  if (operator === 'In') return value !== undefined && values?.includes(value) === true;
  if (operator === 'NotIn') return value === undefined || values?.includes(value) !== true;
  return (operator === 'Exists') === (value !== undefined);
}

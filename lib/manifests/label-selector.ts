import { hasField } from './workload';
/** A label selector of Kubernetes, as it stands in a manifest. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  }[];
}

/** What is known of labels: the value, `null` for one that is missing, `undefined` where nobody can tell. */
export type KnownLabels = (key: string) => string | null | undefined;

/** All labels are known, and these are all. */
export function exactly(labels: Readonly<Record<string, string>>): KnownLabels {
  return (key) => (hasField(labels, key) ? labels[key] : null);
}

/** Whether a selector picks what has these labels; `undefined` where that depends on labels that nobody knows. */
export function picks(selector: LabelSelector, labels: KnownLabels): boolean | undefined {
  const answers = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => isOneOf(labels(key), [value])),
    ...(selector.matchExpressions ?? []).map(({ key = '', operator, values = [] }) => {
      if (operator === 'In') return isOneOf(labels(key), values);
      if (operator === 'NotIn') return not(isOneOf(labels(key), values));
      if (operator === 'Exists') return isThere(labels(key));
      return operator === 'DoesNotExist' ? not(isThere(labels(key))) : undefined;
    }),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isOneOf(value: string | null | undefined, values: readonly string[]): boolean | undefined {
  return value === undefined ? undefined : value !== null && values.includes(value);
}

function isThere(value: string | null | undefined): boolean | undefined {
  return value === undefined ? undefined : value !== null;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

/** One condition on the labels of pods, in Kubernetes' words. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Empty for `Exists` and `DoesNotExist`. */
  readonly values: readonly string[];
}

/** Grammar: projectcalico/calico `libcalico-go/lib/selector/tokenizer/tokenizer.go`. */
const KEY = /^[A-Za-z0-9_./-]{1,512}$/;

export function isSelectorKey(key: string): boolean {
  return KEY.test(key);
}

/** There are no escapes in a Calico selector: a value with both kinds of quotes cannot be written. */
export function isSelectorValue(value: string): boolean {
  return !(value.includes('"') && value.includes("'"));
}

/** Labels that must all have exactly these values. */
export function requireLabels(labels: Readonly<Record<string, string>>): LabelRequirement[] {
  return Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/**
 * The requirements as a Calico selector in one canonical form, so that equal sets of pods have equal text: conditions and
 * values sorted, double quotes where possible, `all()` when nothing is required. Keys and values must have been checked.
 */
export function selectorOf(requirements: readonly LabelRequirement[]): string {
  const conditions = new Set(requirements.map(condition));
  return conditions.size === 0 ? 'all()' : [...conditions].sort().join(' && ');
}

function condition({ key, operator, values }: LabelRequirement): string {
  if (operator === 'Exists') return `has(${key})`;
  if (operator === 'DoesNotExist') return `!has(${key})`;
  const quoted = [...new Set(values)].sort().map(quote);
  if (quoted.length === 1) return `${key} ${operator === 'In' ? '==' : '!='} ${quoted[0]}`;
  return `${key} ${operator === 'In' ? 'in' : 'not in'} {${quoted.join(', ')}}`;
}

function quote(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

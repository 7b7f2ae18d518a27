import type { KnownLabels } from '../manifests/label-selector';

/**
 * A selector of Calico as a tree. Grammar: projectcalico/calico `libcalico-go/lib/selector/{tokenizer,parser}`.
 *
 *     a == "x" && !has(b) || c not in {"y", "z"}
 */
export type Selector =
  | { readonly kind: 'all' }
  | { readonly kind: 'global' }
  | { readonly kind: 'has'; readonly label: string }
  | { readonly kind: 'compare'; readonly label: string; readonly operator: Comparison; readonly value: string }
  | {
      readonly kind: 'set';
      readonly label: string;
      readonly operator: 'in' | 'not in';
      /** Sorted, each once. */
      readonly values: readonly string[];
    }
  | { readonly kind: 'not'; readonly operand: Selector }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Selector[] };

export type Comparison = '==' | '!=' | 'contains' | 'starts with' | 'ends with';

/** The one way in which Calico itself writes a selector: equal trees give equal texts. */
export function selectorText(selector: Selector): string {
  switch (selector.kind) {
    case 'all':
    case 'global':
      return `${selector.kind}()`;
    case 'has':
      return `has(${selector.label})`;
    case 'compare':
      return `${selector.label} ${selector.operator} ${quoted(selector.value)}`;
    case 'set':
      return `${selector.label} ${selector.operator} {${selector.values.map(quoted).join(', ')}}`;
    case 'not':
      return `!${selectorText(selector.operand)}`;
    case 'and':
      return `(${selector.operands.map(selectorText).join(' && ')})`;
    case 'or':
      return `(${selector.operands.map(selectorText).join(' || ')})`;
  }
}

/** The labels on which a selector hangs; some may be there twice. */
export function labelsIn(selector: Selector): readonly string[] {
  if ('label' in selector) return [selector.label];
  if ('operand' in selector) return labelsIn(selector.operand);
  return 'operands' in selector ? selector.operands.flatMap(labelsIn) : [];
}

/** Whether the selector matches what has these labels; `undefined` when that hangs on a label that nobody knows. */
export function matches(selector: Selector, labels: KnownLabels): boolean | undefined {
  switch (selector.kind) {
    case 'all':
    case 'global':
      return true;
    case 'has':
      return known(labels(selector.label), (value) => value !== null);
    case 'compare':
      return known(labels(selector.label), (value) => compares(value, selector.operator, selector.value));
    case 'set':
      return known(labels(selector.label), (value) =>
        value === null
          ? selector.operator === 'not in'
          : selector.values.includes(value) === (selector.operator === 'in'),
      );
    case 'not': {
      const operand = matches(selector.operand, labels);
      return operand === undefined ? undefined : !operand;
    }
    case 'and':
      return decided(selector.operands, labels, false);
    case 'or':
      return decided(selector.operands, labels, true);
  }
}

function known(value: string | null | undefined, decide: (value: string | null) => boolean): boolean | undefined {
  return value === undefined ? undefined : decide(value);
}

/** One operand of that value decides; without one an unknown operand leaves it open. */
function decided(operands: readonly Selector[], labels: KnownLabels, decisive: boolean): boolean | undefined {
  const results = operands.map((operand) => matches(operand, labels));
  if (results.includes(decisive)) return decisive;
  return results.includes(undefined) ? undefined : !decisive;
}

function compares(value: string | null, operator: Comparison, wanted: string): boolean {
  if (value === null) return operator === '!=';
  switch (operator) {
    case '==':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case 'contains':
      return value.includes(wanted);
    case 'starts with':
      return value.startsWith(wanted);
    case 'ends with':
      return value.endsWith(wanted);
  }
}

/** There are no escapes; a value holds at most one kind of quotes. */
function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

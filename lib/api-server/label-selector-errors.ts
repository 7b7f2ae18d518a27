import type { LabelSelector } from '../manifests/label-selector';
import { type FieldError, forbidden, invalid, required } from './field-error';
import { isLabelKey, isLabelValue } from './formats';

const KEY = 'it cannot be the key of a label';
const VALUE = 'it cannot be the value of a label';

/** As kubernetes/apimachinery `pkg/apis/meta/v1/validation/validation.go` (`ValidateLabelSelector`). */
export function labelSelectorErrors(path: string, selector: LabelSelector = {}): FieldError[] {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return [
    ...Object.entries(matchLabels).flatMap(([key, value]) => [
      ...(isLabelKey(key) ? [] : [invalid(`${path}.matchLabels`, key, KEY)]),
      ...(isLabelValue(value) ? [] : [invalid(`${path}.matchLabels`, value, VALUE)]),
    ]),
    ...matchExpressions.flatMap((expression, index) =>
      expressionErrors(`${path}.matchExpressions[${index}]`, expression),
    ),
  ];
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function expressionErrors(path: string, { key = '', operator = '', values = [] }: Expression): FieldError[] {
  return [
    ...operatorErrors(path, operator, values),
    ...(isLabelKey(key) ? [] : [invalid(`${path}.key`, key, KEY)]),
    ...values.flatMap((value, index) =>
      isLabelValue(value) ? [] : [invalid(`${path}.values[${index}]`, value, VALUE)],
    ),
  ];
}

function operatorErrors(path: string, operator: string, values: readonly string[]): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? [] : [required(`${path}.values`, `${operator} needs values`)];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? [] : [forbidden(`${path}.values`, values, `${operator} has no values`)];
    default:
      return [{ ...invalid(`${path}.operator`, operator, 'there is no such operator'), allowed: OPERATORS }];
  }
}

const OPERATORS = 'In, NotIn, Exists, DoesNotExist';

import type { Toleration } from '../platforms/tolerations';
import { type FieldError, invalid, notSupported, oneOf } from './field-error';
import { isLabelKey, isLabelValue } from './formats';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/**
 * What the API server refuses about tolerations, of a pod or of a RuntimeClass (kubernetes/kubernetes
 * `pkg/apis/core/validation/validation.go`, `ValidateTolerations`). `Gt` and `Lt` are behind a feature gate that is off.
 *
 * @param path Where the list stands.
 */
export function tolerationErrors(tolerations: readonly Toleration[], path: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => errorsOf(toleration, `${path}[${index}]`));
}

function errorsOf({ key = '', operator = '', value = '', effect, tolerationSeconds }: Toleration, path: string) {
  const errors: FieldError[] = [];
  if (key !== '' && !isLabelKey(key)) errors.push(invalid(`${path}.key`, key, 'it is no label key'));
  if (key === '' && operator !== 'Exists') {
    errors.push(invalid(`${path}.operator`, operator, 'without a key it must be Exists, which tolerates every taint'));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${path}.effect`, effect, 'with tolerationSeconds it must be NoExecute'));
  }
  // the server names the operator where the value is wrong
  const aboutValue = { ...invalid(`${path}.operator`, value, ''), place: `${path}.value` };
  if (operator === 'Exists') {
    if (value !== '') errors.push({ ...aboutValue, problem: 'with the operator Exists there is no value' });
  } else if (operator === '' || operator === 'Equal') {
    if (!isLabelValue(value)) errors.push({ ...aboutValue, problem: 'it is no label value' });
  } else {
    errors.push(notSupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  }
  return [...errors, ...(effect === '' ? [] : oneOf(`${path}.effect`, effect, EFFECTS))];
}

import { nearestName } from '../manifests/nearest-name';

/** The kinds of errors by which the API server names what is wrong with a field, and `UnknownField` of strict decoding. */
export type FieldErrorType =
  | 'Duplicate'
  | 'Forbidden'
  | 'Invalid'
  | 'NotSupported'
  | 'Required'
  | 'TooLong'
  | 'UnknownField';

/** One thing that the API server refuses about a pod. */
export interface FieldError {
  /** Path below the pod spec, as the API server writes it; the spec itself is the empty path. */
  readonly path: string;
  /** Where it stands, when the API server's path does not tell: it leaves out an index, or names a field wrongly. */
  readonly place?: string;
  readonly type: FieldErrorType;
  /** The value found; `undefined` when something is missing. */
  readonly got: unknown;
  /** What would have been right, when that can be said exactly. */
  readonly allowed?: string;
  /** The one value that differs from it by capital letters alone. */
  readonly meant?: string;
  /** What exactly is wrong with the value, as a clause. */
  readonly problem: string;
  /** What to write instead, when that can be said better than by a general advice. */
  readonly fix?: string;
  /** The same for a program, where the words of the constructs are others. */
  readonly fixInCode?: string;
}

export function forbidden(path: string, got: unknown, problem: string): FieldError {
  return { path, type: 'Forbidden', got, problem };
}

export function invalid(path: string, got: unknown, problem: string): FieldError {
  return { path, type: 'Invalid', got, problem };
}

export function required(path: string, problem: string): FieldError {
  return { path, type: 'Required', got: undefined, problem };
}

/** For a value that is none of a short list. */
export function notSupported(path: string, got: unknown, values: readonly string[]): FieldError {
  const near = typeof got === 'string' ? nearestName(got, values) : undefined;
  return {
    path,
    type: 'NotSupported',
    got,
    allowed: values.join(', '),
    meant: near?.toLowerCase() === String(got).toLowerCase() ? near : undefined,
    problem: `it is none of the known values${near === undefined ? '' : `, did you mean '${near}'?`}`,
  };
}

/** Nothing when there is no value: what must be there is asked for elsewhere. */
export function oneOf(path: string, got: string | undefined, values: readonly string[]): FieldError[] {
  return got === undefined || values.includes(got) ? [] : [notSupported(path, got, values)];
}

/** The part of a Calico object that is wrong; each is a rule of its own. */
export type CalicoCheck =
  | 'selector'
  | 'value'
  | 'port'
  | 'network'
  | 'block-size'
  | 'combination'
  | 'name'
  | 'metadata';

/** One thing that Calico's validation refuses about an object. */
export interface CalicoRefusal {
  readonly about: CalicoCheck;
  /** Path below the object, as the manifest has it. */
  readonly path: string;
  /** The value found; `undefined` when something is missing. */
  readonly got: unknown;
  readonly allowed?: string;
  /** What exactly is wrong, as a clause. */
  readonly problem?: string;
  /** The value that was surely meant. */
  readonly instead?: string;
  /** The last minor of Calico that refuses it, when later ones do not. */
  readonly until?: string;
}

/** For a value that is none of a short list; one in other letters is put right. */
export function oneOf(path: string, got: string | undefined, values: readonly string[]): CalicoRefusal[] {
  if (got === undefined || values.includes(got)) return [];
  const instead = values.find((value) => value.toLowerCase() === got.toLowerCase());
  const problem = instead === undefined ? undefined : 'capital and small letters count';
  return [{ about: 'value', path, got, allowed: values.join(', '), problem, instead }];
}

/** For a whole number between two bounds. */
export function between(path: string, got: number | undefined, least: number, most: number): CalicoRefusal[] {
  if (got === undefined || (got >= least && got <= most)) return [];
  return [{ about: 'value', path, got, allowed: `${least} to ${most}` }];
}

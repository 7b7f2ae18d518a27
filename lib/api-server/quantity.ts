/** What the suffixes of quantities stand for (kubernetes/apimachinery `pkg/api/resource/suffix.go`). */
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

export const MEBIBYTE = 2 ** 20;

/** A quantity as a number, `0.5` for `500m`; `undefined` when the API server could not read it. */
export function quantityOf(text: string | number): number | undefined {
  const parts = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(String(text).trim());
  if (parts === null) return undefined;
  const [, number, exponent, suffix = ''] = parts;
  return exponent === undefined ? Number(number) * SUFFIXES[suffix] : Number(`${number}e${exponent}`);
}

const { POD_VERDICTS_SEED: ASKED } = process.env;

/** For fast-check: the same every time; `POD_VERDICTS_SEED=random` looks at others, a number at those of an earlier run. */
export const SEED: { readonly seed?: number } = ASKED === 'random' ? {} : { seed: Number(ASKED ?? 20260101) };

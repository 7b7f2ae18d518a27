import { mergeConfig } from 'vitest/config';
import unitTests from '../../../vitest.config.mts';

/** The unit tests once more, in one process, with what they write recorded. */
export default mergeConfig(unitTests, {
  test: { isolate: false, setupFiles: [`${import.meta.dirname}/recorder.ts`] },
});

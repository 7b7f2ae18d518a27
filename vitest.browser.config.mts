import { defineConfig } from 'vitest/config';

/** What is seen in a browser; needs Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    alias: { 'cdk8s-windows': `${import.meta.dirname}/index.ts` },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/closing-line.ts'],
  },
});

import { defineConfig } from 'vitest/config';

/** One control plane of each Kubernetes minor is there for all files, which use it one after the other. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts'],
    alias: { 'cdk8s-windows': `${import.meta.dirname}/index.ts` },
    globalSetup: ['./test/cluster/control-plane/setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: [
      'default',
      ['./test/cluster/report/reporter.ts', { page: `${import.meta.dirname}/docs/verdicts.md` }],
      './test/closing-line.ts',
    ],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/cluster/**', 'test/browser/**'],
    alias: { 'cdk8s-windows': `${import.meta.dirname}/index.ts` },
    snapshotSerializers: ['./test/manifest-snapshot.ts'],
    reporters: [
      'default',
      [
        './test/closing-line.ts',
        {
          notRun:
            'the verdicts of a real Kubernetes (npm run test:cluster, needs Go), the map in a browser (npm run test:browser, needs Chromium).',
        },
      ],
    ],
  },
});

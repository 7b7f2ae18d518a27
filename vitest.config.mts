import { defineConfig } from 'vitest/config';
import { lateModules } from './test/late-modules.mts';

export default defineConfig({
  plugins: [lateModules],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/cluster/**'],
    alias: { 'cdk8s-windows': `${import.meta.dirname}/index.ts` },
    snapshotSerializers: ['./test/manifest-snapshot.ts'],
    reporters: [
      'default',
      ['./test/closing-line.ts', { notRun: 'the verdicts of a real Kubernetes (npm run test:cluster, needs Go).' }],
    ],
  },
});

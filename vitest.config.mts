import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    alias: { 'cdk8s-windows': `${import.meta.dirname}/index.ts` },
    reporters: ['default', './test/closing-line.ts'],
  },
});

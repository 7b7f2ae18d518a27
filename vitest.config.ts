import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    alias: { 'cdk8s-windows': `${__dirname}/index.ts` },
  },
});

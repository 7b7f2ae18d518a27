import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the plain line `N passed, N failed` that pipelines read, and says before what was left out. */
export default class ClosingLine implements Reporter {
  public constructor(private readonly options: { readonly notRun?: string } = {}) {}

  public onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
    }
    const { notRun } = this.options;
    process.on('exit', (code) => {
      // what went wrong after the last test is in the exit code alone
      if (code !== 0 && failed === 0) failed = 1;
      if (notRun) console.log(`Not run: ${notRun}`);
      console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
    });
  }
}

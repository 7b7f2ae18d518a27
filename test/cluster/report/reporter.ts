import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { faultsIn, pageOf } from './page';
import type { Recorded } from './section';

/** What makes a run see other things than the committed page tells of. */
const OVERRIDES = ['POD_VERDICTS', 'POD_VERDICTS_SEED', 'POLICY_VERDICTS'];

/**
 * Writes the page of verdicts of a run that is whole and has passed; any other leaves it alone. In CI nothing is written,
 * and a page that says something else than the run has seen fails it.
 */
export default class VerdictsPage implements Reporter {
  private vitest?: Vitest;

  public constructor(private readonly options: { readonly page: string }) {}

  public onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  public async onTestRunEnd(
    modules: readonly TestModule[],
    _: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const { page } = this.options;
    const reservation = reason === 'passed' ? await this.reservation(modules) : `the run has ${reason}`;
    if (reservation) return say(`${basename(page)} is left alone: ${reservation}.`);
    const recorded = modules.flatMap(recordedIn);
    const untold = untoldIn(modules, recorded);
    if (untold) return fail(`${basename(page)} cannot be written: ${untold}.`);
    const text = pageOf(recorded);
    const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
    if (text === before) return;
    if (process.env.CI) {
      return fail(`${basename(page)} does not say what this run has seen:\n${difference(before, text)}`);
    }
    writeFileSync(page, text);
    say(`${basename(page)} is written anew: commit it with your change.`);
  }

  /** Why the run was not meant to speak for the whole suite. */
  private async reservation(modules: readonly TestModule[]): Promise<string | undefined> {
    const overrides = OVERRIDES.filter((name) => process.env[name]);
    if (overrides.length > 0) return `${overrides.join(' and ')} made the run another one`;
    const files = await this.vitest?.globTestSpecifications();
    if (files?.length !== modules.length) return `${modules.length} of ${files?.length} files were run`;
    if (this.vitest?.config.testNamePattern) return 'only some tests were run';
    return undefined;
  }
}

function recordedIn(module: TestModule): Recorded[] {
  return [module, ...module.children.allSuites()].flatMap((suite) => suite.meta().recorded ?? []);
}

/** What a whole run has not told, or not rightly. */
function untoldIn(modules: readonly TestModule[], recorded: readonly Recorded[]): string {
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  const skipped = tests.filter((test) => test.result().state !== 'passed').length;
  if (skipped > 0) return `tests were skipped: ${skipped}`;
  return faultsIn(recorded).join(', ');
}

/** The lines that are in one text only. */
function difference(before: string, after: string): string {
  const [old, current] = [before, after].map((text) => text.split('\n'));
  return [
    ...old.filter((line) => !current.includes(line)).map((line) => `- ${line}`),
    ...current.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ].join('\n');
}

function fail(text: string): void {
  process.exitCode = 1;
  say(text);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

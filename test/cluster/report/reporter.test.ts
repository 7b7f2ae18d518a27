import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { TOPICS, type Topic } from './section';

const ROOT = join(__dirname, '../../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-reporter-'));
const PAGE = join(FOLDER, 'verdicts.md');

/** A suite in a file that counts as it is told. */
function suite({ seen = 1, topics = TOPICS, title = 'topic', more = '' }: SuiteOptions): string {
  return `
    import { expect, test } from 'vitest';
    import { record } from '${ROOT}/test/cluster/report/section';
    import { judgesOf } from '${ROOT}/test/cluster/report/page';
    for (const topic of ${JSON.stringify(topics)}) {
      for (const judge of judgesOf(topic)) {
        const counts = { things: { seen: ${seen}, of: 5 } };
        record(topic, judge, () => ({ title: ${title}, explanation: 'Things were asked.', counts }));
      }
    }
    test('passes', () => {});
    ${more}
  `;
}

interface SuiteOptions {
  readonly seen?: number;
  readonly topics?: readonly Topic[];
  /** An expression. */
  readonly title?: string;
  readonly more?: string;
}

const CONFIGURATION = {
  test: { include: ['*.test.ts'], reporters: [[`${ROOT}/test/cluster/report/reporter.ts`, { page: PAGE }]] },
};

interface Outcome {
  readonly status: number | null;
  readonly said: string;
}

function run(options: SuiteOptions, environment: NodeJS.ProcessEnv = {}, ...args: string[]): Outcome {
  writeFileSync(join(FOLDER, 'it.test.ts'), suite(options));
  const { CI: _, POD_VERDICTS, POD_VERDICTS_SEED, ...inherited } = process.env;
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', ...args], {
    cwd: FOLDER,
    env: { ...inherited, ...environment },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

symlinkSync(join(ROOT, 'node_modules'), join(FOLDER, 'node_modules'));
writeFileSync(join(FOLDER, 'vitest.config.mts'), `export default ${JSON.stringify(CONFIGURATION)};`);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the page of verdicts', () => {
  const pageIs = (text: string) => writeFileSync(PAGE, text);
  const page = () => readFileSync(PAGE, 'utf8');

  beforeEach(() => pageIs('old\n'));

  test('is written by a run that passes, with every count and of how many', () => {
    const { status, said } = run({ seen: 3 });
    expect([status, said]).toEqual([0, expect.stringContaining('verdicts.md is written anew')]);
    for (const topic of TOPICS) expect(page()).toContain(`\n## ${topic}\n\nThings were asked.\n`);
    expect(page()).toContain('| things | 3 of 5 |');
  });

  test('is not written in CI: a run that sees something else fails, and says what', () => {
    run({ seen: 3 });
    const before = page();
    const { status, said } = run({ seen: 4 }, { CI: 'true' });
    expect(status).toBe(1);
    expect(said).toContain('verdicts.md does not say what this run has seen');
    expect(said).toMatch(/^- \| things \|.* 3 of 5 \|$/m);
    expect(said).toMatch(/^\+ \| things \|.* 4 of 5 \|$/m);
    expect(page()).toBe(before);
  });

  test('passes in CI when it says what the run has seen', () => {
    run({ seen: 3 });
    expect(run({ seen: 3 }, { CI: 'true' }).status).toBe(0);
  });

  test.each([
    ['a run that fails', { more: `test('fails', () => expect(1).toBe(2));` }, {}, [], 1, 'the run has failed'],
    ['a run of other random pods', {}, { POD_VERDICTS: '5' }, [], 0, 'POD_VERDICTS made the run another one'],
    ['a run of some tests', {}, {}, ['-t', 'passes'], 0, 'only some tests were run'],
    ['a run in which a test is skipped', { more: `test.skip('it', () => {});` }, {}, [], 1, 'tests were skipped: 1'],
    [
      'a run whose judges tell of different things',
      { title: 'judge' },
      {},
      [],
      1,
      `judges tell different things of ${TOPICS[0]}`,
    ],
    [
      'a run that tells nothing of a topic',
      { topics: TOPICS.slice(1) },
      {},
      [],
      1,
      `not every judge tells of ${TOPICS[0]}`,
    ],
  ] as const)('is left alone by %s', (_, options, environment, args, status, reason) => {
    const outcome = run(options, environment, ...args);
    expect(outcome).toEqual({ status, said: expect.stringContaining(reason) });
    expect(page()).toBe('old\n');
  });

  test('is left alone by a run of some files', () => {
    const other = join(FOLDER, 'other.test.ts');
    writeFileSync(other, `import { test } from 'vitest'; test('passes', () => {});`);
    const outcome = run({}, { CI: 'true' }, 'it.test.ts');
    rmSync(other);
    expect(outcome).toEqual({ status: 0, said: expect.stringContaining('1 of 2 files were run') });
    expect(page()).toBe('old\n');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = join(__dirname, '../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-docs-'));

interface Example {
  readonly title: string;
  readonly code: string;
  /** The YAML that the page shows as the output of the example. */
  readonly output?: string;
}

const OUTPUT_MARK = '<!-- output of the example above -->';

/** Every fenced block of TypeScript on a page; one that is only a part of a program is fenced as `typescript`. */
function examplesOf(page: string): Example[] {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```\n(?:\s*(.*)\n+```yaml\n([\s\S]*?)^```)?/gm)];
  return blocks.map((match, index) => ({
    title: `${relative(ROOT, page)}, example ${index + 1}`,
    code: match[1],
    output: match[2] === OUTPUT_MARK ? match[3] : undefined,
  }));
}

const PAGES = [
  join(ROOT, 'README.md'),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(ROOT, 'docs', file)),
];
const EXAMPLES = PAGES.flatMap(examplesOf);

/** Examples import the package by name; they lie where neither it nor its peers are installed. */
const COMPILER_OPTIONS = {
  baseUrl: ROOT,
  paths: {
    'cdk8s-windows': ['./index.ts'],
    cdk8s: ['./node_modules/cdk8s'],
    'cdk8s-plus-28': ['./node_modules/cdk8s-plus-28'],
    constructs: ['./node_modules/constructs'],
  },
};

function write(name: string, code: string): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder);
  const file = join(folder, 'main.ts');
  writeFileSync(file, code);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  return file;
}

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the examples of README and guide', () => {
  const files = EXAMPLES.map(({ code }, index) => write(String(index), code));

  test('there are some', () => {
    expect(EXAMPLES.length).toBeGreaterThan(5);
  });

  test('compile under strict', () => {
    const program = ts.createProgram(files, {
      ...COMPILER_OPTIONS,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      moduleDetection: ts.ModuleDetectionKind.Force,
      typeRoots: [join(ROOT, 'node_modules/@types')],
      types: ['node'],
    });
    const problems = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const index = files.indexOf(diagnostic.file?.fileName ?? '');
      return `${EXAMPLES[index]?.title ?? ''}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  }, 60_000);

  test.each(EXAMPLES.map((example, index) => ({ ...example, file: files[index] })))(
    '$title runs, and writes what the page shows',
    ({ file, output }) => {
      const outdir = join(file, '../out');
      execFileSync(process.execPath, ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), file], {
        cwd: join(file, '..'),
        env: { ...process.env, CDK8S_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(file, '../tsconfig.json') },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (output === undefined) return;
      const written = readdirSync(outdir).map((name) => readFileSync(join(outdir, name), 'utf8'));
      expect(written.join('---\n')).toContain(output);
    },
    30_000,
  );
});

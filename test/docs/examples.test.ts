import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const [, ...sections] = text.split(/^```ts\n/m);
  return sections.map((section, index) => {
    const [code, rest] = split(section, '```\n');
    return {
      title: `${relative(ROOT, page)}, example ${index + 1}`,
      code,
      output: rest.includes(OUTPUT_MARK) ? split(split(rest, '```yaml\n')[1], '```\n')[0] : undefined,
    };
  });
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
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
    'cdk8s-windows/lint': ['./lib/lint/lint-manifests.ts'],
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

const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');

function environmentOf(file: string) {
  const folder = join(file, '..');
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'out'), TSX_TSCONFIG_PATH: join(folder, 'tsconfig.json') };
  return { cwd: folder, env };
}

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('the error that the README shows is the one that its example would give', () => {
  const [example] = examplesOf(join(ROOT, 'README.md'));
  const shown = /^```text\n([\s\S]*?)^```$/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1] ?? '';
  const file = write('wrong', example.code.replace('nanoserver-ltsc2022', 'nanoserver-ltsc2025'));
  const { stderr, status } = spawnSync(process.execPath, ['--import', TSX, file], {
    ...environmentOf(file),
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(shown.length).toBeGreaterThan(100);
  expect(stderr).toContain(shown);
});

describe('the examples of README and guide', () => {
  const files = EXAMPLES.map(({ code }, index) => write(String(index), code));

  test('are found, and one of them shows its output', () => {
    expect(EXAMPLES.length).toBeGreaterThan(5);
    expect(EXAMPLES[0].output).toMatch(/^apiVersion: v1\nkind: Namespace\n/);
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
      execFileSync(process.execPath, ['--import', TSX, file], {
        ...environmentOf(file),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (output === undefined) return;
      const outdir = join(file, '../out');
      const written = readdirSync(outdir).map((name) => readFileSync(join(outdir, name), 'utf8'));
      expect(written.join('---\n')).toContain(output);
    },
    30_000,
  );
});

test('every file that a page of the guide names is there', () => {
  const named = PAGES.filter((page) => !page.includes('docs/rules')).flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`((?:lib|constructs|test)\/[\w/.-]+\.ts)`/g)].map(([, path]) => path),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

const OPTIONS: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // modules of ES that want to know where they are
  define: { 'import.meta.url': '__filename' },
  // names stay as they are, so that a stack trace says something; shorter ones save no time
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** The programs, each with what it holds. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'cli-main.js': 'lib/cli/main.ts',
  'cli-isolation.js': 'lib/cli/isolation-main.ts',
};

/** Writes the command line into a folder: a file for each program, a small one starts them. They load ten times faster than their modules. */
export function bundle(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const start = join(folder, 'cli.js');
  const page = pageOfMap();
  const texts = Object.entries(PROGRAMS).map(([name, entry]) => {
    const file = join(folder, name);
    const { metafile } = buildSync({
      ...OPTIONS,
      define: { ...OPTIONS.define, ...page },
      entryPoints: [entry],
      outfile: file,
    });
    const text = `${readFileSync(file, 'utf8')}${licences(Object.keys(metafile?.inputs ?? {}))}`;
    writeFileSync(file, text);
    return text;
  });
  const digest = createHash('sha256').update(texts.join('')).digest('hex').slice(0, 16);
  const define = { BUNDLE_DIGEST: JSON.stringify(digest) };
  buildSync({ ...OPTIONS, define, entryPoints: ['lib/cli/start.ts'], outfile: start });
  chmodSync(start, 0o755);
}

const PAGE = 'lib/report/isolation-map/browser';

/** What the page of `isolation --format html` runs and how it looks, as texts of the program. */
function pageOfMap(): Record<string, string> {
  const textOf = (entry: string) => {
    const { outputFiles } = buildSync({
      absWorkingDir: ROOT,
      entryPoints: [join(PAGE, entry)],
      bundle: true,
      write: false,
      minify: true,
      format: 'iife',
      target: ['chrome109', 'firefox115', 'safari16'],
      tsconfig: join(PAGE, 'tsconfig.json'),
      legalComments: 'none',
      logLevel: 'warning',
    });
    return JSON.stringify(outputFiles[0].text.trim());
  };
  return { MAP_SCRIPT: textOf('main.ts'), MAP_STYLE: textOf('page.css') };
}

/** The licences of the packages that are part of the bundle, which is ASCII throughout. */
function licences(files: readonly string[]): string {
  const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []));
  return [...packages]
    .sort()
    .map((path) => {
      const name = path.replace(/^.*node_modules\//, '');
      const file = readdirSync(join(ROOT, path)).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence.`);
      const text = readFileSync(join(ROOT, path, file), 'utf8')
        .trim()
        .replace(/\*\//g, '* /');
      return `/*! ${name}\n${text.normalize('NFD').replace(/[^\n\x20-\x7e]/g, '')}\n*/\n`;
    })
    .join('');
}

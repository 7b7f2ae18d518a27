import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { bundle as bundleCommandLine } from '../cli/bundle';

const ROOT = join(__dirname, '..', '..');
/** What jsii has compiled, module by module. */
const COMPILED = join(ROOT, 'build');

const OPTIONS: BuildOptions = {
  absWorkingDir: COMPILED,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  minifyWhitespace: true,
  minifySyntax: true,
  // of an error that nobody catches Node.js shows the line
  lineLimit: 160,
  // runKept reads bytes as characters, which is quicker and right for ASCII alone
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
};

/** What is loaded when it is first asked for, and not with the library: modules, by the bundle that holds them. */
const LATE: Readonly<Record<string, readonly string[]>> = {
  // in one, so that what the rules find out about policies is known to who looks at promises
  'rule-engine.js': ['lib/lint/lint', 'lib/rules/rules', 'lib/report/no-such-rule', 'lib/isolation/broken-promises'],
};

/** What is set up when it is first asked for: the engine of policies, which only programs with policies need. */
const LAZY = /^lib\/(calico|isolation|matchers|policy|reach)\//;

/** What the package gives beside the library, by the bundles that hold it. */
const DOORS: Readonly<Record<string, string>> = {
  'lint.js': 'lib/lint/lint-manifests',
  'matchers.js': 'lib/matchers/windows-matchers',
};

/**
 * Writes what is published: one file in place of hundreds of modules, which takes a third of the time to load. A class is set
 * up when somebody asks for it, and the engine of the rules is loaded when it judges.
 */
async function bundleLibrary(): Promise<void> {
  const late: LateBundle[] = [];
  for (const [name, modules] of Object.entries(LATE)) {
    // of TypeScript modules esbuild makes one scope, which is set up and runs quicker than modules that ask for each other
    const text = await bundled(modules.map((path) => `export * from './${path}';`).join('\n'), [], ROOT);
    late.push(written(name, text, modules));
  }
  const names = exportedNames();
  const sources = [...names].map(([name, source]) => `lazily('${name}', () => ${source});`);
  const library = await bundled(`${LAZILY}\n${sources.join('\n')}`, late);
  const held = written('library.js', library, []);
  const entry = [...names.keys()].map((name) => `lazily('${name}', () => library().${name});`);
  const index = await bundled(`${LAZILY}\nconst library = require('late:library.js');\n${entry.join('\n')}`, [held]);
  write('index.js', index, [...names.keys()]);
  for (const [file, path] of Object.entries(DOORS)) {
    const door = await bundled(`module.exports = require('./${path}');`, late);
    write(file, door, Object.keys(compiledModule(path)));
  }
}

/** Node.js looks for such a line to know the names that an ES module may import. */
function write(file: string, text: string, names: readonly string[]): void {
  writeFileSync(join(COMPILED, file), `${text}0 && (module.exports = { ${names.join(', ')} });\n`);
}

function written(name: string, text: string, modules: readonly string[]): LateBundle {
  writeFileSync(join(COMPILED, name), text);
  return { name, modules, digest: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}

const LAZILY = `const lazily = (name, load) => Object.defineProperty(exports, name, {
  enumerable: true,
  configurable: true,
  get: () => {
    const value = load();
    Object.defineProperty(exports, name, { enumerable: true, value });
    return value;
  },
});`;

/** Everything that `index.ts` exports, and how to get at it. */
function exportedNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of readFileSync(join(ROOT, 'index.ts'), 'utf8').trim().split('\n')) {
    const [, namespace, path] = /^export \* (?:as (\w+) )?from '\.\/(.+)';$/.exec(line) ?? [];
    if (path === undefined) throw new Error(`index.ts re-exports only, and this is something else: ${line}`);
    const module = `require('./${path}')`;
    if (namespace !== undefined) names.set(namespace, module);
    else for (const name of Object.keys(compiledModule(path))) names.set(name, `${module}.${name}`);
  }
  return names;
}

function compiledModule(path: string): object {
  return createRequire(join(COMPILED, 'index.js'))(`./${path}`);
}

/** The text of a bundle that begins with this module, which stands in the folder of the compiled ones. */
async function bundled(contents: string, late: readonly LateBundle[] = [], resolveDir = COMPILED): Promise<string> {
  const stdin = { contents, resolveDir, sourcefile: 'entry.js' };
  const { outputFiles } = await build({ ...OPTIONS, stdin, plugins: [lateModules(late)], write: false });
  const [{ text }] = outputFiles;
  return text;
}

interface LateBundle {
  readonly name: string;
  readonly modules: readonly string[];
  /** What tells it from those of other versions. */
  readonly digest: string;
}

function lateModules(late: readonly LateBundle[]): Plugin {
  const loader = JSON.stringify(join(__dirname, 'late-bundle.ts'));
  const contentsOf = new Map(
    late.map(({ name, digest }) => [
      name,
      `module.exports = require(${loader}).lateBundle(__dirname, '${name}', '${digest}', () => require('./${name}'));`,
    ]),
  );
  return {
    name: 'late',
    setup: ({ onLoad, onResolve }) => {
      onLoad({ filter: /lib\/rules\/.*\.ts$/ }, ({ path }) => {
        return { contents: withoutExamples(readFileSync(path, 'utf8')), loader: 'ts' };
      });
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (relative(COMPILED, path).startsWith('..')) return undefined;
        const text = withoutExamples(readFileSync(path, 'utf8'));
        return { contents: withLate(text, dirname(path), late), loader: 'js' };
      });
      onResolve({ filter: /^late:/ }, ({ path }) => ({ path: path.slice('late:'.length), namespace: 'late' }));
      onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
        contents: contentsOf.get(path),
        resolveDir: COMPILED,
        loader: 'js',
      }));
      // it stays a file of its own
      onResolve({ filter: /^\.\// }, ({ path, namespace }) =>
        namespace === 'late' ? { path, external: true } : undefined,
      );
    },
  };
}

/** The examples of a rule are for its page and for `explain`: half of its text that no judgement needs. */
function withoutExamples(text: string): string {
  return text.replace(/^ +(bad|good): `[^`]*`,?$/gm, "$1: '',");
}

/** A module as TypeScript has compiled it; what comes late, it asks for at the place where it needs it. */
function withLate(text: string, folder: string, late: readonly LateBundle[]): string {
  let own = text;
  for (const [statement, name, path] of text.matchAll(/^const (\w+) = require\("(\.[^"]+)"\);$/gm)) {
    const module = relative(COMPILED, resolve(folder, path));
    const holder = late.find(({ modules }) => modules.includes(module));
    if (holder === undefined && !LAZY.test(module)) continue;
    own = own
      .replace(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new (${name}().$1)`)
      .replace(new RegExp(`\\b${name}\\.`, 'g'), `${name}().`)
      .replace(
        statement,
        holder === undefined
          ? `const ${name} = () => require("${path}");`
          : `const ${name} = require("late:${holder.name}");`,
      );
  }
  return own;
}

async function main(): Promise<void> {
  bundleCommandLine(COMPILED);
  await bundleLibrary();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

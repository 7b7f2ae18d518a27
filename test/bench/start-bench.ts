import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildSync } from 'esbuild';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Bench } from './bench';
import { type Command, measure, median } from './timing';

const ROOT = join(__dirname, '..', '..');
/** Beside the compiled library, which programs there find by its name. */
const FOLDER = join(ROOT, 'build', 'bench', 'start');
const MODULES = join(ROOT, 'node_modules');
const ROUNDS = 9;

/** The program of the README, and the same workload as cdk8s-plus alone writes it. */
function programs(): void {
  if (!existsSync(join(ROOT, 'build', 'index.js'))) throw new Error('The library is not compiled: npm run compile');
  const [, program] = /^```ts\n(.*?)^```/ms.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'dist'), { recursive: true });
  writeFileSync(join(FOLDER, 'main.ts'), program);
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  writeFileSync(join(FOLDER, 'main.js'), transpileModule(program, { compilerOptions }).outputText);
  writeFileSync(join(FOLDER, 'stock.js'), STOCK);
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  buildSync({
    entryPoints: [join(FOLDER, 'main.ts')],
    outfile: join(FOLDER, 'bundle.js'),
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
}

const STOCK = `const { App, Chart } = require('cdk8s');
const { Deployment } = require('cdk8s-plus-28');
const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new Deployment(shop, 'web', { containers: [{ image: 'registry.example.com/web:1.0', portNumber: 8080 }] }).exposeViaService();
app.synth();
`;

const TSCONFIG = {
  compilerOptions: { strict: true, skipLibCheck: true, target: 'es2022', module: 'node16', types: ['node'] },
  include: ['main.ts'],
};

/** As a pipeline has it, where the command line need not ask for a newer version of itself. */
const ENV = {
  ...process.env,
  CDK8S_CHECK_UPGRADE: 'false',
  PATH: [join(MODULES, '.bin'), process.env.PATH].join(delimiter),
};

function node(title: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Command {
  return { title, program: process.execPath, args, env: { ...ENV, ...env }, cwd: FOLDER };
}

function synth(title: string, app: string, isByNpx: boolean): Command {
  const args = ['synth', '--app', app];
  return isByNpx
    ? { title, program: 'npx', args: ['cdk8s', ...args], env: ENV, cwd: FOLDER }
    : node(title, [join(MODULES, 'cdk8s-cli', 'bin', 'cdk8s'), ...args]);
}

function commands(): Command[] {
  const cache = { NODE_COMPILE_CACHE: join(FOLDER, 'cache') };
  return [
    node('Node.js alone', ['--eval', '0']),
    node('a program of cdk8s-plus, `node stock.js`', ['stock.js']),
    node('the program of the README, compiled: `node main.js`', ['main.js']),
    ...('enableCompileCache' in require('node:module')
      ? [node('the same with `NODE_COMPILE_CACHE`', ['main.js'], cache)]
      : []),
    ...((process.features as { typescript?: unknown }).typescript
      ? [node('its types taken away by Node.js: `node main.ts`', ['main.ts'])]
      : []),
    node('by tsx: `node --import tsx main.ts`', ['--import', 'tsx', 'main.ts']),
    node('as one bundle, `node bundle.js`', ['bundle.js']),
    node('the compiler alone, `tsc --noEmit`', [join(MODULES, 'typescript', 'bin', 'tsc'), '--noEmit']),
    synth('cdk8s-cli with a program that does nothing', 'mkdir -p dist', false),
    synth('the same by `npx`', 'mkdir -p dist', true),
    synth('`npx cdk8s synth`, compiled', 'node main.js', true),
    synth('`npx cdk8s synth`, by tsx', 'node --import tsx main.ts', true),
    synth(
      '`npx cdk8s synth` of the README: `tsc --noEmit`, then tsx',
      'tsc --noEmit && node --import tsx main.ts',
      true,
    ),
  ];
}

/** What one waits for until the manifests of a small program are there, part by part. */
export const START: Bench = {
  compare: () => {
    programs();
    const all = commands();
    const runs = measure(all, ROUNDS);
    process.stdout.write(`Node.js ${process.version}; whole processes, medians of ${ROUNDS}.\n\n| | ms |\n|---|---|\n`);
    for (const command of all)
      process.stdout.write(`| ${command.title} | ${median(runs.get(command) ?? []).toFixed(0)} |\n`);
    process.stdout.write('\n');
  },
  checks: [],
};

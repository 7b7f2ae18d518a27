import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-package-'));
const MODULES = join(FOLDER, 'node_modules');
const ENVIRONMENT = {
  ...process.env,
  CDK8S_CHECK_UPGRADE: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

/** What a user installs beside the package; taken from this checkout instead of a registry. */
const INSTALLED = [
  'cdk8s',
  'cdk8s-plus-28',
  'constructs',
  'cdk8s-cli',
  'typescript',
  'tsx',
  'esbuild',
  '@types',
  '.bin',
];

function run(command: string, args: string[], cwd = FOLDER): string {
  return execFileSync(command, args, { cwd, env: ENVIRONMENT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function manifests(folder: string): { kind: string; spec: { template: { spec: Record<string, unknown> } } }[] {
  const [file] = readdirSync(folder);
  return readFileSync(join(folder, file), 'utf8')
    .split('---\n')
    .map((text) => parse(text));
}

const FIFTEEN_LINES = `import { Chart } from 'cdk8s';
import { TargetCluster, WindowsApp, WindowsDeployment, WindowsVersion } from 'cdk8s-windows';

const app = new WindowsApp({ cluster: TargetCluster.aks({ kubernetesVersion: '1.34' }) });
const shop = new Chart(app, 'shop', { namespace: 'shop' });

const web = new WindowsDeployment(shop, 'web', {
  windowsVersion: WindowsVersion.SERVER_2022,
  containers: [{ image: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022', portNumber: 80 }],
});
web.exposeViaService();

app.synth();
`;

beforeAll(() => {
  run('npm', ['run', 'compile'], ROOT);
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', FOLDER], ROOT),
  );
  mkdirSync(join(MODULES, 'cdk8s-windows'), { recursive: true });
  run('tar', ['-xzf', join(FOLDER, filename), '--strip-components=1', '-C', join(MODULES, 'cdk8s-windows')]);
  for (const name of INSTALLED) symlinkSync(join(ROOT, 'node_modules', name), join(MODULES, name));
}, 120_000);

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the packed tarball', () => {
  test('synthesizes a Windows Deployment from fifteen lines of TypeScript by cdk8s synth', () => {
    const folder = join(FOLDER, 'typescript');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.ts'), FIFTEEN_LINES);
    writeFileSync(join(folder, 'cdk8s.yaml'), 'language: typescript\napp: node --import tsx main.ts\n');
    run(join(MODULES, '.bin/cdk8s'), ['synth'], folder);
    const [deployment] = manifests(join(folder, 'dist'));
    expect(deployment.kind).toBe('Deployment');
    expect(deployment.spec.template.spec.os).toEqual({ name: 'windows' });
  }, 60_000);

  test('is type-checked in strict CommonJS and ESM projects', () => {
    const folder = join(FOLDER, 'typecheck');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.ts'), FIFTEEN_LINES);
    for (const type of ['commonjs', 'module']) {
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', type }));
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--types', 'node', 'main.ts'];
      run(join(MODULES, '.bin/tsc'), options, folder);
    }
  }, 120_000);

  test('is required by CommonJS and imported by name from ESM', () => {
    writeFileSync(join(FOLDER, 'a.cjs'), `console.log(typeof require('cdk8s-windows').WindowsDeployment);`);
    writeFileSync(
      join(FOLDER, 'a.mjs'),
      `import { WindowsDeployment, calico } from 'cdk8s-windows'; console.log(typeof WindowsDeployment, typeof calico.GlobalNetworkPolicy);`,
    );
    expect(run('node', ['a.cjs'])).toBe('function\n');
    expect(run('node', ['a.mjs'])).toBe('function function\n');
  });

  test('loads nothing beyond its peers but its own files: no TypeScript, no jsii tools', () => {
    const loaded = (statement: string): string[] => {
      writeFileSync(
        join(FOLDER, 'loaded.cjs'),
        `${statement}; console.log(JSON.stringify(Object.keys(require.cache)));`,
      );
      return JSON.parse(run('node', ['loaded.cjs']));
    };
    const peers = new Set(loaded(`require('cdk8s'); require('cdk8s-plus-28'); require('constructs')`));
    const added = loaded(`require('cdk8s-windows')`).filter((file) => !peers.has(file));
    expect(added.filter((file) => !file.includes('/node_modules/cdk8s-windows/'))).toEqual([]);
    expect(added.map((file) => basename(file))).toEqual(['index.js']);
  });

  test('loads what is asked for when it is asked for: the library for a class, the rules when they judge', () => {
    writeFileSync(
      join(FOLDER, 'late.cjs'),
      `const Module = require('node:module');
const read = [];
const { readFileSync } = require('node:fs');
require('node:fs').readFileSync = (file, ...rest) => {
  if (String(file).includes('cdk8s-windows/build/')) read.push(require('node:path').basename(file));
  return readFileSync(file, ...rest);
};
Module.syncBuiltinESMExports();
const seen = [];
const look = () => seen.push(read.splice(0).join());
const { ApiObject, Chart } = require('cdk8s');
const windows = require('cdk8s-windows');
look();
const app = new windows.WindowsApp({ outdir: 'late' });
look();
const chart = new Chart(app, 'chart', { namespace: 'shop' });
new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
app.synth();
look();
console.log(JSON.stringify(seen));
`,
    );
    expect(JSON.parse(run('node', ['late.cjs']))).toEqual(['index.js', 'library.js', 'rule-engine.js']);
  });

  test('keeps the form that objects share in an app of thousands of charts, which a stock app does not', () => {
    const program = (app: string) => `
const { Chart, App } = require('cdk8s');
const { Construct } = require('constructs');
const { WindowsApp } = require('cdk8s-windows');
const app = new ${app}();
for (let index = 0; index < 2000; index++) new Construct(new Chart(app, 'chart-' + index), 'web-' + index);
const mount = () => {
  const object = {};
  object['mount' + 'Path'] = '/data';
  return object;
};
console.log(%HaveSameMap(mount(), mount()));
`;
    const isShared = (app: string) => {
      writeFileSync(join(FOLDER, 'shared-form.cjs'), program(app));
      return run('node', ['--allow-natives-syntax', 'shared-form.cjs']);
    };
    expect([isShared('App'), isShared('WindowsApp')]).toEqual(['false\n', 'true\n']);
  });

  test('lets V8 of Node.js 20 compile later while a large app is synthesized, and by its own measure before and after', () => {
    const program = (charts: number) => `
const v8 = require('node:v8');
const seen = [];
v8.setFlagsFromString = (flag) => seen.push(flag);
const { ApiObject, Chart, Lazy } = require('cdk8s');
const { WindowsApp } = require('cdk8s-windows');
const app = new WindowsApp();
for (let index = 0; index < ${charts}; index++) {
  const data = { a: Lazy.any({ produce: () => (index === 0 ? (seen.push('synthesis'), 'a') : 'a') }) };
  new ApiObject(new Chart(app, 'chart-' + index), 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data });
}
app.synthYaml();
console.log(seen.map((flag) => flag.replace(/\\d+/, '')).join(' '));
`;
    const seen = (charts: number, ...flags: string[]) => {
      writeFileSync(join(FOLDER, 'late-compilation.cjs'), program(charts));
      return run('node', [...flags, 'late-compilation.cjs']).trim();
    };
    const asked = process.versions.v8.startsWith('11.3.')
      ? '--interrupt-budget= synthesis --interrupt-budget='
      : 'synthesis';
    expect(seen(600)).toBe(asked);
    expect(seen(10)).toBe('synthesis');
    if (asked !== 'synthesis') expect(seen(600, '--interrupt-budget=100000')).toBe('synthesis');
  });

  test('shows of an error the lines of the author alone', () => {
    writeFileSync(
      join(FOLDER, 'wrong.cjs'),
      `const { App, Chart } = require('cdk8s');
const { WindowsDeployment } = require('cdk8s-windows');
new WindowsDeployment(new Chart(new App(), 'shop'), 'web', {
  containers: [{ image: 'registry.example.com/web:1.0-ltsc2022', name: 'Not A Name' }],
});
`,
    );
    const { status, stderr } = ended('node', ['wrong.cjs'], FOLDER);
    expect(status).toBe(1);
    const lines = stderr.split('\n').filter((line) => /^ {4}at /.test(line));
    expect(lines).toEqual([expect.stringContaining('wrong.cjs:3')]);
  });

  test('works as a part of a bundle of the user, where none of its files stands', () => {
    const folder = join(FOLDER, 'bundled');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.ts'), FIFTEEN_LINES);
    const options = ['--bundle', '--platform=node', '--outfile=out/main.js', '--log-level=error'];
    run(join(MODULES, '.bin/esbuild'), ['main.ts', ...options], folder);
    run('node', [join(folder, 'out/main.js')], folder);
    const [deployment] = manifests(join(folder, 'dist'));
    expect(deployment.spec.template.spec.os).toEqual({ name: 'windows' });
  });

  test('holds compiled code, types and the jsii assembly, and nothing of tests or apps', () => {
    const root = join(MODULES, 'cdk8s-windows');
    expect(existsSync(join(root, '.jsii'))).toBe(true);
    expect(existsSync(join(root, 'build/index.d.ts'))).toBe(true);
    expect(readdirSync(root).sort()).toEqual([
      '.jsii',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'build',
      'docs',
      'package.json',
    ]);
    const built = [
      'cli-isolation.js',
      'cli-main.js',
      'cli.js',
      'constructs',
      'imports',
      'index.d.ts',
      'index.js',
      'lib',
      'library.js',
      'lint.js',
      'matchers.js',
      'rule-engine.js',
    ];
    expect(readdirSync(join(root, 'build')).sort()).toEqual(built);
    const below = readdirSync(join(root, 'build/lib'), { recursive: true, encoding: 'utf8' });
    expect(below.filter((file) => file.startsWith('cli') || file.endsWith('.js'))).toEqual([]);
  });

  test('has no page with a link to a file that it does not hold', () => {
    const root = join(MODULES, 'cdk8s-windows');
    const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.md') && !file.startsWith('node_modules'),
    );
    const links = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!\w+:)([^)#\s]+)[^)]*\)/g)].map(([, link]) => ({
        page,
        link,
      })),
    );
    expect(links.length).toBeGreaterThan(250);
    expect(links.filter(({ page, link }) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  test('needs nothing but its peers', () => {
    const { dependencies } = JSON.parse(readFileSync(join(MODULES, 'cdk8s-windows', 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
  });
});

const PRIVILEGED = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  os: { name: windows }
  nodeSelector: { kubernetes.io/os: windows }
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
      securityContext: { privileged: true }
`;

/** What a program printed, and how it ended. */
function ended(command: string, args: string[], cwd: string): { status: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: ENVIRONMENT, encoding: 'utf8' });
  return { status: status as number, stdout, stderr };
}

describe('the rules, as the packed tarball gives them', () => {
  test('judge manifests on the command line', () => {
    const folder = join(FOLDER, 'lint');
    mkdirSync(folder);
    writeFileSync(join(folder, 'pod.yaml'), PRIVILEGED);
    const cli = join(MODULES, 'cdk8s-windows/build/cli.js');
    const { status, stdout } = ended(cli, ['lint', '.'], folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('linux-only-field') });
    expect(ended(cli, ['--version'], folder).stdout).toMatch(/0\.1\.0/);
  });

  test('judge what cdk8s synth has written, as a validation of its own', () => {
    const folder = join(FOLDER, 'validation');
    mkdirSync(folder);
    writeFileSync(join(folder, 'pod.yaml'), PRIVILEGED);
    writeFileSync(
      join(folder, 'main.ts'),
      `import { App, Chart, Include } from 'cdk8s';
const app = new App();
new Include(new Chart(app, 'shop'), 'pod', { url: 'pod.yaml' });
app.synth();
`,
    );
    symlinkSync(MODULES, join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'cdk8s.yaml'),
      `language: typescript
app: node --import tsx main.ts
validations:
  - package: ./node_modules/cdk8s-windows
    version: 0.1.0
    class: WindowsValidation
    properties:
      kubernetes: '1.34'
`,
    );
    const { status, stdout } = ended(join(MODULES, '.bin/cdk8s'), ['synth'], folder);
    expect(stdout).toContain('linux-only-field (error)');
    expect(stdout).toContain('Pod/web, line ');
    expect(stdout).toMatch(/Construct Path: shop\/pod\//);
    expect(status).toBe(2);
  }, 60_000);

  test('are a function for other tools, and matchers for tests, with their types', () => {
    const folder = join(FOLDER, 'library');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'main.ts'),
      `import { lintManifests, type LintManifestsOptions } from 'cdk8s-windows/lint';
import { windowsMatchers } from 'cdk8s-windows/matchers';
const options: LintManifestsOptions = { kubernetes: '1.34' };
const { findings } = lintManifests(${JSON.stringify(PRIVILEGED)}, options);
console.log(findings.map(({ rule, line }) => rule + ' ' + line).join());
console.log(windowsMatchers.toFollowWindowsRules(${JSON.stringify(PRIVILEGED)}).pass);
`,
    );
    expect(run('node', ['--import', 'tsx', 'main.ts'], folder)).toBe('linux-only-field 11\nfalse\n');
    for (const resolution of ['node10', 'node16']) {
      const module = resolution === 'node16' ? 'node16' : 'commonjs';
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', module, '--types', 'node'];
      run(join(MODULES, '.bin/tsc'), [...options, '--moduleResolution', resolution, 'main.ts'], folder);
    }
  }, 60_000);
});

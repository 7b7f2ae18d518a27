import { execFileSync } from 'node:child_process';
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
import { join } from 'node:path';
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
    expect(added.length).toBeGreaterThan(50);
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
    expect(readdirSync(join(root, 'build')).sort()).toEqual(['constructs', 'imports', 'index.d.ts', 'index.js', 'lib']);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
  });
});

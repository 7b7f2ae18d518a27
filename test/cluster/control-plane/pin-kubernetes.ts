/**
 * Writes go/kubernetes-<minor>.mod and .sum for a version of Kubernetes, whose modules must be served:
 *
 *     npx tsx test/cluster/control-plane/pin-kubernetes.ts 1.36.3
 *
 * The suite judges by every minor that is pinned.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GO_MODULE = join(__dirname, '../go');

interface ModuleFile {
  readonly Go: string;
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
  readonly Replace?: readonly { readonly Old: { readonly Path: string }; readonly New: { readonly Path: string } }[];
}

function go(cwd: string, ...args: string[]): string {
  return execFileSync('go', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function pin(version: string): void {
  const [, minor, patch] = /^1\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (minor === undefined) throw new Error(`'${version}' is no version of Kubernetes such as 1.36.3.`);
  const folder = mkdtempSync(join(tmpdir(), 'pin-kubernetes-'));
  try {
    cpSync(GO_MODULE, folder, { recursive: true });
    const downloaded = JSON.parse(go(folder, 'mod', 'download', '-json', `k8s.io/kubernetes@v${version}`));
    const kubernetes: ModuleFile = JSON.parse(go(folder, 'mod', 'edit', '-json', downloaded.GoMod));
    // what Kubernetes keeps in its own tree is published under the same minor and patch, as v0
    const staged = [
      ...(kubernetes.Replace ?? []).filter(({ New }) => New.Path.startsWith('./staging')).map(({ Old }) => Old.Path),
      ...kubernetes.Require.filter(({ Version }) => Version === 'v0.0.0').map(({ Path }) => Path),
    ];
    const lines = [
      'module cdk8s-windows/test/cluster',
      `go ${kubernetes.Go}`,
      `require k8s.io/kubernetes v${version}`,
      ...[...new Set(staged)].sort().map((path) => `replace ${path} => ${path} v0.${minor}.${patch}`),
    ];
    writeFileSync(join(folder, 'go.mod'), `${lines.join('\n')}\n`);
    go(folder, 'mod', 'tidy');
    for (const kind of ['mod', 'sum'])
      cpSync(join(folder, `go.${kind}`), join(GO_MODULE, `kubernetes-1.${minor}.${kind}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

pin(process.argv[2] ?? '');

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `1.34`. */
export type KubernetesMinor = `1.${number}`;

const PINS = join(__dirname, '../go');

/** The Kubernetes that judges, one patch of each minor, as `go/kubernetes-<minor>.mod` pins its modules. */
export const KUBERNETES_VERSIONS: Readonly<Record<KubernetesMinor, string>> = Object.fromEntries(
  readdirSync(PINS)
    .filter((file) => /^kubernetes-.*\.mod$/.test(file))
    .map(versionIn)
    .sort((one, other) => one.number - other.number)
    .map(({ minor, version }) => [minor, version]),
);

export const KUBERNETES_MINORS = Object.keys(KUBERNETES_VERSIONS) as KubernetesMinor[];

export const NEWEST_MINOR = KUBERNETES_MINORS[KUBERNETES_MINORS.length - 1];

/** 34 of `1.34`. */
export function numberOf(minor: KubernetesMinor): number {
  return Number(minor.slice(2));
}

function versionIn(file: string): { readonly minor: string; readonly number: number; readonly version: string } {
  const text = readFileSync(join(PINS, file), 'utf8');
  const [, version, minor, number] = /^\s*(?:require )?k8s\.io\/kubernetes v((1\.(\d+))\.\d+)$/m.exec(text) ?? [];
  if (file !== `kubernetes-${minor}.mod`) throw new Error(`${file} pins Kubernetes ${version}.`);
  return { minor, number: Number(number), version };
}

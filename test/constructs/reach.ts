import * as kplus from 'cdk8s-plus-28';
import { type IGmsaCredentialSpec, RunAsUser } from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { type Manifest, podOf } from '../synth';

/** Sets one prop, and says where its value is found. */
export interface Reach {
  readonly props: (scope: Construct) => object;
  readonly at: (manifest: Manifest, all: Manifest[]) => unknown;
  readonly value: unknown;
}

export type Table = Readonly<Record<string, Reach>>;

export const gmsa: IGmsaCredentialSpec = { credentialSpecName: 'erp', grantUse: () => {} };
export const user = RunAsUser.CONTAINER_USER;
export const volume = (scope: Construct) => kplus.Volume.fromEmptyDir(scope, 'volume', 'scratch');

/** A value below an object, by the path of its field. */
export const below = (object: unknown, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
export const inPod = (path: string) => (manifest: Manifest) => below(podOf(manifest).spec, path);
export const inManifest = (path: string) => (manifest: Manifest) => below(manifest, path);
export const always = (props: object) => () => props;

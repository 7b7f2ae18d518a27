import type { AbstractPod } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';

/** A pod that names a credential spec, and the prop by which it does. */
export interface GmsaPod {
  readonly pod: AbstractPod;
  readonly field: string;
  readonly credentialSpecName: string;
}

const PODS = new WeakMap<IConstruct, GmsaPod[]>();

export function rememberGmsaPod(entry: GmsaPod): void {
  const { root } = entry.pod.node;
  const pods = PODS.get(root);
  if (pods === undefined) PODS.set(root, [entry]);
  else pods.push(entry);
}

/** All pods of an app that name a credential spec. */
export function gmsaPodsOf(root: IConstruct): readonly GmsaPod[] {
  return PODS.get(root) ?? [];
}

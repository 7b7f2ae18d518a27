import type { PodSpec } from '../../../lib/manifests/pod-spec';

/** The same on every minor of the server, or from each minor that is named until the next one. */
export type ByMinor = readonly string[] | Readonly<Record<number, readonly string[]>>;

/** A pod spec, and what API servers refuse about it; the cluster suite asks them. */
export interface PodVerdict {
  readonly title: string;
  /** `Type path`; paths of annotations begin with `metadata.`. */
  readonly refused: ByMinor;
  readonly spec: PodSpec;
  readonly kind: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export function refusedBy(minor: number, { refused }: PodVerdict): readonly string[] {
  return saidOn(minor, refused);
}

/** What is said on a minor. */
export function saidOn(minor: number, said: ByMinor): readonly string[] {
  if ('length' in said) return said;
  const named = Object.keys(said).map(Number);
  return said[Math.max(...named.filter((since) => since <= minor))];
}

export function verdict(title: string, refused: ByMinor, spec: object, kind = 'Pod', annotations = {}): PodVerdict {
  return { title, refused, spec, kind, annotations };
}

export const container = (fields: object = {}) => ({ name: 'main', image: 'a', ...fields });
export const sc = (securityContext: object) => ({ containers: [container({ securityContext })] });
export const pod = (fields: object) => ({ containers: [container()], ...fields });
export const win = (fields: object) => pod({ os: { name: 'windows' }, ...fields });
export const mount = (mountPropagation: string) => ({
  volumeMounts: [{ name: 'v', mountPath: '/v', mountPropagation }],
});
export const volume = { volumes: [{ name: 'v', emptyDir: {} }] };

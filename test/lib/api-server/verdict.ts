import type { PodSpec } from '../../../lib/manifests/pod-spec';

export const MINORS = [30, 34, 36] as const;

/** `Type path`, the same on every minor or by minor; paths of annotations begin with `metadata.`. */
type Refused = readonly string[] | Readonly<Record<(typeof MINORS)[number], readonly string[]>>;

/** A pod spec, and what API servers of three minors refuse about it; the cluster suite asks them. */
export interface PodVerdict {
  readonly title: string;
  readonly refused: Refused;
  readonly spec: PodSpec;
  readonly kind: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export function refusedBy(minor: (typeof MINORS)[number], { refused }: PodVerdict): readonly string[] {
  return 'length' in refused ? refused : refused[minor];
}

export function verdict(title: string, refused: Refused, spec: object, kind = 'Pod', annotations = {}): PodVerdict {
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

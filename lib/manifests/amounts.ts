import { containersOf, type PodSpec } from './pod-spec';

/** An amount of a resource that a container asks for, or to which it is limited. */
export interface Amount {
  /** Path below the pod spec: `containers[0].resources.limits[memory]`. */
  readonly path: string;
  readonly side: 'limits' | 'requests';
  readonly resource: string;
  /** As it is written. */
  readonly amount: string | number;
}

/** Every amount of a pod: those of its containers, limits first. */
export function amountsOf(pod: PodSpec): Amount[] {
  return containersOf(pod).flatMap(({ path, container }) =>
    (['limits', 'requests'] as const).flatMap((side) =>
      Object.entries(container.resources?.[side] ?? {}).map(([resource, amount]) => ({
        path: `${path}.resources.${side}[${resource}]`,
        side,
        resource,
        amount,
      })),
    ),
  );
}

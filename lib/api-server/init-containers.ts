import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden, oneOf } from './field-error';

/**
 * From this minor on containers have restart policies of their own; before, only sidecars had one.
 * Source: kubernetes/kubernetes `pkg/features/kube_features.go` of 1.36, ContainerRestartRules; asked of 1.34 and 1.36.
 */
const RESTART_POLICIES_SINCE = 35;
const ANY_POLICY = ['Always', 'Never', 'OnFailure'];
const OF_RUNNING_CONTAINERS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** An init container is over before the others start, unless `restartPolicy: Always` makes it a sidecar. */
export function initContainerErrors(pod: PodSpec, kubernetes: number): FieldError[] {
  const policies = kubernetes < RESTART_POLICIES_SINCE ? ['Always'] : ANY_POLICY;
  return (pod.initContainers ?? []).flatMap((container, index) => {
    const path = `initContainers[${index}]`;
    return [
      ...oneOf(`${path}.restartPolicy`, container.restartPolicy, policies),
      ...(container.restartPolicy === 'Always' ? [] : runningOnly(container, path)),
    ];
  });
}

/** Before 1.35 only init containers may say how they restart. */
export function restartPolicyErrors(pod: PodSpec, kubernetes: number): FieldError[] {
  return (pod.containers ?? []).flatMap(({ restartPolicy: got }, index) => {
    const path = `containers[${index}].restartPolicy`;
    if (kubernetes >= RESTART_POLICIES_SINCE) return oneOf(path, got, ANY_POLICY);
    return got === undefined ? [] : [forbidden(path, got, 'only init containers have one')];
  });
}

function runningOnly(container: ContainerSpec, path: string): FieldError[] {
  return OF_RUNNING_CONTAINERS.flatMap((field) =>
    container[field] === undefined
      ? []
      : [forbidden(`${path}.${field}`, container[field], 'only a sidecar has it: restartPolicy: Always')],
  );
}

import { NAMESPACE_NAME_LABEL } from '../windows/labels';

/** Calico itself gives labels with it: a policy can count on them, a pod cannot forge them. */
export const CALICO_LABEL_PREFIX = 'projectcalico.org/';

/** The name of a namespace or of a service account, as a label of its own. */
export const CALICO_NAME = `${CALICO_LABEL_PREFIX}name`;

/** The namespace of a pod or of a network set. */
export const CALICO_NAMESPACE = `${CALICO_LABEL_PREFIX}namespace`;
export const CALICO_SERVICE_ACCOUNT = `${CALICO_LABEL_PREFIX}serviceaccount`;

/** It has the same value for every pod. */
export const CALICO_ORCHESTRATOR = `${CALICO_LABEL_PREFIX}orchestrator`;
export const ORCHESTRATOR = 'k8s';

/** The name of a namespace, as Calico and Kubernetes write it. */
export const NAMES_OF_NAMESPACE: readonly string[] = [CALICO_NAME, NAMESPACE_NAME_LABEL];

/** A pod has the labels of its namespace and of its account too, behind these. */
export const OF_NAMESPACE = 'pcns.';
export const OF_ACCOUNT = 'pcsa.';

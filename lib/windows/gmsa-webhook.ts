/**
 * What the gMSA admission webhook needs and does (kubernetes-sigs/windows-gmsa, `admission-webhook/*.go`, `deploy/` and
 * `charts/gmsa`, v0.13.0).
 */
export const GMSA_WEBHOOK_IMAGE = 'registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0';
export const GMSA_WEBHOOK_NAME = 'admission-webhook.windows-gmsa.sigs.k8s.io';
export const GMSA_WEBHOOK_PORT = 443;

/**
 * How often a second the webhook may ask the API server, and how often at once. Each gMSA pod takes three questions for
 * each place that names a credential spec. Unset, the program keeps to 5 and 10, and a workload that grows quickly waits
 * longer than the API server does for the webhook. These are the values of the Helm chart.
 */
export const GMSA_WEBHOOK_CLIENT_RATE = { QPS: '30', BURST: '50' };

/** The label by which the classic manifests exclude a namespace, that of the webhook among them. */
export const GMSA_EXCLUSION_LABEL: Readonly<Record<string, string>> = { 'gmsa-webhook': 'disabled' };

/** Both labels that exclude one: the Helm chart has another. */
export const GMSA_EXCLUSION_LABELS: Readonly<Record<string, string>> = {
  ...GMSA_EXCLUSION_LABEL,
  'windows.k8s.io/disabled': 'true',
};

/** Kubernetes evaluates matchConditions from this minor on without a feature gate being set. */
export const MATCH_CONDITIONS_SINCE_MINOR = 28;

/**
 * A CEL expression that is true of the pods that the webhook has anything to do with. All others are admitted without
 * it, so that a webhook that is down stops gMSA pods only and not every pod of the cluster. On updates the new object is
 * enough: the API server itself lets nobody take the gMSA of a pod away.
 */
export const NAMES_GMSA = [
  namesGmsa('object.spec'),
  `object.spec.containers.exists(c, ${namesGmsa('c')})`,
  `(has(object.spec.initContainers) && object.spec.initContainers.exists(c, ${namesGmsa('c')}))`,
].join(' || ');

function namesGmsa(owner: string): string {
  const options = `${owner}.securityContext.windowsOptions`;
  return (
    `(has(${owner}.securityContext) && has(${options}) && ` +
    `(has(${options}.gmsaCredentialSpecName) || has(${options}.gmsaCredentialSpec)))`
  );
}

/** Whether a container runs the webhook, from whatever registry. */
export function isGmsaWebhookImage(image: string): boolean {
  return /(^|\/)k8s-gmsa-webhook([:@]|$)/.test(image);
}

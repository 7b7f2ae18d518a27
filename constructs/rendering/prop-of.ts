import type { PodSpec } from '../../lib/manifests/pod-spec';

/** Fields of a manifest and the props by which an author sets them, where the two differ. */
const PROPS: readonly [RegExp, string][] = [
  [/^affinity\.nodeAffinity\..*/, 'scheduling.attract'],
  [/securityContext\.runAsNonRoot$/, 'runAsNonRoot'],
  [/securityContext\.windowsOptions\.runAsUserName$/, 'runAsUserName'],
  [/securityContext\.windowsOptions\.gmsaCredentialSpecName$/, 'gmsa'],
  [/^dnsPolicy$/, 'dns.policy'],
  [/^(hostname|subdomain)$/, 'dns.$1'],
  [/^serviceAccountName$/, 'serviceAccount'],
  [/^dnsConfig\./, 'dns.'],
  [/\.env\[\d+\]\.name$/, '.envVariables'],
  [/\.(liveness|readiness|startup)Probe(\..*)?$/, '.$1'],
  [/\.lifecycle\.(\w+)(\..*)?$/, '.lifecycle.$1'],
  [/\.mountPath$/, '.path'],
  [/\.mountPropagation$/, '.propagation'],
  [/\.containerPort$/, '.number'],
];

/** What the author wrote for a field of the pod spec. Volumes go by their names: containers bring them along. */
export function propOf(field: string, pod: PodSpec): string {
  const named = field.replace(/^volumes\[(\d+)\]\./, (_, index) => `volume '${pod.volumes?.[Number(index)].name}': `);
  const known = PROPS.find(([pattern]) => pattern.test(named));
  return known === undefined ? named : named.replace(known[0], known[1]);
}

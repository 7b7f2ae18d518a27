/** With which fields the objects of manifests begin, when they are in alphabetical order, and labels of theirs. */
const FIRST_FIELDS =
  'accessModes action add affinity allowPrivilegeEscalation annotations apiGroup apiGroups apiVersion app app.kubernetes.io/name ' +
  'applyOnForward args automountServiceAccountToken backoffLimit capabilities cdk8s.io/metadata.addr cidr claimName clusterIP ' +
  'command concurrencyPolicy configMap configMapKeyRef containerPort containers cpu defaultMode drop effect egress emptyDir env ' +
  'envFrom exec externalIPs externalTrafficPolicy failureThreshold fieldPath fieldRef from fsGroup fsGroupChangePolicy ' +
  'gmsaCredentialSpec gmsaCredentialSpecName group host hostPath hostProcess http httpGet httpHeaders image ingress ' +
  'ingressClassName initialDelaySeconds ipBlock items jobTemplate key kind labelSelector labels limits matchExpressions ' +
  'matchLabels maxReplicas maxSurge maxUnavailable memory metadata minReadySeconds mountPath name namespace namespaceSelector ' +
  'nets nodeAffinity nodePort nodeSelectorTerms number operator optional order path paths periodSeconds podSelector ' +
  'podAffinityTerm podAntiAffinity policyTypes port ports preference preferredDuringSchedulingIgnoredDuringExecution ' +
  'privileged protocol replicas requests requiredDuringSchedulingIgnoredDuringExecution resources rollingUpdate ' +
  'runAsNonRoot runAsUserName secretKeyRef secretName selector serviceName services spec storage tcpSocket template tls to ' +
  'type value windowsOptions';

const KEPT: object[] = [];

/**
 * Keeps objects quick in an app with thousands of charts. V8 lets objects share a form that begins with one of at most 1,536
 * keys; every object that begins otherwise gets a form of its own, which takes several times as long and as much room. As a
 * construct keeps its children by their names, charts with one child each would use that up before the first object is
 * rendered. Source: kMaxNumberOfTransitions in v8/v8 `src/objects/transitions.h`.
 */
export function keepFirstFields(): void {
  if (KEPT.length === 0) for (const field of FIRST_FIELDS.split(' ')) KEPT.push({ [field]: undefined });
}

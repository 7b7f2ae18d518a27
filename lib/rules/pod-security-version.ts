import { enforcedBy, POD_SECURITY_LABELS, WINDOWS_FITS_RESTRICTED_SINCE } from '../pod-security/enforced-policy';
import { podSecurityObstacles } from '../pod-security/pod-security';
import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-version',
  topic: 'pod-security',
  summary: 'A restricted namespace for Windows pods must have the policy version v1.25 or later.',
  why: 'Before policy version v1.25 the restricted level demands Linux fields that the API server forbids when os is windows.',
  fix: 'Set the label pod-security.kubernetes.io/enforce-version to v1.25 or later, or to latest.',
  fixInCode: "Use 'latest' or 'v1.25' and later.",
  severity: 'error',
  verdict: 'pod-security',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels:
        pod-security.kubernetes.io/enforce: restricted
        pod-security.kubernetes.io/enforce-version: v1.24
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        runAsNonRoot: true
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels:
        pod-security.kubernetes.io/enforce: restricted
        pod-security.kubernetes.io/enforce-version: v1.25
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        runAsNonRoot: true
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  kinds: ['Namespace'],
  checkObject: ({ metadata: { name, labels } = {} }, { cluster }) => {
    const policy = enforcedBy(labels);
    const version = policy?.version ?? WINDOWS_FITS_RESTRICTED_SINCE;
    if (name === undefined || policy?.level !== 'restricted' || version >= WINDOWS_FITS_RESTRICTED_SINCE) return [];
    const stuck = cluster.podTemplates(name).find(({ spec, annotations }) => {
      const checks = (of: number) => podSecurityObstacles(spec, { level: 'restricted', version: of }, annotations);
      const later = new Set(checks(WINDOWS_FITS_RESTRICTED_SINCE).map(({ check }) => check));
      return spec.os?.name === 'windows' && checks(version).some(({ check }) => !later.has(check));
    });
    if (stuck === undefined) return [];
    const { kind, metadata } = stuck.object;
    const label = POD_SECURITY_LABELS[0].version;
    const problem = `${kind} ${metadata?.name ?? ''} is for Windows`;
    return [{ path: `metadata.labels[${label}]`, got: labels?.[label], problem, allowed: 'v1.25 or later' }];
  },
});

import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'profile-annotation',
  topic: 'pod-security',
  summary: 'An annotation that names a seccomp or AppArmor profile must fit the pod.',
  why: 'The API server still reads these old annotations: it refuses one that names no profile, one for a container that the pod does not have, and one that says something else than the field that has taken its place.',
  fix: 'Remove the annotation and say it in securityContext.seccompProfile or appArmorProfile; Windows pods have neither.',
  severity: 'error',
  verdict: 'api',
  supersedes: ['linux-field-ignored'],
  reference: 'https://kubernetes.io/docs/tutorials/security/apparmor/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
      annotations:
        container.apparmor.security.beta.kubernetes.io/proxy: runtime/default
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  pods: ALL_PODS,
  check: refusedBy('annotation'),
});

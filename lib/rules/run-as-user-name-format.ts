import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'run-as-user-name-format',
  topic: 'windows-options',
  summary: 'A Windows user name must have the form [DOMAIN\\]USER.',
  why: 'The API server tests the name character by character and refuses the workload.',
  fix: 'Write ContainerUser, ContainerAdministrator, a user of the image or DOMAIN\\user; user@domain is no form that it knows.',
  fixInCode: 'Use a constant such as RunAsUser.CONTAINER_USER, RunAsUser.domain(domain, user), or mend the name.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: svc@corp.example }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: refusedBy('security-context', ({ path }) => path.endsWith('.windowsOptions.runAsUserName')),
});

import { containersOf, handlersOf } from '../manifests/pod-spec';
import { isPowerShell } from '../windows/powershell';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-expansion',
  topic: 'lifecycle',
  summary: 'This command must not rely on Kubernetes to put in the values of variables.',
  why: 'It expands $(NAME), and makes one dollar of two, in command and args; in probes it knows only variables with a value of their own, and in hooks none. The text stays as it is: PowerShell takes $(NAME) for a program of that name, and cmd for plain text.',
  fix: 'Let the shell read the variable when it runs: $env:NAME in PowerShell, %NAME% after cmd /c. Write dollars singly in hooks.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          env:
            - { name: SITE, value: shop }
          lifecycle:
            preStop: { exec: { command: [powershell, -Command, Stop-Website $(SITE)] } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          env:
            - { name: SITE, value: shop }
          lifecycle:
            preStop: { exec: { command: [powershell, -Command, 'Stop-Website $env:SITE'] } }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      handlersOf(container).flatMap(({ path: field, handler }) => {
        const isHook = field.startsWith('lifecycle.');
        const literal = (container.env ?? []).filter(({ valueFrom }) => isHook || valueFrom !== undefined);
        const got = handler.exec?.command ?? [];
        const named = literal.find(({ name }) => name && got.some((text) => text.includes(`$(${name})`)));
        const doubled = isHook && isPowerShell(got[0] ?? '') && got.some((text) => /\$\$[\w({]/.test(text));
        if (named === undefined && !doubled) return [];
        const problem = named === undefined ? 'its dollars stay doubled' : `$(${named.name}) stays as it is`;
        return [{ path: `${path}.${field}.exec.command`, got, problem }];
      }),
    ),
});

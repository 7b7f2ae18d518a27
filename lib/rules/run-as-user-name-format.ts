import { windowsOptionErrorsOf } from '../api-server/windows-options';
import { defineRule, oncePerPlace, refusedByServer } from './rule';

export default defineRule({
  id: 'run-as-user-name-format',
  summary: 'A Windows user name has the form [DOMAIN\\]USER.',
  why: 'The API server tests the name character by character and refuses the workload.',
  fix: 'Use a constant such as RunAsUser.CONTAINER_USER, RunAsUser.domain(domain, user), or mend the name.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
  check: (pod) => oncePerPlace(refusedByServer(windowsOptionErrorsOf(pod, 'runAsUserName'))),
});

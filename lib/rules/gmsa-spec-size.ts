import { windowsOptionErrorsOf } from '../api-server/windows-options';
import { defineRule, refusedByServer } from './rule';

export default defineRule({
  id: 'gmsa-spec-size',
  summary: 'A credential spec has at most 64 KiB.',
  why: 'The webhook copies it into the pod, and the API server then refuses the pod.',
  fix: 'Shorten the input of the credential plug-in, or name fewer accounts.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
  check: (pod) => refusedByServer(windowsOptionErrorsOf(pod, 'gmsaCredentialSpec')),
});

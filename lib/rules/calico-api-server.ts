import { defineRule } from './rule';

export default defineRule({
  id: 'calico-api-server',
  summary: 'Calico on Windows is told where the API server is: a host name or an address, and a port from 1 to 65535.',
  why: 'It starts before kube-proxy, so the Service kubernetes does not work yet; a wrong address leaves the node without network.',
  fix: "Give the host without scheme and port as kubernetesServiceHost, for example 'api.corp.example', and the port as kubernetesServicePort.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
});

import { defineRule } from './rule';

export default defineRule({
  id: 'service-session-affinity',
  summary: 'Session affinity needs Windows Server 2022 or later on every node.',
  why: 'kube-proxy on Server 2019 writes a line into its log and balances as if nothing had been asked for.',
  fix: 'Leave clientIpAffinity out and keep the session outside the pods, or upgrade the node pools.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/winkernel/proxier.go',
});

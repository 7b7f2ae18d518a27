import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-mode',
  topic: 'policy',
  summary: 'An isolation must be of some namespaces or of the whole cluster, not both.',
  why: 'In mode CLUSTER every namespace is isolated but those of the system; in mode NAMESPACED only those that are named.',
  fix: 'Give namespaces with IsolationMode.NAMESPACED, systemNamespaces with IsolationMode.CLUSTER.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
});

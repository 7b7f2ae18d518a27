import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-promise',
  topic: 'policy',
  summary: 'What an isolation promises, and what is expected of it, must hold under all policies of the app.',
  why: 'Policies add up: another one can open what the isolation closes, and close what it permits; Windows nodes leave out rules besides. Nothing on a cluster says so.',
  fix: 'Change the policy that decides, or what the isolation permits; or accept it by WindowsRules.acknowledge on the isolation.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
});

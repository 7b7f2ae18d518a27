import { speaksOfSystem, termAdmits } from '../manifests/operating-system';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-node-affinity',
  summary: 'The node affinity leaves no Windows node.',
  why: 'The scheduler wants both the node selector kubernetes.io/os: windows and the affinity, so the pods would stay Pending.',
  fix: 'Drop the expression: the node selector is set for you. For Linux pods use the cdk8s-plus class.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  check: (pod) => {
    const terms = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
    // One term is enough: the scheduler reads the list as alternatives.
    if (terms.length === 0 || terms.some((term) => termAdmits(term, 'windows'))) return [];
    const path = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
    return [{ path, got: terms.map((term) => term.matchExpressions?.filter(speaksOfSystem)) }];
  },
});

import type { Verdict } from '../rules/rule';

/** Who says no, in words. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  api: 'the API server refuses the object',
  admission: 'an admission plug-in of the API server refuses the pod',
  'pod-security': 'Pod Security admission refuses the pod',
  webhook: 'a webhook refuses the pod, or does not do its work',
  node: 'the pod fails on the node, or never gets one',
  ignored: 'nobody: it has no effect, or another one',
  advice: 'nobody: it is advice',
  construct: 'the construct: no manifest could say what is asked',
};

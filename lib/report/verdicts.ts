import type { Verdict } from '../rules/rule';

/** Who says no, in words. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  api: 'the API server refuses the object',
  admission: 'an admission plug-in of the API server refuses the pod',
  'pod-security': 'Pod Security admission refuses the pod',
  webhook: 'a webhook refuses the pod, or does not do its work',
  node: 'the node: the pod fails there, or no node takes the pod',
  traffic: 'nobody: the pods run, and connections are cut or stand open that should not',
  ignored: 'nobody: it is accepted, and does nothing or something else than it says',
  advice: 'nobody: it is advice',
  construct: 'the construct: no manifest could say what is asked',
};

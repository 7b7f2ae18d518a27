import { REMOVED_VERSIONS } from '../api-server/removed-versions';
import { groupKindOf } from '../manifests/kubernetes-object';
import { OLDEST_KUBERNETES } from '../platforms/target';
import { defineRule } from './rule';

const CHANGED = 'Compare its fields: some of them changed (kubectl explain shows those of the new version).';

export default defineRule({
  id: 'api-version-removed',
  topic: 'manifests',
  summary: 'An object must have an apiVersion that API servers still serve.',
  why: 'The API server knows the kind under this version no more, so that the object cannot be applied (no matches for kind).',
  fix: 'Write the version that came after it, and look what it changed.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  bad: `
    apiVersion: policy/v1beta1
    kind: PodDisruptionBudget
    metadata: { name: web }
    spec:
      minAvailable: 1
      selector: { matchLabels: { app: web } }
  `,
  good: `
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: { name: web }
    spec:
      minAvailable: 1
      selector: { matchLabels: { app: web } }
  `,
  kinds: [...new Set(REMOVED_VERSIONS.map(groupKindOf))],
  checkObject: ({ apiVersion, kind }, { target: { kubernetes } }) => {
    const removed = REMOVED_VERSIONS.find((each) => each.apiVersion === apiVersion && each.kind === kind);
    if (removed === undefined) return [];
    const { removedIn, instead, sameFields } = removed;
    if (kubernetes !== undefined && kubernetes < removedIn) return [];
    const isSure = kubernetes !== undefined || removedIn <= OLDEST_KUBERNETES;
    return [
      {
        path: 'apiVersion',
        got: apiVersion,
        allowed: instead,
        problem: `Kubernetes 1.${removedIn} removed ${kind} from it`,
        ...(isSure ? {} : { severity: 'warning' }),
        ...(instead === undefined
          ? {
              fix: 'Delete the object: there is nothing in its place. Pod Security admission goes by labels of the namespace.',
            }
          : { fix: `Write apiVersion: ${instead}. ${sameFields ? 'Its fields are the same.' : CHANGED}` }),
        ...(instead !== undefined && sameFields ? { mend: { set: instead } } : {}),
      },
    ];
  },
});

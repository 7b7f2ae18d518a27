import { exactly, type LabelSelector, picks } from '../manifests/label-selector';
import { hasField } from '../manifests/workload';
import { defineRule, type Found } from './rule';

const LABELS = 'spec.template.metadata.labels';

/** What a workload says of its pods. */
interface Workload {
  readonly selector?: LabelSelector;
  readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
}

export default defineRule({
  id: 'selector-matches-pods',
  topic: 'scheduling',
  summary: 'The selector of a workload must match the labels of its pods.',
  why: 'The API server refuses a workload without a selector, and one whose selector its own pods do not match.',
  fix: 'Write under spec.selector.matchLabels labels that stand under spec.template.metadata.labels as well.',
  fixInCode: 'Leave select out, or call select(…) and give the same labels in podMetadata.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: ['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'apps/DaemonSet'],
  checkObject: ({ apiVersion, spec = {} }) => {
    const { selector, template } = spec as Workload;
    // older versions had defaults, and are told to be gone
    if (apiVersion !== 'apps/v1') return [];
    if (selector === undefined || Object.keys(selector).length === 0) return [{ path: 'spec.selector', got: selector }];
    return template === undefined ? [] : unmatched(selector, template.metadata?.labels ?? {});
  },
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: shop } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

function unmatched(selector: LabelSelector, labels: Readonly<Record<string, string>>): Found[] {
  const { matchLabels = {}, matchExpressions } = selector;
  for (const key of Object.keys(matchLabels)) {
    const got = hasField(labels, key) ? labels[key] : undefined;
    if (got === undefined || got !== matchLabels[key])
      return [{ path: `${LABELS}[${key}]`, got, problem: `spec.selector asks for '${matchLabels[key]}'` }];
  }
  if (matchExpressions === undefined || picks({ matchExpressions }, exactly(labels)) !== false) return [];
  return [{ path: LABELS, got: undefined, problem: 'matchExpressions of spec.selector do not match them' }];
}

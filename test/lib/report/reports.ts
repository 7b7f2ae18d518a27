import type { Finding } from '../../../lib/lint/finding';
import { type Judgement, judged } from '../../../lib/lint/lint';
import { placed } from '../../../lib/lint/placed-finding';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { readManifests } from '../../../lib/manifests/manifest-text';
import { SourceFile } from '../../../lib/manifests/source-file';
import type { Report } from '../../../lib/report/report';
import { defineRule } from '../../../lib/rules/rule';

type Judge = (objects: readonly KubernetesObject[]) => Judgement;

/** What is found in files, as the command line puts it together. */
export function reportOf(files: Readonly<Record<string, string>>, judge: Judge = judged): Report {
  const read = Object.entries(files).map(([name, text]) => readManifests(new SourceFile(name, text)));
  const objects = read.flatMap((file) => file.objects);
  const { findings, accepted } = judge(objects.map(({ object }) => object));
  return {
    findings: placed(findings, objects),
    unreadable: read.flatMap(({ unreadable }) => unreadable),
    skipped: read.flatMap(({ skipped }) => skipped),
    files: read.length,
    objects: objects.length,
    accepted: placed(accepted, objects),
    hidden: 0,
  };
}

const PRIVILEGED = defineRule({
  id: 'no-privileges',
  topic: 'windows-options',
  summary: 'Windows has no privileged containers.',
  why: 'The API server refuses the pod.',
  fix: 'Leave the field out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://example.com/privileged',
  bad: '\n    apiVersion: v1\n    kind: Pod\n',
  good: '\n    apiVersion: v1\n    kind: Pod\n',
});
const LIMITS = defineRule({
  ...PRIVILEGED,
  id: 'limits',
  summary: 'A container has limits.',
  severity: 'info',
  verdict: 'advice',
});

/** Two made up rules find something in every Deployment. */
export const twoRules: Judge = (objects) => ({ accepted: [], findings: objects.flatMap(madeUp) });

const madeUp = (object: KubernetesObject): Finding[] => [
  {
    rule: LIMITS,
    severity: 'info',
    object,
    path: 'spec.template.spec.containers[0].resources.limits[cpu]',
    got: undefined,
    isMissing: true,
    fix: 'Write limits: 1 for instance.',
    because: 'its nodeSelector[kubernetes.io/os] asks for windows',
  },
  {
    rule: PRIVILEGED,
    severity: 'error',
    object,
    path: 'spec.template.spec.containers[0].securityContext.privileged',
    got: true,
    isMissing: false,
    allowed: 'false',
    problem: 'it is: 100% wrong, here',
    fix: 'Leave the field out.',
    because: 'its nodeSelector[kubernetes.io/os] asks for windows',
    mend: { remove: true },
  },
];

export const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      nodeSelector:
        kubernetes.io/os: windows
      containers:
        - name: web
          securityContext: { privileged: true } # why
          resources:
            requests: { cpu: 1 }
`;

export const FILES = {
  'k8s/shop.yaml': SHOP,
  'k8s/broken, file.yaml': 'apiVersion: v1\nkind: [\n',
  'values.yaml': 'image: web\n',
};

/** A report with a bit of everything. */
export const SAMPLE = reportOf(FILES, twoRules);

import type { KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule, type Found } from './rule';

interface Annotation {
  readonly key: string;
  /** The value that does something. */
  readonly value: string;
  readonly isRead: (value: string) => boolean;
  /** Values by which people mean to leave things as they are. */
  readonly meansNothing: RegExp;
}

/** kubernetes/kubernetes `pkg/proxy/winkernel/proxier.go`, `newServiceInfo`. */
const ANNOTATIONS: readonly Annotation[] = [
  {
    key: 'preserve-destination',
    value: 'true',
    isRead: (value) => value === 'true',
    meansNothing: /^(false|no|off|disabled)?$/i,
  },
  {
    key: 'winProxyOptimization',
    value: 'disabled',
    isRead: (value) => value.toUpperCase() === 'DISABLED',
    meansNothing: /^(true|yes|on|enabled)?$/i,
  },
];

export default defineRule({
  id: 'service-windows-annotation',
  topic: 'network',
  summary: 'The annotations for kube-proxy on Windows must have their one spelling and their one value.',
  why: 'kube-proxy compares them letter by letter and passes over everything else: the Service then works as without the annotation.',
  fix: "Write preserve-destination: 'true' or winProxyOptimization: disabled, or leave the annotation out.",
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#load-balancing-and-services',
  kinds: ['Service'],
  checkObject: (service) => ANNOTATIONS.flatMap((annotation) => misspelt(service, annotation)),
  bad: `
    apiVersion: v1
    kind: Service
    metadata:
      name: web
      annotations: { preserve-destination: 'yes' }
    spec:
      selector: { app: web }
      ports: [{ port: 80 }]
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata:
      name: web
      annotations: { preserve-destination: 'true' }
    spec:
      selector: { app: web }
      ports: [{ port: 80 }]
  `,
});

function misspelt(service: KubernetesObject, { key, value, isRead, meansNothing }: Annotation): Found[] {
  return Object.entries(service.metadata?.annotations ?? {})
    .filter(([written]) => plain(written) === plain(key))
    .filter(([written, got]) => !meansNothing.test(got) && !(written === key && isRead(got)))
    .map(([written, got]) => {
      const path = `metadata.annotations[${written}]`;
      return written === key
        ? { path, got, allowed: value, mend: { set: value } }
        : { path, got, problem: 'kube-proxy reads another name', allowed: key };
    });
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}

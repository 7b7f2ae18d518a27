import { selectorPath } from '../manifests/build-choice';
import { AKS_OS_SKU_LABEL } from '../windows/labels';
import { WINDOWS_RELEASES } from '../windows/versions';
import { defineRule } from './rule';

export default defineRule({
  id: 'aks-os-sku',
  topic: 'scheduling',
  summary: 'The os-sku of a Windows node of AKS must be the name of a Windows release, in its letters.',
  why: 'AKS labels its nodes with the image they were made of, and a selector compares letter by letter: with another value the pod stays Pending.',
  fix: 'Write Windows2022 or Windows2025.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/azure/aks/upgrade-windows-os',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, kubernetes.azure.com/os-sku: windows2022 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, kubernetes.azure.com/os-sku: Windows2022 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: ({ nodeSelector = {} }) => {
    const got = nodeSelector[AKS_OS_SKU_LABEL];
    if (got === undefined || OS_SKUS.includes(got)) return [];
    const path = selectorPath(AKS_OS_SKU_LABEL);
    const meant = OS_SKUS.find((sku) => sku.toLowerCase() === got.toLowerCase());
    if (meant !== undefined)
      return [{ path, got, allowed: meant, problem: 'labels are case-sensitive', mend: { set: meant } }];
    const found = { path, got, allowed: OS_SKUS.join(', ') };
    // a release may have come since
    return [got.startsWith('Windows') ? { ...found, severity: 'warning' } : found];
  },
});

const OS_SKUS: readonly string[] = Object.values(WINDOWS_RELEASES).map(({ aksOsSku }) => aksOsSku);

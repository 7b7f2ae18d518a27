import { MEBIBYTE, quantityOf } from '../api-server/quantity';
import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'memory-unit',
  topic: 'resources',
  summary: 'An amount of memory must be whole bytes: m is a thousandth of one.',
  why: 'In Kubernetes m stands for a thousandth. The API server warns at most. A Windows node limits memory by whole MiB, so a limit below one is no limit at all, and a request below one reserves nothing.',
  fix: 'Write the unit: 800Mi for mebibytes, 1Gi for gibibytes.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 800m } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 800Mi } }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { resources = {} } }) => {
      const [limit, request] = [resources.limits?.memory, resources.requests?.memory];
      // the API server refuses a request above its limit, whatever the units
      if ((quantityOf(request ?? '') ?? 0) > (quantityOf(limit ?? '') ?? Number.POSITIVE_INFINITY)) return [];
      for (const [side, got] of Object.entries({ limits: limit, requests: request })) {
        if (got !== undefined && isTiny(got)) return [{ path: `${path}.resources.${side}[memory]`, got }];
      }
      return [];
    }),
});

/** 0 is no mistake in a unit. */
function isTiny(amount: string | number): boolean {
  const bytes = quantityOf(amount);
  return bytes !== undefined && 0 < bytes && bytes < MEBIBYTE;
}

/** Two workloads that nothing but the policies beside them tells apart. */
export function workload(id: string, system: 'linux' | 'windows' | undefined, labels: object = {}, port = ''): string {
  const [namespace, name] = id.split('/');
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: {
          ...(system === undefined ? {} : { os: { name: system }, nodeSelector: { 'kubernetes.io/os': system } }),
          containers: [
            {
              name: 'main',
              image: 'registry.example.com/app:1',
              ...(port === '' ? {} : { ports: [{ name: port, containerPort: 8080 }] }),
            },
          ],
        },
      },
    },
  });
}

/** A pod that runs, with the address that it has. */
export function runningPod(
  id: string,
  address: string,
  system: 'linux' | 'windows' = 'linux',
  more: object = {},
): string {
  const [namespace, name] = id.split('/');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name }, ...more },
    spec: { os: { name: system }, containers: [{ name: 'main', image: 'registry.example.com/app:1' }] },
    status: { phase: 'Running', podIP: address },
  });
}

/** A policy of Kubernetes for a whole namespace. */
export function closed(namespace: string, spec: object): string {
  return JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace },
    spec: { podSelector: {}, ...spec },
  });
}

/** A policy of Calico; its rules as Calico writes them. */
export function calico(id: string, spec: object, kind = 'NetworkPolicy'): string {
  const [namespace, name] = id.includes('/') ? id.split('/') : [undefined, id];
  return JSON.stringify({
    apiVersion: 'projectcalico.org/v3',
    kind: namespace === undefined ? kind.replace('NetworkPolicy', 'GlobalNetworkPolicy') : kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec,
  });
}

/** Objects as the documents of one file. */
export function documents(...objects: string[]): string {
  return objects.join('\n---\n');
}

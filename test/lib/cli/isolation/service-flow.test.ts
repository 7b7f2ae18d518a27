import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { called } from './called';
import { documents, runningPod } from './shop';

const ask = (folder: string, from: string, to: string, ...args: string[]) =>
  called(['isolation', '.', '--from', from, '--to', to, ...args], folder);

describe('the port of a Service leads', () => {
  const service = (spec: object) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'shop' }, spec });
  const slice = (name: string, addresses: string[], ports: object[]) =>
    JSON.stringify({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      addressType: 'IPv4',
      metadata: { name, namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
      endpoints: [{ addresses }],
      ports,
    });
  const twoPorts = [
    { name: 'web', port: 80 },
    { name: 'sql', port: 1433, targetPort: 'sql' },
  ];
  const pod = (name: string, ...ports: (readonly [name: string, number: number, protocol?: string])[]) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'shop', labels: { app: 'db' } },
      spec: {
        containers: ports.map(([portName, containerPort, protocol = 'TCP'], index) => ({
          name: `c${index}`,
          image: 'registry.example.com/app:1',
          ports: [{ name: portName, containerPort, protocol }],
        })),
      },
    });

  test.each<[string, string[], string, string]>([
    [
      'to that of its EndpointSlice with the same name',
      [
        service({ ports: twoPorts }),
        slice(
          'db-1',
          ['203.0.113.7'],
          [
            { name: 'sql', port: 31433 },
            { name: 'web', port: 9376 },
          ],
        ),
      ],
      '80',
      '203.0.113.7, TCP 9376',
    ],
    [
      'to that of its EndpointSlice, though pods are selected',
      [
        service({ selector: { app: 'db' }, ports: [{ port: 80 }] }),
        runningPod('shop/db', '10.0.0.2'),
        slice('db-1', ['10.0.0.2'], [{ name: '', port: 9376 }]),
      ],
      '80',
      'shop/db, TCP 9376',
    ],
    [
      'to the first of a name that has its protocol',
      [
        service({ selector: { app: 'db' }, ports: twoPorts }),
        pod('db', ['sql', 1434, 'UDP'], ['sql', 1435], ['sql', 1436]),
      ],
      '1433',
      'shop/db, TCP 1435',
    ],
    [
      'to its own number where the target is 0',
      [service({ selector: { app: 'db' }, ports: [{ port: 1433, targetPort: 0 }] }), pod('db', ['sql', 1435])],
      '1433',
      'shop/db, TCP 1433',
    ],
  ])('%s', async (_, objects, port, flow) => {
    const folder = folderOf({ 'a.yaml': documents(...objects) });
    const { stdout } = await ask(folder, '8.8.8.8', 'Service/shop/db', '--port', port, '--quiet');
    expect(stdout.match(/^8\.8\.8\.8 → .*? TCP \d+/gm)).toEqual([`8.8.8.8 → ${flow}`]);
  });

  test.each<[string, string[], string]>([
    [
      'no EndpointSlice says so',
      [service({ ports: twoPorts }), slice('db-1', ['203.0.113.7'], [{ name: 'web', port: 9376 }])],
      "no EndpointSlice of Service shop/db has a port TCP named 'sql'",
    ],
    [
      'no pod has a port of that name',
      [service({ selector: { app: 'db' }, ports: twoPorts }), pod('db', ['web', 8080])],
      "no pod behind Service shop/db has a port named 'sql'",
    ],
  ])('nowhere where %s', async (_, objects, message) => {
    const folder = folderOf({ 'a.yaml': documents(...objects) });
    const { code, stderr } = await ask(folder, '8.8.8.8', 'Service/shop/db', '--port', '1433');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

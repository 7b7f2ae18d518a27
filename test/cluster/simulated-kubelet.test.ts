import { expect, test } from 'vitest';
import type { ApiClient } from './api/api-client';
import { until } from './api/until';
import { SimulatedKubelet } from './simulated-kubelet';

const POD = {
  metadata: { name: 'web', namespace: 'shop', uid: '1' },
  spec: { nodeName: 'node', containers: [{ name: 'main', image: 'app:1' }] },
  status: { phase: 'Pending' },
};

/** An API server with one pod that answers every change like this. */
function answering(status: number): { client: ApiClient; changes: string[] } {
  const changes: string[] = [];
  const client = {
    list: async (path: string) => (path.endsWith('/pods') ? [POD] : []),
    call: async (method: string, path: string) => {
      changes.push(`${method} ${path}`);
      return { status, body: { message: 'because' }, warnings: [] };
    },
  };
  return { client: client as unknown as ApiClient, changes };
}

async function ended(status: number): Promise<void> {
  const { client, changes } = answering(status);
  const kubelet = new SimulatedKubelet(client);
  await until('the pod is cared for', async () => changes.length > 0);
  expect(changes[0]).toBe('PATCH /api/v1/namespaces/shop/pods/web/status');
  await kubelet.stop();
}

test.each([200, 404, 409])('a kubelet goes on when the server answers %i', async (status) => {
  await ended(status);
});

test.each([400, 403, 422, 500])(
  'a kubelet fails when the server answers %i, and says what it asked',
  async (status) => {
    await expect(ended(status)).rejects.toThrow(
      `the simulated kubelet, PATCH /api/v1/namespaces/shop/pods/web/status: ${status} because`,
    );
  },
);

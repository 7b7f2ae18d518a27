import type { Manifest } from '../../synth';
import type { ApiClient } from './api-client';

/** What comes and goes by itself. */
const FLEETING = ['Event', 'Lease', 'ComponentStatus'];

interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
}

/** An object that the server has. */
export interface FoundObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Everything that the server has, by uid. */
export async function objectsIn(client: ApiClient): Promise<ReadonlyMap<string, FoundObject>> {
  const found = new Map<string, FoundObject>();
  await Promise.all(
    (await collectionsOf(client)).map(async ({ path, kind }) => {
      for (const { metadata } of await client.list<Stored>(path)) {
        const { uid, name, namespace } = metadata;
        found.set(uid, { kind, name, namespace });
      }
    }),
  );
  return found;
}

interface Stored extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly uid: string };
}

async function collectionsOf(client: ApiClient): Promise<{ path: string; kind: string }[]> {
  const { groups } = await client.get<{ groups: readonly { preferredVersion: { groupVersion: string } }[] }>('/apis');
  const paths = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const lists = await Promise.all(paths.map(async (path) => ({ path, list: await client.get<ResourceList>(path) })));
  return lists.flatMap(({ path, list }) =>
    list.resources
      .filter(({ name, kind, verbs }) => !name.includes('/') && verbs.includes('list') && !FLEETING.includes(kind))
      .map(({ name, kind }) => ({ path: `${path}/${name}`, kind })),
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestsOf } from '../../manifests-of';
import type { Manifest } from '../../synth';
import { type ApiClient, isAccepted } from '../api/api-client';
import { until } from '../api/until';

const CRDS = join(__dirname, '../../../imports/crds');

/** Kinds of others that our manifests hold. The server takes them whatever they say: it judges their metadata only. */
const FOREIGN_KINDS = [
  { group: 'cert-manager.io', kind: 'Issuer', plural: 'issuers' },
  { group: 'cert-manager.io', kind: 'Certificate', plural: 'certificates' },
];

/** Whether the server checks what stands in the manifest. */
export function hasSchema({ apiVersion }: Manifest): boolean {
  return !FOREIGN_KINDS.some(({ group }) => apiVersion.startsWith(`${group}/`));
}

/** Defines the kinds of `imports/crds`, and stand-ins for those of others; returns when the server serves them all. */
export async function defineCustomKinds(client: ApiClient): Promise<void> {
  const own = readdirSync(CRDS).flatMap((file) => manifestsOf(readFileSync(join(CRDS, file), 'utf8')));
  const definitions = [...own, ...FOREIGN_KINDS.map(definitionOf)];
  await Promise.all(
    definitions.map(async (definition) => {
      await client.create(definition);
      await until(`${definition.metadata.name} is served`, async () => {
        const current = await client.read(definition);
        const conditions = (current?.status as { conditions?: { type: string; status: string }[] })?.conditions;
        const isEstablished = conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
        return isEstablished && (await areListed(definition, client));
      });
    }),
  );
}

/** Whether there is a storage: it comes a little later than the kind, and until then every request is put off. */
async function areListed({ spec }: Manifest, client: ApiClient): Promise<boolean> {
  const { group, names, versions } = spec as unknown as Definition;
  const paths = versions.map(({ name }) => `/apis/${group}/${name}/${names.plural}`);
  const answers = await Promise.all(paths.map((path) => client.call('GET', path)));
  return answers.every(isAccepted);
}

interface Definition {
  readonly group: string;
  readonly names: { readonly plural: string };
  readonly versions: readonly { readonly name: string }[];
}

function definitionOf({ group, kind, plural }: (typeof FOREIGN_KINDS)[number]): Manifest {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

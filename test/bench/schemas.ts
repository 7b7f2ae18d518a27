import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The kinds of the fleet, as the API of Kubernetes names their definitions. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  deployment: 'io.k8s.api.apps.v1.Deployment',
  service: 'io.k8s.api.core.v1.Service',
};

type Definitions = Readonly<Record<string, unknown>>;

/**
 * Writes schemas without references, as kubeconform reads them from a folder, from the Kubernetes that the cluster suite has
 * loaded; `undefined` where that never ran, so that kubeconform has to load its schemas itself.
 */
export function schemas(folder: string): string | undefined {
  const api = openApi();
  if (api === undefined) return undefined;
  const { definitions } = JSON.parse(readFileSync(api, 'utf8')) as { definitions: Definitions };
  mkdirSync(folder, { recursive: true });
  for (const [kind, name] of Object.entries(DEFINITIONS)) {
    writeFileSync(join(folder, `${kind}.json`), JSON.stringify(resolved(definitions[name], definitions)));
  }
  return folder;
}

function openApi(): string | undefined {
  const { stdout } = spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' });
  const modules = join(stdout?.trim() || '.', 'k8s.io');
  if (!existsSync(modules)) return undefined;
  return readdirSync(modules)
    .filter((name) => name.startsWith('kubernetes@'))
    .sort()
    .reverse()
    .map((name) => join(modules, name, 'api', 'openapi-spec', 'swagger.json'))
    .find(existsSync);
}

function resolved(schema: unknown, definitions: Definitions): unknown {
  if (Array.isArray(schema)) return schema.map((each) => resolved(each, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...own } = schema as { readonly $ref?: unknown };
  if (typeof $ref === 'string') return resolved(definitions[$ref.replace('#/definitions/', '')], definitions);
  // what the server takes as a number or as a text
  if ((own as { format?: string }).format === 'int-or-string')
    return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  if (/Quantity is a fixed-point/.test(String((own as { description?: string }).description)))
    return { oneOf: [{ type: 'string' }, { type: 'number' }] };
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, resolved(value, definitions)]));
}

import { Agent, request } from 'node:https';
import type { Manifest } from '../../synth';

/** What the control plane tells of itself when it is ready. */
export interface Access {
  readonly url: string;
  readonly ca: string;
  readonly token: string;
}

/** What the API server answered. */
export interface Answer<Body = Manifest> {
  readonly status: number;
  readonly body: Body;
  /** The texts of `Warning` headers. */
  readonly warnings: readonly string[];
}

/** The answer to a request that was refused: a `Status` of Kubernetes. */
export interface Status {
  readonly message: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly reason: string; readonly field?: string }[] };
}

/** An answer that should have been a yes. */
export class ApiError extends Error {
  constructor(
    what: string,
    readonly answer: Answer<unknown>,
  ) {
    super(`${what}: ${answer.status} ${(answer.body as Status).message}`);
  }
}

interface ResourceType {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

type Query = Readonly<Record<string, string>>;

/** Every verdict is asked for like this: nothing is stored, and unknown or doubled fields are errors. */
export const DRY_RUN: Query = { dryRun: 'All', fieldValidation: 'Strict' };

const SOCKETS = 4;

/** Talks to an API server over a few connections that stay open. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly types = new Map<string, readonly ResourceType[]>();

  constructor(private readonly access: Access) {
    this.agent = new Agent({ keepAlive: true, maxSockets: SOCKETS, ca: access.ca });
  }

  close(): void {
    this.agent.destroy();
  }

  /** One request; an answer of any status is an answer. */
  call<Body = Manifest>(
    method: string,
    path: string,
    {
      body,
      query = {},
      contentType = 'application/json',
    }: { body?: unknown; query?: Query; contentType?: string } = {},
  ): Promise<Answer<Body>> {
    const target = new URL(path, this.access.url);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    const headers = { authorization: `Bearer ${this.access.token}`, 'content-type': contentType };
    return new Promise((resolve, reject) => {
      const sent = request(target, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            body: jsonOf(text) as Body,
            warnings: warningsOf(response.headers.warning),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** As `call`, but a refusal is an error. */
  async get<Body = Manifest>(path: string, query: Query = {}): Promise<Body> {
    return accepted<Body>(`GET ${path}`, await this.call<Body>('GET', path, { query }));
  }

  async list<Item = Manifest>(path: string, query: Query = {}): Promise<readonly Item[]> {
    return (await this.get<{ items: readonly Item[] }>(path, query)).items;
  }

  async create(manifest: Manifest, query: Query = {}): Promise<Manifest> {
    return accepted(`create ${subjectOf(manifest)}`, await this.tryCreate(manifest, query));
  }

  async tryCreate(manifest: Manifest, query: Query = {}): Promise<Answer> {
    return this.call('POST', await this.collectionOf(manifest), { body: manifest, query });
  }

  /** Server-side apply, as `kubectl apply --server-side` does it. */
  async apply(manifest: Manifest): Promise<Manifest> {
    return accepted(`apply ${subjectOf(manifest)}`, await this.tryApply(manifest));
  }

  async tryApply(manifest: Manifest): Promise<Answer> {
    return this.call('PATCH', await this.pathOf(manifest), {
      body: manifest,
      query: { fieldManager: 'cdk8s-windows', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml',
    });
  }

  async read(manifest: Manifest): Promise<Manifest | undefined> {
    const answer = await this.call('GET', await this.pathOf(manifest));
    return answer.status === 404 ? undefined : accepted(`read ${subjectOf(manifest)}`, answer);
  }

  async patch(path: string, body: unknown): Promise<Manifest> {
    const contentType = 'application/merge-patch+json';
    return accepted(`patch ${path}`, await this.call('PATCH', path, { body, contentType }));
  }

  /** Deletes in the background; what is not there is deleted already. */
  async delete(manifest: Manifest): Promise<void> {
    await this.deletePath(await this.pathOf(manifest), { propagationPolicy: 'Background' });
  }

  async deletePath(path: string, query: Query = {}): Promise<void> {
    const answer = await this.call('DELETE', path, { query });
    if (answer.status !== 404) accepted(`delete ${path}`, answer);
  }

  /** The path of an object; an error where the server does not know its kind. */
  async pathOf(manifest: Manifest): Promise<string> {
    return `${await this.collectionOf(manifest)}/${manifest.metadata.name}`;
  }

  /** The path of the collection that the object belongs to; what has no namespace is in `default`, as with kubectl. */
  async collectionOf({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const type = (await this.typesOf(apiVersion)).find((candidate) => candidate.kind === kind);
    if (!type) throw new Error(`The API server has no kind ${kind} in ${apiVersion}.`);
    const namespace = type.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${groupPath(apiVersion)}${namespace}/${type.name}`;
  }

  /** The kinds of a group and version, which are asked for once. */
  private async typesOf(apiVersion: string): Promise<readonly ResourceType[]> {
    const known = this.types.get(apiVersion);
    if (known) return known;
    const { resources } = await this.get<{ resources: ResourceType[] }>(groupPath(apiVersion));
    const types = resources.filter(({ name }) => !name.includes('/'));
    this.types.set(apiVersion, types);
    return types;
  }
}

export function isAccepted({ status }: Answer<unknown>): boolean {
  return status >= 200 && status < 300;
}

function accepted<Body>(what: string, answer: Answer<Body>): Body {
  if (!isAccepted(answer)) throw new ApiError(what, answer);
  return answer.body;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** `Deployment shop/web`. */
export function subjectOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

/** Not everything that a server says is JSON: a missing route is plain text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}

/** `299 - "text", 299 - "text"`. */
function warningsOf(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
}

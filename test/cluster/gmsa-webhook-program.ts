import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { Manifest } from '../synth';
import { isAllowedIn, tokenOf } from './access-review';
import { type Admission, AdmissionServer, type Arrival, type JsonPatchOperation } from './admission-server';
import { type Access, ApiClient } from './api/api-client';
import type { ServiceNetwork } from './service-network';

/** A webhook that runs. */
export interface RunningWebhook {
  readonly admission: AdmissionServer;
  close(): void;
}

/**
 * Starts what the image of the gMSA webhook does, written anew, as the container of the Deployment says it: with its
 * environment, with the certificate that is mounted, with the rights of the pods' account, on its port.
 *
 * @see https://github.com/kubernetes-sigs/windows-gmsa/tree/master/admission-webhook
 */
export async function runGmsaWebhook(
  deployment: Manifest,
  { access, admin, network }: { access: Access; admin: ApiClient; network: ServiceNetwork },
): Promise<RunningWebhook> {
  const { name, namespace = '' } = deployment.metadata;
  const pod = (deployment as unknown as Deployment).spec.template.spec;
  const [container] = pod.containers;
  const env = new Map(container.env.map((entry) => [entry.name, entry.value]));
  const file = (path = '') => mountedFile(path, pod, namespace, admin);
  const token = await tokenOf(admin, { namespace, name: pod.serviceAccountName });
  const client = new ApiClient({ ...access, token });
  const program = new GmsaWebhookProgram(client, env.get('RANDOM_HOSTNAME') === 'true');
  const tls = { cert: await file(env.get('TLS_CRT')), key: await file(env.get('TLS_KEY')) };
  const admission = new AdmissionServer(tls, (arrival) => program.admit(arrival));
  network.listen({
    deployment: `${namespace}/${name}`,
    port: Number(env.get('HTTPS_PORT') ?? 443),
    accept: (socket) => admission.accept(socket),
  });
  return {
    admission,
    close() {
      client.close();
      admission.close();
    },
  };
}

interface Deployment {
  readonly spec: { readonly template: { readonly spec: ServerPod } };
}

interface ServerPod {
  readonly serviceAccountName: string;
  readonly containers: readonly {
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly secret: { readonly secretName: string; readonly items: readonly { key: string; path: string }[] };
  }[];
}

/** A file of a Secret, as the kubelet would mount it. */
async function mountedFile(path: string, pod: ServerPod, namespace: string, client: ApiClient): Promise<string> {
  const mount = pod.containers[0].volumeMounts.find(({ mountPath }) => mountPath === posix.dirname(path));
  const volume = pod.volumes.find(({ name }) => name === mount?.name);
  const item = volume?.secret.items.find((candidate) => candidate.path === posix.basename(path));
  if (!volume || !item) throw new Error(`nothing is mounted at '${path}'`);
  const secret = `/api/v1/namespaces/${namespace}/secrets/${volume.secret.secretName}`;
  const { data } = await client.get<{ data: Record<string, string> }>(secret);
  return Buffer.from(data[item.key], 'base64').toString('utf8');
}

interface WindowsOptions {
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
}

interface Secured {
  readonly securityContext?: { readonly windowsOptions?: WindowsOptions };
}

interface GmsaPod {
  readonly spec: Secured & {
    readonly hostname?: string;
    readonly serviceAccountName: string;
    readonly containers: readonly Secured[];
  };
}

class Refused extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

class GmsaWebhookProgram {
  constructor(
    private readonly client: ApiClient,
    private readonly randomHostnames: boolean,
  ) {}

  async admit({ path, request }: Arrival): Promise<Admission | undefined> {
    const pod = request.object as unknown as GmsaPod;
    try {
      if (path === '/mutate') return { allowed: true, patch: await this.mutate(pod) };
      if (path !== '/validate') return undefined;
      if (request.operation === 'CREATE') await this.validate(pod, request.namespace);
      return { allowed: true };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { allowed: false, status: { code: error.code, message: error.message } };
    }
  }

  private async mutate(pod: GmsaPod): Promise<JsonPatchOperation[]> {
    const patch: JsonPatchOperation[] = [];
    const named = optionsOf(pod).filter(({ options }) => options.gmsaCredentialSpecName !== undefined);
    for (const { at, options } of named) {
      if (options.gmsaCredentialSpec !== undefined) continue;
      const value = await this.contentsOf(options.gmsaCredentialSpecName ?? '');
      patch.push({ op: 'add', path: `${at}/securityContext/windowsOptions/gmsaCredentialSpec`, value });
    }
    if (this.randomHostnames && named.length > 0 && !pod.spec.hostname)
      patch.push({ op: 'add', path: '/spec/hostname', value: randomUUID().slice(0, 15) });
    return patch;
  }

  private async validate(pod: GmsaPod, namespace: string): Promise<void> {
    const account = { namespace, name: pod.spec.serviceAccountName };
    const right = { verb: 'use', group: 'windows.k8s.io', version: 'v1', resource: 'gmsacredentialspecs' };
    for (const { options } of optionsOf(pod)) {
      const { gmsaCredentialSpecName: name, gmsaCredentialSpec: contents } = options;
      if (name === undefined && contents !== undefined) throw new Refused(422, 'contents without a name');
      if (name === undefined) continue;
      if (!(await isAllowedIn(namespace, this.client, account, { ...right, name })))
        throw new Refused(403, `account ${account.name} may not use ${name}`);
      if (contents !== undefined && contents !== (await this.contentsOf(name)))
        throw new Refused(422, `contents differ from those of ${name}`);
    }
  }

  private async contentsOf(name: string): Promise<string> {
    const answer = await this.client.call('GET', `/apis/windows.k8s.io/v1/gmsacredentialspecs/${name}`);
    if (answer.status !== 200) throw new Refused(answer.status, `${name} cannot be read: ${answer.body.message}`);
    return goJson(answer.body.credspec);
  }
}

/** What Windows is told of the pod and of each container; the real webhook passes over init containers. */
function optionsOf({ spec }: GmsaPod): { at: string; options: WindowsOptions }[] {
  const places = [
    { at: '/spec', owner: spec as Secured },
    ...spec.containers.map((owner, index) => ({ at: `/spec/containers/${index}`, owner })),
  ];
  return places.flatMap(({ at, owner }) => {
    const options = owner.securityContext?.windowsOptions;
    return options ? [{ at, options }] : [];
  });
}

/** As Go writes a map: keys in order, and three characters of HTML escaped. */
function goJson(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}

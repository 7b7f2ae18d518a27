import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Manifest } from '../synth';
import type { ApiClient } from './api/api-client';

/** A program that listens on a port of the pods of a Deployment. */
export interface Listener extends Endpoint {
  accept(socket: Socket): void;
}

/**
 * The way of the API server into the cluster: stands in for kube-proxy and the pod network. A connection to a Service gets
 * through only if the Service has the port, its selector finds the pods of a Deployment, these declare the target port
 * and somebody listens on it.
 */
export class ServiceNetwork {
  /** Where connections went: `address:port → namespace/Deployment:port`, or `address:port: why not`. */
  readonly connections: string[] = [];
  private readonly listeners = new Map<string, Listener>();
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private failure?: Error;

  constructor(
    private readonly path: string,
    private readonly client: ApiClient,
  ) {}

  /** Connections to the port go to this program from now on; those that are there end, as with pods that are replaced. */
  listen(listener: Listener): void {
    this.cut();
    this.listeners.set(addressOf(listener), listener);
  }

  async open(): Promise<void> {
    if (this.server) return;
    const server = createServer((_, response) => response.writeHead(405).end());
    server.on('connect', (request, socket: Socket) => this.connect(request.url ?? '', socket));
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      // a connection that is cut is the other side's business
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.path, resolve));
    server.on('error', (error) => {
      this.failure ??= error;
    });
    this.server = server;
  }

  /** Ends every connection, and lets none in until it is opened again; an error when the server failed meanwhile. */
  async close(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    this.cut();
    await closed;
    if (this.failure) throw this.failure;
  }

  /** Ends every connection; new ones are let in. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async connect(target: string, socket: Socket): Promise<void> {
    try {
      const address = addressOf(await this.endpointOf(target));
      const listener = this.listeners.get(address);
      if (!listener) throw new Error(`nobody listens on ${address}`);
      this.connections.push(`${target} → ${address}`);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      listener.accept(socket);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.connections.push(`${target}: ${reason}`);
      socket.end(`HTTP/1.1 502 ${reason}\r\n\r\n`);
    }
  }

  private async endpointOf(target: string): Promise<Endpoint> {
    const [address, asked] = target.split(':');
    const services = await this.client.list<Service>('/api/v1/services');
    const service = services.find(({ spec }) => spec.clusterIP === address);
    if (!service) throw new Error('no Service has the address');
    const { name, namespace } = service.metadata;
    const servicePort = service.spec.ports.find(({ port }) => String(port) === asked);
    if (!servicePort) throw new Error(`Service ${name} has no port ${asked}`);
    const deployments = await this.client.list<Deployment>(`/apis/apps/v1/namespaces/${namespace}/deployments`);
    const selected = deployments.filter(({ spec }) => isSelected(spec.template.metadata.labels, service.spec.selector));
    if (selected.length !== 1) throw new Error(`Service ${name} selects pods of ${selected.length} Deployments`);
    const [{ metadata, spec }] = selected;
    const declared = spec.template.spec.containers
      .flatMap(({ ports }) => ports ?? [])
      .find((port) => [port.name, port.containerPort].includes(servicePort.targetPort));
    if (!declared) throw new Error(`no container of ${metadata.name} declares port ${servicePort.targetPort}`);
    return { deployment: `${namespace}/${metadata.name}`, port: declared.containerPort };
  }
}

interface Endpoint {
  /** `namespace/name` of the Deployment. */
  readonly deployment: string;
  readonly port: number;
}

function addressOf({ deployment, port }: Endpoint): string {
  return `${deployment}:${port}`;
}

type Labels = Readonly<Record<string, string>>;

interface Service extends Manifest {
  readonly spec: {
    readonly clusterIP: string;
    readonly selector?: Labels;
    readonly ports: readonly { readonly port: number; readonly targetPort: number | string }[];
  };
}

interface Deployment extends Manifest {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly containers: readonly {
          readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
        }[];
      };
    };
  };
}

/** A Service without a selector selects nothing. */
function isSelected(labels: Labels, selector: Labels = {}): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value);
}

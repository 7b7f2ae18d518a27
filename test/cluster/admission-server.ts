import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Manifest } from '../synth';

/** What the API server asks a webhook. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: string;
  readonly kind: { readonly kind: string };
  readonly resource: { readonly resource: string };
  readonly subResource?: string;
  readonly namespace: string;
  readonly name?: string;
  readonly dryRun: boolean;
  readonly object: Manifest;
  readonly oldObject: Manifest | null;
}

/** A request that came, and where. */
export interface Arrival {
  readonly path: string;
  /** How long the API server says that it waits. */
  readonly timeout: string | null;
  readonly request: AdmissionRequest;
}

/** What a webhook answers. */
export interface Admission {
  readonly allowed: boolean;
  readonly status?: { readonly code: number; readonly message: string };
  readonly patch?: readonly JsonPatchOperation[];
}

export interface JsonPatchOperation {
  readonly op: 'add';
  readonly path: string;
  readonly value: string;
}

/** The answer to one request; `undefined` for a path that the webhook does not serve. */
export type Admit = (arrival: Arrival) => Promise<Admission | undefined>;

/** An HTTPS server that remembers the AdmissionReviews that it is sent. */
export class AdmissionServer {
  arrivals: Arrival[] = [];
  private readonly server: Server;
  private failure?: unknown;
  private closed = false;

  constructor(
    tls: { readonly cert: string; readonly key: string },
    private readonly admit: Admit,
  ) {
    this.server = createServer(tls, (request, response) => {
      this.answer(request, response).catch((error) => {
        // a request that was cut off is nobody's fault, and who is closed need not answer
        if (request.complete && !this.closed) this.failure ??= error;
        response.destroy();
      });
    });
    // a client that does not trust the certificate hangs up
    this.server.on('tlsClientError', (_, socket) => socket.destroy());
  }

  /** Speaks TLS on a connection. */
  accept(socket: Socket): void {
    this.server.emit('connection', socket);
  }

  /** Whatever is still asked is not answered any more; an error when something before could not be answered. */
  close(): void {
    this.closed = true;
    if (this.failure !== undefined) throw this.failure;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'https://webhook');
    const review = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const arrival: Arrival = { path, timeout: searchParams.get('timeout'), request: review.request };
    this.arrivals.push(arrival);
    const admission = await this.admit(arrival);
    if (!admission) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(reviewOf(review.request.uid, admission));
  }
}

function reviewOf(uid: string, { allowed, status, patch }: Admission): string {
  const encoded = patch && Buffer.from(JSON.stringify(patch)).toString('base64');
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, allowed, status, ...(encoded ? { patch: encoded, patchType: 'JSONPatch' } : {}) },
  });
}

import type { Endpoint } from './endpoint';
import type { Dataplane, Reach } from './reach';

/** Endpoints that nothing tells apart: the same policies govern them, and others see no difference between them. */
export interface Kind {
  /** Their indices. */
  readonly endpoints: readonly number[];
}

/** Whose nodes are meant: all Linux, all Windows, or each pod on the system that it is for. */
export type Nodes = Dataplane | 'actual';

/** The dataplane of the node on which a pod runs; one for which nothing tells goes where most nodes are. */
export function planeOf({ system }: Pick<Endpoint, 'system'>, nodes: Nodes): Dataplane {
  if (nodes !== 'actual') return nodes;
  return system === 'windows' ? 'windows' : 'linux';
}

/** Everybody in a cluster, by kinds. */
export function kindsOf({ network }: Reach): Kind[] {
  const byPlace = new Map<string, number[]>();
  // most have the same pieces: all of them, where no address is known
  const texts = new Map<readonly number[], string>();
  const textOf = (pieces: readonly number[]) => {
    const text = texts.get(pieces) ?? pieces.join();
    texts.set(pieces, text);
    return text;
  };
  for (const [index, endpoint] of network.endpoints.entries()) {
    const key = `${network.classes[index]} ${endpoint.system ?? ''} ${textOf(network.piecesOf(endpoint))}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [index]);
    else known.push(index);
  }
  return [...byPlace.values()].map((endpoints) => ({ endpoints }));
}

import type { Endpoint } from './endpoint';
import { PassageGrid } from './passage-grid';
import type { Passage } from './passage-table';
import type { Dataplane, Located, Reach } from './reach';

/** Endpoints that nothing tells apart: the same policies govern them, and others see no difference between them. */
export interface Kind {
  /** Their indices. */
  readonly endpoints: readonly number[];
}

/** Whose nodes are meant: all Linux, all Windows, or each pod on the system that it is for. */
export type Nodes = Dataplane | 'actual';

/** Connections from every kind of endpoint to every other. */
export interface Matrix {
  readonly kinds: readonly Kind[];
  passage(from: number, to: number): Passage;
  /** Equal numbers are equal passages. */
  passageNumber(from: number, to: number): number;
}

/** The dataplane of the node on which a pod runs; one for which nothing tells goes where most nodes are. */
export function planeOf({ system }: Pick<Endpoint, 'system'>, nodes: Nodes): Dataplane {
  if (nodes !== 'actual') return nodes;
  return system === 'windows' ? 'windows' : 'linux';
}

export function matrixOf(reach: Reach, nodes: Nodes): Matrix {
  const { endpoints } = reach.network;
  const kinds = kindsOf(reach);
  const first = kinds.map(({ endpoints: [index] }) => index);
  const grid = new PassageGrid(
    reach,
    first.map((endpoint): Located => reach.located({ endpoint })),
  );
  const planes = first.map((index) => planeOf(endpoints[index], nodes));
  const numbers = new Int32Array(kinds.length * kinds.length);
  for (let from = 0; from < kinds.length; from++) {
    for (let to = 0; to < kinds.length; to++) {
      numbers[from * kinds.length + to] = grid.number(from, to, planes[from], planes[to]);
    }
  }
  const passageNumber = (from: number, to: number) => numbers[from * kinds.length + to];
  return { kinds, passageNumber, passage: (from, to) => reach.passageAt(passageNumber(from, to)) };
}

/** Everybody in a cluster, by kinds. */
export function kindsOf({ network }: Reach): Kind[] {
  const byPlace = new Map<string, number[]>();
  for (const [index, endpoint] of network.endpoints.entries()) {
    const key = `${network.classes[index]} ${endpoint.system ?? ''} ${network.piecesOf(endpoint).join()}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [index]);
    else known.push(index);
  }
  return [...byPlace.values()].map((endpoints) => ({ endpoints }));
}

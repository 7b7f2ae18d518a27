import type { Nodes } from '../policy/kinds';
import { passageText } from './passage-text';
import type { Party, Table } from './table';

/** Parties that behave alike, as one node of a picture. */
export interface GraphNode {
  readonly id: string;
  readonly parties: readonly Party[];
  /** Empty for what is outside. */
  readonly namespace: string;
}

export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly text: string;
  /** `on Linux nodes: all`: what would pass on nodes of the other system, where that is something else. */
  readonly otherwise?: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** With which nodes an answer is compared. */
export const COMPARED: Readonly<Record<Nodes, 'linux' | 'windows'>> = {
  actual: 'linux',
  windows: 'linux',
  linux: 'windows',
};

/** How the ends of an edge are called, which may be one of several. */
export const ANYBODY = { from: 'the one that connects', to: 'the other' } as const;

/** Who can talk to whom as a picture has it: an edge where anything passes. */
export function graphOf(table: Table, nodes: Nodes, isAsked: (party: Party) => boolean): Graph {
  const groups = new Map<string, Party[]>();
  for (const party of table.parties) {
    const key = `${party.namespace} ${party.atom}`;
    groups.set(key, [...(groups.get(key) ?? []), party]);
  }
  const all = [...groups.values()].map(
    (parties, index): GraphNode => ({ id: `n${index}`, parties, namespace: parties[0].namespace }),
  );
  const edges = all.flatMap((from) =>
    all.flatMap((to): GraphEdge[] => {
      const [source] = from.parties;
      const [destination] = to.parties;
      const value = table.valueAt(source, destination);
      if (value < 0 || !(from.parties.some(isAsked) || to.parties.some(isAsked))) return [];
      // whether a workload reaches itself is no edge
      if (from === to && from.parties.length === 1) return [];
      if (!table.isOpen(value, nodes) && !table.isOpen(value, COMPARED[nodes])) return [];
      const other = COMPARED[nodes];
      const [text, otherwise] = [nodes, other].map((each) => edgeText(table, source, destination, each));
      return [
        { from, to, text, ...(text === otherwise ? {} : { otherwise: `on ${SYSTEMS[other]} nodes: ${otherwise}` }) },
      ];
    }),
  );
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: all.filter((node) => ends.has(node) || node.parties.some((each) => each.namespace !== '' && isAsked(each))),
    edges,
  };
}

const SYSTEMS = { linux: 'Linux', windows: 'Windows' } as const;

function edgeText(table: Table, from: Party, to: Party, nodes: Nodes): string {
  const text = passageText(table, from, to, nodes, ANYBODY);
  return text === '-' ? 'nothing' : text;
}

/** Nodes by namespace, in their order. */
export function byNamespace(nodes: readonly GraphNode[]): [namespace: string, nodes: GraphNode[]][] {
  const found = new Map<string, GraphNode[]>();
  for (const node of nodes) found.set(node.namespace, [...(found.get(node.namespace) ?? []), node]);
  return [...found];
}

const MOST_NAMES = 4;

/** The lines of a node: its names without the namespace, and the system. */
export function linesOf({ parties, namespace }: GraphNode): string[] {
  const names = parties.map(({ name }) => (name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name));
  const more = names.length - MOST_NAMES;
  const [{ system }] = parties;
  return [
    ...names.slice(0, MOST_NAMES),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(system === 'windows' ? ['(Windows)'] : []),
  ];
}

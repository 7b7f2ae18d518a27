import { PORTS } from './pod-clusters';

/** Whether a pod reaches a pod, row by row, in a text of 0 and 1 for each of the ports. */
export type AnsweredMatrix = readonly string[];

interface Report {
  readonly parties: readonly { readonly name: string; readonly class: number }[];
  readonly pairs: readonly {
    readonly from: readonly number[];
    readonly to: readonly number[];
    readonly linux: number;
    readonly windows: number;
  }[];
  readonly connections: readonly {
    readonly parts: readonly {
      readonly protocol: string | null;
      readonly ranges: readonly { readonly from: number; readonly to: number }[] | null;
    }[];
  }[];
}

/** What `isolation --format json` says of pods, as the peers say it. */
export function answeredMatrix(
  { parties, pairs, connections }: Report,
  pods: readonly string[],
  nodes: 'linux' | 'windows',
): AnsweredMatrix {
  const classOf = new Map(parties.map((party) => [party.name, party.class]));
  const classes = pods.map((pod) => {
    const found = classOf.get(pod);
    if (found === undefined) throw new Error(`The table has no ${pod}.`);
    return found;
  });
  return PORTS.map(({ protocol, port }) => {
    const isOpen = connections.map(({ parts }) =>
      parts.some(
        (part) =>
          part.protocol === protocol &&
          (part.ranges === null || part.ranges.some(({ from, to }) => from <= port && port <= to)),
      ),
    );
    const open = new Set<number>();
    const size = parties.length;
    for (const pair of pairs)
      if (isOpen[pair[nodes]]) for (const from of pair.from) for (const to of pair.to) open.add(from * size + to);
    return classes.map((from) => classes.map((to) => (open.has(from * size + to) ? '1' : '0')).join('')).join('');
  });
}

import type { Range } from './connection-space';

/** Felix cannot go on: it takes the policy of the whole node with it. */
export class FelixPanic extends Error {}

/** Where Felix starts to count ports: the size of its set before any port is in it. */
const INITIAL_SIZE = 19;

/**
 * The ports of a Pass rule and of a rule behind it, as Felix combines them for Windows. Two mistakes of it are here on
 * purpose: ports that have none in common become any port, and a highest port that is the same in both stops Felix.
 * Source: projectcalico/calico `felix/dataplane/windows/flattener.go`.
 *
 * @param first Nothing means any port.
 */
export function combinedPorts(first: readonly Range[], second: readonly Range[]): readonly Range[] {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const common = merged(
    first.flatMap(([from, to]) =>
      second.flatMap(([start, end]): Range[] => {
        const range: Range = [Math.max(from, start), Math.min(to, end)];
        return range[0] <= range[1] ? [range] : [];
      }),
    ),
  );
  const size = Math.max(INITIAL_SIZE, highest(first) + 1, highest(second) + 1);
  if (common.length > 0 && highest(common) === size - 1)
    throw new FelixPanic(`the highest port of both rules is ${highest(common)}, and Felix finds no end of the range`);
  return common;
}

function highest(ranges: readonly Range[]): number {
  return Math.max(...ranges.map(([, last]) => last));
}

/** Ranges in order, those that touch as one. */
function merged(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result[result.length - 1];
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** The protocols whose ports Windows nodes can filter by; SCTP does not exist there. */
export type PortProtocol = 'TCP' | 'UDP';

/** A range of ports of one protocol; a single port begins and ends with itself. */
export interface Port {
  readonly protocol: PortProtocol;
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a port or a range, as a clause. */
export function portProblem(from: number, to: number): string | undefined {
  for (const port of [from, to]) {
    if (!Number.isInteger(port) || port < 1 || port > 65535) return `${port} is no port`;
  }
  return from > to ? 'the range runs backwards' : undefined;
}

/** Whether two ranges have a port in common. */
export function overlap(one: Port, other: Port): boolean {
  return one.protocol === other.protocol && one.from <= other.to && other.from <= one.to;
}

/** The port as people read it: `TCP 443`, `TCP 49152-65535`. */
export function portText({ protocol, from, to }: Port): string {
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

import { hasPorts } from '../calico/protocol';
import type { CalicoRefusal } from '../calico/refusal';
import type { AdminRule, PortRange } from '../manifests/admin-policy';
import { protocolNumber, type Range } from './connection-space';
import type { Ports } from './policy';

/** All ports of a protocol, or some; without a protocol, of any. */
export interface PortsOfProtocol {
  readonly protocol?: number;
  readonly ports?: Ports;
}

/** What one entry of a list of ports opens. */
interface Entry {
  readonly path: string;
  readonly protocol?: string;
  /** A range, the name of a port, or all. */
  readonly ports: Range | string | 'all';
}

type Entries = Iterable<Entry | 'everything' | CalicoRefusal>;

/** Of an AdminNetworkPolicy and its baseline; the name of a port Calico takes for any port of any protocol. */
export function adminPorts({ ports = [] }: AdminRule, path: string): readonly PortsOfProtocol[] | CalicoRefusal {
  return grouped(
    ports.map(({ portNumber, portRange }, index) => {
      const entryPath = `${path}.ports[${index}]`;
      if (portNumber !== undefined) {
        const { protocol, port = 0 } = portNumber;
        return { path: `${entryPath}.portNumber.protocol`, protocol: protocol || 'TCP', ports: [port, port] };
      }
      if (portRange === undefined) return 'everything';
      const { protocol, start = 0, end = 0 } = portRange;
      if (start > end) return reversed(portRange, `${entryPath}.portRange`);
      return { path: `${entryPath}.portRange.protocol`, protocol: protocol || 'TCP', ports: [start, end] };
    }),
  );
}

/** Of a ClusterNetworkPolicy, where the name of a port goes without a protocol. */
export function clusterPorts({ protocols = [] }: AdminRule, path: string): readonly PortsOfProtocol[] | CalicoRefusal {
  return grouped(
    protocols.map((entry, index) => {
      const entryPath = `${path}.protocols[${index}]`;
      const name = (['tcp', 'udp', 'sctp'] as const).find((each) => entry[each] !== undefined);
      if (name === undefined) {
        const { destinationNamedPort } = entry;
        return destinationNamedPort ? { path: entryPath, ports: destinationNamedPort } : 'everything';
      }
      const about = { path: entryPath, protocol: name };
      const { number, range } = entry[name]?.destinationPort ?? {};
      if (number) return { ...about, ports: [number, number] };
      if (range === undefined) return { ...about, ports: 'all' };
      const { start = 0, end = 0 } = range;
      return start > end
        ? reversed(range, `${entryPath}.${name}.destinationPort.range`)
        : { ...about, ports: [start, end] };
    }),
  );
}

function reversed(got: PortRange, path: string): CalicoRefusal {
  return { about: 'port', path, got, problem: 'it ends before it begins' };
}

/** By protocol, in the order of their names; whatever opens everything opens everything. */
function grouped(entries: Entries): readonly PortsOfProtocol[] | CalicoRefusal {
  const byProtocol = new Map<string, Entry['ports'][]>();
  let refusal: CalicoRefusal | undefined;
  for (const entry of entries) {
    if (entry === 'everything') return [{}];
    if ('about' in entry) return entry;
    const { path, protocol, ports } = entry;
    const name = protocol?.toUpperCase() ?? '';
    if (name !== '' && !hasPorts(name))
      refusal ??= { about: 'port', path, got: protocol, problem: `${protocol} has no ports` };
    byProtocol.set(name, [...(byProtocol.get(name) ?? []), ports]);
  }
  if (refusal !== undefined) return refusal;
  if (byProtocol.size === 0) return [{}];
  return [...byProtocol]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, ports]) => ({
      ...(name === '' ? {} : { protocol: protocolNumber(name) }),
      ...(ports.includes('all') ? {} : { ports: portsOf(ports) }),
    }));
}

function portsOf(ports: readonly Entry['ports'][]): Ports {
  return {
    ranges: ports.filter((each): each is Range => typeof each !== 'string'),
    names: ports.filter((each): each is string => typeof each === 'string'),
  };
}

import { type CalicoPolicy, rulesOf } from '../calico/policy';
import { groupOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { closedBy, type NetworkPolicy, type PeerPort, peerRulesOf } from '../manifests/network-policy';

type Protocol = 'TCP' | 'UDP';

/** A port that a policy opens for its pods to go out, and where it says so. */
export interface OpenedPort {
  readonly path: string;
  readonly got: unknown;
  /** Whether the rule names the port, be it in a range or by the name that DNS has, and not all ports. */
  readonly isNamed: boolean;
}

/** The rules of a policy that let its pods out by a protocol to a port. */
export function openedPorts(policy: KubernetesObject, protocol: Protocol, port: number): OpenedPort[] {
  return groupOf(policy) === 'networking.k8s.io'
    ? ofKubernetes(policy as NetworkPolicy, protocol, port)
    : ofCalico(policy as CalicoPolicy, protocol, port);
}

const NUMBERS: Readonly<Record<Protocol, number>> = { TCP: 6, UDP: 17 };

function ofCalico(policy: CalicoPolicy, protocol: Protocol, port: number): OpenedPort[] {
  const { types = [] } = policy.spec ?? {};
  if (types.length > 0 && !types.includes('Egress')) return [];
  return rulesOf(policy)
    .filter(
      ({ rule, direction }) =>
        direction === 'egress' &&
        rule.action === 'Allow' &&
        (rule.protocol === undefined || rule.protocol === protocol || Number(rule.protocol) === NUMBERS[protocol]),
    )
    .flatMap(({ rule, path }): OpenedPort[] => {
      const { ports = [], services } = rule.destination ?? {};
      // a Service brings its own ports, which nobody shows
      if (ports.length === 0 || services !== undefined) return [{ path, got: rule, isNamed: false }];
      return ports
        .map((got, index) => ({ path: `${path}.destination.ports[${index}]`, got, isNamed: names(got) }))
        .filter(({ got }) => mayBe(got, port));
    });
}

/** A range holds it or not; the name of a port may mean any. */
function mayBe(text: string | number, port: number): boolean {
  const range = rangeOf(text);
  return range === undefined || (range[0] <= port && port <= range[1]);
}

function names(text: string | number): boolean {
  const range = rangeOf(text);
  return range === undefined ? isNameOfDns(text) : isNarrow(range);
}

type Range = readonly [from: number, to: number];

function rangeOf(text: string | number): Range | undefined {
  const range = /^(\d+)(?::(\d+))?$/.exec(String(text));
  return range === null ? undefined : [Number(range[1]), Number(range[2] ?? range[1])];
}

/** Who opens more than the well-known ports means no single one of them. */
function isNarrow([from, to]: Range): boolean {
  return from === to || to <= 1024;
}

/** The names of the ports of the cluster's DNS, wherever it is installed as usual. */
const NAMES_OF_DNS: readonly unknown[] = ['dns', 'dns-tcp'];

function isNameOfDns(port: unknown): boolean {
  return NAMES_OF_DNS.includes(port);
}

function ofKubernetes(policy: NetworkPolicy, protocol: Protocol, port: number): OpenedPort[] {
  if (!closedBy(policy).includes('egress')) return [];
  return peerRulesOf(policy)
    .filter(({ direction }) => direction === 'egress')
    .flatMap(({ path, ports }): OpenedPort[] => {
      if (ports.length === 0) return [{ path, got: undefined, isNamed: false }];
      return ports
        .map((got, index) => ({
          path: `${path}.ports[${index}]`,
          got,
          isNamed: isNamed(got),
        }))
        .filter(({ got }) => (got.protocol ?? 'TCP') === protocol && holds(got, port));
    });
}

function isNamed({ port, endPort }: PeerPort): boolean {
  if (port === undefined) return false;
  return typeof port === 'string' ? isNameOfDns(port) : isNarrow([port, endPort ?? port]);
}

function holds({ port, endPort }: PeerPort, wanted: number): boolean {
  if (port === undefined || typeof port === 'string') return true;
  return port <= wanted && wanted <= (endPort ?? port);
}

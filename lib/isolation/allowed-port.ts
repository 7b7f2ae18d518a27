import { type CalicoPolicy, rulesOf } from '../calico/policy';
import { groupOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { type NetworkPolicy, type PeerPort, peerRulesOf } from '../manifests/network-policy';

type Protocol = 'TCP' | 'UDP';

/** A port that a policy opens for its pods to go out, and where it says so. */
export interface OpenedPort {
  readonly path: string;
  readonly got: unknown;
  /** Whether the rule names the port, and not a range or all ports. */
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
  return rulesOf(policy)
    .filter(({ rule, direction }) => direction === 'egress' && rule.action === 'Allow')
    .filter(
      ({ rule }) =>
        rule.protocol === undefined || rule.protocol === protocol || Number(rule.protocol) === NUMBERS[protocol],
    )
    .flatMap(({ rule, path }): OpenedPort[] => {
      const { ports = [], services } = rule.destination ?? {};
      // a Service brings its own ports, which nobody shows
      if (ports.length === 0 || services !== undefined) return [{ path, got: rule, isNamed: false }];
      return ports
        .map((got, index) => ({ path: `${path}.destination.ports[${index}]`, got, isNamed: Number(got) === port }))
        .filter(({ got }) => mayBe(got, port));
    });
}

/** A range holds it or not; the name of a port may mean any. */
function mayBe(text: string | number, port: number): boolean {
  const range = /^(\d+)(?::(\d+))?$/.exec(String(text));
  return range === null || (Number(range[1]) <= port && port <= Number(range[2] ?? range[1]));
}

function ofKubernetes(policy: NetworkPolicy, protocol: Protocol, port: number): OpenedPort[] {
  return peerRulesOf(policy)
    .filter(({ direction }) => direction === 'egress')
    .flatMap(({ path, ports }): OpenedPort[] => {
      if (ports.length === 0) return [{ path, got: undefined, isNamed: false }];
      return ports
        .map((got, index) => ({
          path: `${path}.ports[${index}]`,
          got,
          isNamed: got.port === port && got.endPort === undefined,
        }))
        .filter(({ got }) => (got.protocol ?? 'TCP') === protocol && holds(got, port));
    });
}

function holds({ port, endPort }: PeerPort, wanted: number): boolean {
  if (port === undefined || typeof port === 'string') return true;
  return port <= wanted && wanted <= (endPort ?? port);
}

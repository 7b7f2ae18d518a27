import { CALICO_NAME } from '../calico/labels';
import type { Direction } from '../calico/policy';
import { formatCidr } from './cidr';
import type { DeniedAddress } from './cloud-metadata';
import type { FlowEnd, Permission } from './flow';
import type { Port, PortProtocol } from './port';
import { type LabelRequirement, selectorOf } from './selector';
import { STAGES } from './stages';

/** One side of a rule, as projectcalico.org/v3 writes it. */
export interface CalicoEntity {
  readonly nets?: readonly string[];
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly services?: { readonly name: string; readonly namespace: string };
  readonly ports?: readonly (number | string)[];
}

/**
 * A rule of the subset that the Linux and the Windows dataplane render alike: Allow and Deny only, numeric ports under
 * their protocol, positive IPv4 networks, one selector. The subject stands in the policy's selector, never in the rule:
 * a rule with two selectors is costly on Windows.
 * Source: projectcalico/calico `felix/dataplane/windows/policysets/policysets.go`.
 */
export interface CalicoRule {
  readonly action: 'Allow' | 'Deny';
  readonly protocol?: PortProtocol;
  readonly source?: CalicoEntity;
  readonly destination?: CalicoEntity;
}

/** Which pods a policy is about; `namespaceSelector` in policies without a namespace only. */
export interface CalicoSubject {
  readonly selector?: string;
  readonly namespaceSelector?: string;
}

/** The `types` are always there: who omits them gets different directions from different API servers. */
export interface CalicoPolicySpec extends CalicoSubject {
  readonly order: number;
  readonly types: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly CalicoRule[];
  readonly egress?: readonly CalicoRule[];
}

/** Limits of one rule in the schema since Calico 3.32. */
const MOST_NETS = 256;
const MOST_PORTS = 50;

/** Allows what the permissions say, in the directions they speak of. */
export function calicoPermissions(
  subject: CalicoSubject,
  order: number,
  permissions: readonly Permission[],
): CalicoPolicySpec {
  const ingress = rulesOf('ingress', permissions);
  const egress = rulesOf('egress', permissions);
  return {
    ...subject,
    order,
    types: [...(ingress.length > 0 ? ['Ingress' as const] : []), ...(egress.length > 0 ? ['Egress' as const] : [])],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}

/** Denies addresses before anything is allowed; Windows nodes know no exceptions within an Allow. */
export function calicoDenials(subject: CalicoSubject, denied: readonly DeniedAddress[]): CalicoPolicySpec {
  const egress = denied.flatMap(({ net, ports }): CalicoRule[] => {
    const destination = { nets: [formatCidr(net)] };
    return ports.length === 0
      ? [{ action: 'Deny', destination }]
      : portGroups(ports).map(([protocol, group]) => ({
          action: 'Deny',
          protocol,
          destination: { ...destination, ports: group },
        }));
  });
  return { ...subject, order: STAGES.deny, types: ['Egress'], egress };
}

/** Denies by selecting: a policy without rules leaves everything to the end of the tier, which denies. */
export function calicoIsolation(subject: CalicoSubject): CalicoPolicySpec {
  return { ...subject, order: STAGES.isolation, types: ['Ingress', 'Egress'] };
}

/** Namespaces by name. Calico gives the label, so that nobody can put a namespace under a policy or out of it. */
export function namespacesNamed(names: readonly string[]): string {
  return selectorOf([{ key: CALICO_NAME, operator: 'In', values: names }]);
}

/**
 * All namespaces but some. Host endpoints and network sets have no namespace, and `not in` is true for what has no label:
 * without the first condition the policy would take hold of them, too.
 */
export function namespacesExcept(names: readonly string[]): string {
  const guard: LabelRequirement = { key: CALICO_NAME, operator: 'Exists', values: [] };
  return selectorOf([guard, { key: CALICO_NAME, operator: 'NotIn', values: names }]);
}

/** Each rule once, however often it was asked for. */
function rulesOf(direction: Direction, permissions: readonly Permission[]): CalicoRule[] {
  const rules = permissions.filter((permission) => permission.direction === direction).flatMap(allow);
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function allow({ direction, peer, ports }: Permission): CalicoRule[] {
  return entities(peer).flatMap((far): CalicoRule[] => {
    // Windows takes the ports of the Service and ignores everything else in the rule, so nothing else is said.
    if (ports.length === 0) return [{ action: 'Allow', destination: far }];
    return portGroups(ports).map(([protocol, group]) =>
      direction === 'egress'
        ? { action: 'Allow', protocol, destination: { ...far, ports: group } }
        : {
            action: 'Allow',
            protocol,
            ...(Object.keys(far).length > 0 ? { source: far } : {}),
            destination: { ports: group },
          },
    );
  });
}

function entities(end: FlowEnd): CalicoEntity[] {
  switch (end.kind) {
    case 'pods':
      return [
        {
          ...(end.labels.length > 0 ? { selector: selectorOf(end.labels) } : {}),
          namespaceSelector: namespacesNamed(end.namespaces),
        },
      ];
    case 'nets':
      return end.nets.length === 0 ? [{}] : chunks(end.nets.map(formatCidr), MOST_NETS).map((nets) => ({ nets }));
    case 'network-set':
      return [{ selector: selectorOf(end.labels), namespaceSelector: 'global()' }];
    case 'api-server':
      // Without the namespace Calico matches nothing.
      return [{ services: { name: 'kubernetes', namespace: 'default' } }];
  }
}

function portGroups(ports: readonly Port[]): [PortProtocol, (number | string)[]][] {
  const protocols = [...new Set(ports.map(({ protocol }) => protocol))];
  return protocols.flatMap((protocol) => {
    const texts = ports
      .filter((port) => port.protocol === protocol)
      .map(({ from, to }) => (from === to ? from : `${from}:${to}`));
    return chunks([...new Set(texts)], MOST_PORTS).map((group): [PortProtocol, (number | string)[]] => [
      protocol,
      group,
    ]);
  });
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

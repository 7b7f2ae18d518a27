import { familyOf, masked, type Network, parseNetwork } from '../manifests/network';
import { type NetworkPolicy, type Peer, type PeerPort, peerRulesOf } from '../manifests/network-policy';
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error';
import { isCidr, isPort, isPortName } from './formats';
import { labelSelectorErrors } from './label-selector-errors';

/** The part of the validation that found an error; each is a rule of its own. */
export type NetworkPolicyCheck = 'selector' | 'type' | 'port' | 'peer' | 'network';

export interface NetworkPolicyError extends FieldError {
  readonly about: NetworkPolicyCheck;
}

/** Before this minor a network may have host bits, and its numbers leading zeros. */
export const STRICT_NETWORKS_SINCE = 36;

const TYPES = ['Ingress', 'Egress'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** As kubernetes/kubernetes `pkg/apis/networking/validation/validation.go`. Paths are those of the manifest. */
export function networkPolicyErrors(policy: NetworkPolicy, kubernetes: number): NetworkPolicyError[] {
  const { podSelector, policyTypes = [] } = policy.spec ?? {};
  return [
    ...about('selector', labelSelectorErrors('spec.podSelector', podSelector)),
    ...about('type', typeErrors(policyTypes)),
    ...peerRulesOf(policy).flatMap(({ path, peersPath, peers, ports }) => [
      ...about(
        'port',
        ports.flatMap((port, index) => portErrors(`${path}.ports[${index}]`, port)),
      ),
      ...peers.flatMap((peer, index) => peerErrors(`${peersPath}[${index}]`, peer, kubernetes)),
    ]),
  ];
}

function about(check: NetworkPolicyCheck, errors: readonly FieldError[]): NetworkPolicyError[] {
  return errors.map((error) => ({ ...error, about: check }));
}

function typeErrors(types: readonly string[]): FieldError[] {
  const path = 'spec.policyTypes';
  if (types.length > TYPES.length) return [invalid(path, types, 'there are two types at most')];
  return types.flatMap((type, index) => (TYPES.includes(type) ? [] : [notSupported(`${path}[${index}]`, type, TYPES)]));
}

function portErrors(path: string, { protocol, port, endPort }: PeerPort): FieldError[] {
  return [
    ...(protocol === undefined || PROTOCOLS.includes(protocol)
      ? []
      : [notSupported(`${path}.protocol`, protocol, PROTOCOLS)]),
    ...numberErrors(path, port),
    ...(endPort === undefined ? [] : endErrors(`${path}.endPort`, port, endPort)),
  ];
}

function numberErrors(path: string, port: PeerPort['port']): FieldError[] {
  if (port === undefined || isPort(port) || isPortName(port)) return [];
  const problem = typeof port === 'string' ? 'it is not the name of a port' : 'a port is a number from 1 to 65535';
  return [invalid(`${path}.port`, port, problem)];
}

function endErrors(path: string, port: PeerPort['port'], endPort: number): FieldError[] {
  if (port === undefined) return [invalid(path, endPort, 'a range begins with port')];
  if (typeof port === 'string') return [invalid(path, endPort, 'a range begins with a number, not with a name')];
  if (!isPort(endPort)) return [invalid(path, endPort, 'a port is a number from 1 to 65535')];
  return endPort < port ? [invalid(path, endPort, `the range begins at ${port} and runs backwards`)] : [];
}

function peerErrors(path: string, peer: Peer, kubernetes: number): NetworkPolicyError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const isSelected = podSelector !== undefined || namespaceSelector !== undefined;
  if (!isSelected && ipBlock === undefined) {
    return about('peer', [required(path, 'it has neither podSelector nor namespaceSelector nor ipBlock')]);
  }
  return [
    ...about('selector', labelSelectorErrors(`${path}.podSelector`, podSelector)),
    ...about('selector', labelSelectorErrors(`${path}.namespaceSelector`, namespaceSelector)),
    ...about('network', blockErrors(`${path}.ipBlock`, ipBlock, kubernetes)),
    ...(isSelected && ipBlock !== undefined
      ? about('peer', [forbidden(path, peer, 'it has ipBlock together with a selector')])
      : []),
  ];
}

function blockErrors(path: string, block: Peer['ipBlock'], kubernetes: number): FieldError[] {
  if (block === undefined) return [];
  const { cidr = '', except = [] } = block;
  if (cidr === '') return [required(`${path}.cidr`, 'a block needs its network')];
  const whole = parseNetwork(cidr, { leadingZeros: true });
  return [
    ...networkErrors(`${path}.cidr`, cidr, kubernetes),
    ...(whole === undefined
      ? []
      : except.flatMap((text, index) => exceptErrors(`${path}.except[${index}]`, text, cidr, whole, kubernetes))),
  ];
}

function exceptErrors(path: string, text: string, cidr: string, whole: Network, kubernetes: number): FieldError[] {
  const errors = networkErrors(path, text, kubernetes);
  const part = parseNetwork(text, { leadingZeros: true });
  if (errors.length > 0 || part === undefined || isWithin(part, whole)) return errors;
  return [invalid(path, text, `it does not lie in ${cidr}, or is as large`)];
}

function networkErrors(path: string, text: string, kubernetes: number): FieldError[] {
  if (parseNetwork(text, { leadingZeros: true }) === undefined) return [invalid(path, text, 'it is no CIDR')];
  if (kubernetes < STRICT_NETWORKS_SINCE || isCidr(text)) return [];
  return [invalid(path, text, 'it has host bits, leading zeros, or an IPv4 address in IPv6 form')];
}

/** Strictly: it has a longer prefix as well. */
function isWithin(part: Network, whole: Network): boolean {
  if (familyOf(part) !== familyOf(whole) || part.prefix <= whole.prefix) return false;
  const width = (network: Network) => (network.bits === 32 ? network.address | (0xffffn << 32n) : network.address);
  const hostBits = BigInt(whole.bits - whole.prefix);
  return width(masked(part)) >> hostBits === width(whole) >> hostBits;
}

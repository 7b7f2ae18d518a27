import { DEFAULT_TIER, type Direction } from '../calico/policy';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import { type AddressTest, isPassable, passes } from './address-set';
import { type Bits, both, either, hasBit, isNone, noBits, without } from './bits';
import { combinedPorts, FelixPanic } from './combined-ports';
import type { Range } from './connection-space';
import { FarIndex } from './far-index';
import type { GoverningTier } from './governing-tiers';
import type { Policy, Rule, Tier } from './policy';
import type { PolicyNetwork } from './policy-network';
import type { Decider, Ends, Program } from './program';
import { addressTests } from './rule-match';
import type { Step } from './steps';
import { inOrder } from './tiers';
import { skippedBecause } from './windows-skips';

/** How tiers come to Windows nodes: each Pass is worked into the next tier, or only one tier is looked at. */
export type WindowsTiers = 'flattened' | 'first';

/** What Felix hands to Windows for a rule. */
interface Acl extends Step {
  readonly action: 'Allow' | 'Block' | 'Pass';
  /** Any when nothing is said. */
  readonly protocol?: number;
  /** Any when there are none. */
  readonly nearPorts: readonly Range[];
  readonly farPorts: readonly Range[];
  readonly by: Decider;
}

/** Source: projectcalico/calico `felix/dataplane/windows/endpoint_mgr.go`, `policysets/policysets.go`, `flattener.go`. */
export function windowsProgram(
  tiers: readonly GoverningTier[],
  direction: Direction,
  network: PolicyNetwork,
  mode: WindowsTiers,
): Program {
  let acls: readonly Acl[];
  let broken: Pick<Program, 'broken' | 'brokenAt'> = {};
  try {
    acls =
      mode === 'first'
        ? ofFirstTier(tiers, direction, network)
        : flattened(ofTiers(tiers, direction, network), network);
  } catch (error) {
    if (!(error instanceof FailedPass)) throw error;
    acls = [];
    broken = { broken: error.message, brokenAt: error.pass };
  }
  const { everything, size } = network.connections;
  const asked = acls.map(
    (acl): AskedAcl => ({ acl, near: acl.near, far: acl.far, connections: connectionsOf(acl, direction, network) }),
  );
  const byFar = new FarIndex(asked);
  return {
    ...broken,
    steps: acls,
    allowed: (ends) => {
      let allowed = noBits(size);
      let open = everything;
      for (const each of byFar.about(ends.far.classNumber)) {
        if (!isAboutEnds(each, ends)) continue;
        if (each.acl.action === 'Allow') allowed = either(allowed, both(open, each.connections));
        open = without(open, each.connections);
        if (isNone(open)) break;
      }
      return allowed;
    },
    deciderOf: (ends, cell) => {
      const decisive = byFar
        .about(ends.far.classNumber)
        .find((each) => isAboutEnds(each, ends) && hasBit(each.connections, cell));
      return { isAllowed: decisive?.acl.action === 'Allow', by: decisive?.acl.by ?? { kind: 'end of tier' } };
    },
  };
}

/** An ACL with the connections that it is about. */
interface AskedAcl {
  readonly acl: Acl;
  readonly near: Acl['near'];
  readonly far: Acl['far'];
  readonly connections: Bits;
}

function isAboutEnds({ near, far }: AskedAcl, ends: Ends): boolean {
  return passes(near, ends.near.classNumber, ends.near.piece) && passes(far, ends.far.classNumber, ends.far.piece);
}

function connectionsOf(acl: Acl, direction: Direction, network: PolicyNetwork): Bits {
  const known = connectionsIn(network);
  const key = `${direction} ${acl.protocol} ${acl.nearPorts.join(';')} ${acl.farPorts.join(';')}`;
  let bits = known.get(key);
  if (bits === undefined) {
    bits = foundConnections(acl, direction, network);
    known.set(key, bits);
  }
  return bits;
}

/** Many rules are about the same connections. */
const connectionsIn = remembered((_: PolicyNetwork) => new Map<string, Bits>());

function foundConnections(
  { protocol, nearPorts, farPorts }: Acl,
  direction: Direction,
  { connections }: PolicyNetwork,
): Bits {
  if (protocol === undefined) return connections.everything;
  let bits = connections.ofProtocol(protocol);
  const [to, from] = direction === 'ingress' ? [nearPorts, farPorts] : [farPorts, nearPorts];
  if (to.length > 0) bits = both(bits, connections.toPorts(protocol, to));
  if (from.length > 0) bits = both(bits, connections.fromPorts(protocol, from));
  return bits;
}

const ANY = { near: [], far: [], nearPorts: [], farPorts: [], hangsOnNear: false, hangsOnFar: false } as const;

/**
 * Calico before 3.29 knows no tiers on Windows: all policies are in one order, but for those that it has never heard of.
 * Who has none has the profile of its namespace.
 */
function ofFirstTier(tiers: readonly GoverningTier[], direction: Direction, network: PolicyNetwork): Acl[] {
  const policies = tiers
    .flatMap((tier) => tier.policies)
    .filter(({ object, isStaged }) => !isStaged && !ADMIN_POLICIES.includes(groupKindOf(object)))
    .sort(inOrder);
  if (policies.length === 0) return [{ ...ANY, action: 'Allow', by: { kind: 'no policy' } }];
  const acls = policies
    .flatMap((policy) => aclsOf(policy, direction, network))
    .filter(({ action }) => action !== 'Pass');
  const tier: Tier = { name: DEFAULT_TIER, order: 0, defaultAction: 'Deny', isShown: true, policies };
  return [...acls, endOf(tier, policies.at(-1), 'Block')];
}

function ofTiers(tiers: readonly GoverningTier[], direction: Direction, network: PolicyNetwork): Acl[][] {
  const all = tiers.map(({ tier, policies }) => {
    // a staged policy is listed on the endpoint and is nowhere else: Felix stops at it
    const staged = policies.findIndex(({ isStaged }) => isStaged);
    const before = staged < 0 ? policies : policies.slice(0, staged);
    const end = endOf(
      tier,
      staged < 0 ? policies.at(-1) : policies[staged],
      tier.defaultAction === 'Pass' ? 'Pass' : 'Block',
    );
    return [...before.flatMap((policy) => aclsOf(policy, direction, network)), end];
  });
  if (tiers.some(({ tier }) => tier.name === 'default')) return all;
  return [...all, [{ ...ANY, action: 'Allow', by: { kind: all.length > 0 ? 'profile' : 'no policy' } }]];
}

function endOf(tier: Tier, policy: Policy | undefined, action: 'Block' | 'Pass'): Acl {
  return { ...ANY, action, by: { kind: 'end of tier', tier, policy } };
}

function aclsOf(policy: Policy, direction: Direction, network: PolicyNetwork): Acl[] {
  return (policy[direction] ?? []).flatMap((rule) => {
    if (skippedBecause(rule) !== undefined) return [];
    const action = ACTIONS[rule.action];
    if (action === undefined) return [];
    // many endpoints have a policy in common
    const known = convertedIn(network);
    let acls = known.get(rule);
    if (acls === undefined) {
      acls = aclsOfRule({ rule, policy, action, direction, network });
      known.set(rule, acls);
    }
    return acls;
  });
}

const convertedIn = remembered((_: PolicyNetwork) => new Map<Rule, readonly Acl[]>());

const ACTIONS: Readonly<Partial<Record<Rule['action'], Acl['action']>>> = {
  Allow: 'Allow',
  Deny: 'Block',
  Pass: 'Pass',
};

interface Conversion {
  readonly rule: Rule;
  readonly policy: Policy;
  readonly action: Acl['action'];
  readonly direction: Direction;
  readonly network: PolicyNetwork;
}

function aclsOfRule({ rule, policy, action, direction, network }: Conversion): Acl[] {
  const { source, destination } = rule;
  const by: Decider = {
    kind: 'rule',
    policy,
    rule,
    tier: network.order.tiers.find(({ name }) => name === policy.tier),
  };
  if (destination.service !== undefined) {
    // nothing else in the rule is looked at
    return [...network.membersOf(destination.service).values()].flatMap(({ member: { port }, set }): Acl[] => {
      if (port === undefined) return [];
      const far = [{ set, isNegated: false }];
      return [{ ...ANY, action, by, far, protocol: port.protocol, farPorts: [[port.number, port.number]] }];
    });
  }
  const from = { tests: addressTests(source, network), ports: source.ports?.ranges ?? [] };
  const to = { tests: addressTests(destination, network), ports: destination.ports?.ranges ?? [] };
  const [near, far] = direction === 'ingress' ? [to, from] : [from, to];
  // a rule about addresses that nobody has is not handed on
  const isEmpty = [near, far].some(({ tests }) => tests.length > 0 && !isPassable(tests, network.piecesOfClass));
  if (isEmpty) return [];
  const { protocol } = rule;
  const [nearPorts, farPorts] = [near.ports, far.ports];
  const nothingElse = { hangsOnNear: false, hangsOnFar: false };
  return [{ action, by, protocol, near: near.tests, far: far.tests, nearPorts, farPorts, ...nothingElse }];
}

/** Tiers as one list: every Pass becomes all rules of the next tier, each cut down to what the Pass is about. */
function flattened(tiers: readonly Acl[][], network: PolicyNetwork): readonly Acl[] {
  // what is passed by the last tier is passed to nobody
  const last = tiers[tiers.length - 1].map((acl): Acl => (acl.action === 'Pass' ? { ...acl, action: 'Block' } : acl));
  const all = [...tiers.slice(0, -1), last];
  let [list] = all;
  for (const next of all.slice(1)) {
    if (!list.some(({ action }) => action === 'Pass')) break;
    list = list.flatMap((acl) => (acl.action === 'Pass' ? next.flatMap((own) => combined(acl, own, network)) : acl));
  }
  return list;
}

function combined(pass: Acl, next: Acl, network: PolicyNetwork): Acl[] {
  if (pass.protocol !== undefined && next.protocol !== undefined && pass.protocol !== next.protocol) return [];
  const protocol = next.protocol ?? pass.protocol;
  const near = [...pass.near, ...next.near];
  const far = [...pass.far, ...next.far];
  const isEmpty = (own: readonly AddressTest[], other: readonly AddressTest[], joined: readonly AddressTest[]) =>
    own.length > 0 && other.length > 0 && !isPassable(joined, network.piecesOfClass);
  if (isEmpty(pass.near, next.near, near) || isEmpty(pass.far, next.far, far)) return [];
  const by = { ...next.by, via: [...(pass.by.via ?? []), pass.by, ...(next.by.via ?? [])] };
  const joined = { ...next, by, ...(protocol === undefined ? {} : { protocol }), near, far };
  try {
    const nearPorts = combinedPorts(pass.nearPorts, next.nearPorts);
    return [{ ...joined, nearPorts, farPorts: combinedPorts(pass.farPorts, next.farPorts) }];
  } catch (error) {
    throw error instanceof FelixPanic ? new FailedPass(error.message, pass.by) : error;
  }
}

/** Where Felix fails. */
class FailedPass extends Error {
  public constructor(
    message: string,
    public readonly pass: Decider,
  ) {
    super(message);
  }
}

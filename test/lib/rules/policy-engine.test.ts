import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/lint/finding';
import { lint } from '../../../lib/lint/lint';
import { Cluster } from '../../../lib/manifests/cluster';
import { type KubernetesObject, titleOf } from '../../../lib/manifests/kubernetes-object';
import { AKS } from '../../../lib/platforms/aks';
import { hasBit } from '../../../lib/policy/bits';
import type { Rule } from '../../../lib/policy/policy';
import type { Reach } from '../../../lib/policy/reach';
import { skippedBecause } from '../../../lib/policy/windows-skips';
import { openingsOf } from '../../../lib/reach/openings';
import type { Topic } from '../../../lib/rules/rule';
import { some } from '../../policy-clusters/arbitraries';
import { calicoRules } from '../../policy-clusters/calico-rules';
import { type PolicyCase, policyCases } from '../../policy-clusters/cases';
import { endOf, type flowOf, reachOf, verdictOf } from '../policy/answers';

const SEED = { seed: 20_260_202 };

/** Behind the others, so that a denial that is left out opens something. */
const OPEN: KubernetesObject = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalNetworkPolicy',
  metadata: { name: 'open' },
  spec: {
    order: 5000,
    types: ['Ingress', 'Egress'],
    ingress: [{ action: 'Allow' }],
    egress: [{ action: 'Allow' }],
  },
};

const denied = (direction: 'ingress' | 'egress') =>
  some(calicoRules(direction), 2).map((rules) =>
    rules.map((rule) => (rule.action === 'Allow' ? { ...rule, action: 'Deny' } : rule)),
  );

/** Clusters that deny much, some of which Windows nodes leave out. */
const DENYING = fc
  .record({ given: policyCases(16), ingress: denied('ingress'), egress: denied('egress') })
  .map(({ given: { cluster, flows }, ingress, egress }): PolicyCase => {
    const metadata = { name: 'denials' };
    const spec = { order: 0, types: ['Ingress', 'Egress'], ingress, egress };
    return {
      cluster: [...cluster, { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata, spec }],
      flows,
    };
  });

/** Every other pod is for Windows, and every tier is there. */
function onWindows(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const missing = ['security', 'platform', 'nowhere'].filter(
    (name) => !objects.some(({ kind, metadata }) => kind === 'Tier' && metadata?.name === name),
  );
  const tiers = missing.map((name) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'Tier',
    metadata: { name },
    spec: { order: 2_000_000 },
  }));
  return [...objects, ...tiers, OPEN].map((object) => {
    if (object.kind !== 'Pod') return object;
    const name = Number(object.metadata?.name?.slice('pod'.length)) % 2 === 0 ? 'windows' : 'linux';
    const selector = { os: { name }, nodeSelector: { 'kubernetes.io/os': name } };
    return { ...object, spec: { ...(object.spec as object), ...selector } };
  });
}

const TOPICS: readonly Topic[] = ['policy', 'network'];
const found = (objects: readonly KubernetesObject[], target = {}) =>
  lint(objects, { target, isAsked: ({ topic }) => TOPICS.includes(topic) });

/** Rules that say: Windows nodes leave it out. */
const OF_SKIPS = ['policy-negation', 'policy-named-port', 'policy-icmp-type', 'policy-log', 'ip-address-family'];

/** Whether a finding is about a rule as Calico has it: at the rule, below it, or at its ports where all peers share them. */
function isOf({ object, path }: Finding, policy: KubernetesObject, rule: Rule): boolean {
  const written = rule.path.replace(/\.(from|to)\[\d+\]$/, '');
  const isShared = /^\.(ports|protocols)\[/.test(path.slice(written.length));
  return object === policy && (path.startsWith(`${rule.path}.`) || (path.startsWith(`${written}.`) && isShared));
}

/** Where a rule of IPv4 stands beside one of IPv6, the latter has nothing to do on Windows nodes. */
function isSpare(rule: Rule, all: readonly Rule[]): boolean {
  const isOfIpv6 = (each: Rule) => ['IPv6', 'no IPv4 network'].includes(skippedBecause(each) ?? '');
  return (
    isOfIpv6(rule) &&
    all.some((each) => each.direction === rule.direction && each.action === rule.action && !isOfIpv6(each))
  );
}

function windowsClasses({ network }: Reach): number[] {
  return network.endpoints.flatMap(({ system, isOnHostNetwork }, index) =>
    system === 'windows' && !isOnHostNetwork ? [network.classes[index]] : [],
  );
}

describe('of random clusters with Windows pods', () => {
  test('lint says of exactly those rules that Windows nodes leave them out of which the engine says so', () => {
    let count = 0;
    fc.assert(
      fc.property(policyCases(0), ({ cluster }) => {
        const objects = onWindows(cluster);
        const reach = reachOf(objects);
        const findings = found(objects).filter(({ rule: { id } }) => OF_SKIPS.includes(id));
        const explained = new Set<Finding>();
        for (const policy of reach.network.policies()) {
          const isMeant =
            !policy.isStaged &&
            windowsClasses(reach).some((number) => hasBit(reach.network.addressesOf(policy.subject).classes, number));
          const rules = [...(policy.ingress ?? []), ...(policy.egress ?? [])];
          for (const rule of rules) {
            const own = findings.filter((finding) => isOf(finding, policy.object, rule));
            const isLeftOut = isMeant && skippedBecause(rule) !== undefined && !isSpare(rule, rules);
            if (isLeftOut) {
              expect({ rule, policy: titleOf(policy.object), own: own.length > 0 }).toMatchObject({ own: true });
              for (const finding of own) explained.add(finding);
              count++;
            }
          }
        }
        expect(findings.filter((finding) => !explained.has(finding))).toEqual([]);
      }),
      { ...SEED, numRuns: 60 },
    );
    expect(count).toBeGreaterThan(15);
  });

  test('every flow that stands open on the Windows nodes alone is an error, and every such error names one', () => {
    const seen = { opened: 0, named: 0, all: 0 };
    fc.assert(
      fc.property(DENYING, ({ cluster, flows }) => {
        const objects = onWindows(cluster);
        const reach = reachOf(objects);
        const errors = found(objects).filter(({ severity }) => severity === 'error');
        for (const flow of flows) {
          if (!isOpenedOn(reach, flow)) continue;
          seen.opened++;
          expect({ flow, told: errors.some(({ problem }) => /stands open/.test(problem ?? '')) }).toMatchObject({
            told: true,
          });
        }
        for (const { problem = '' } of errors) {
          seen.all += problem.split('stands open').length - 1;
          for (const [, text, from, to] of problem.matchAll(
            /(?:: |on (?:the )?Windows nodes |, and )([^:]+?) from (\S+|the Internet) to (\S+|the Internet) stands open/g,
          )) {
            seen.named++;
            // of which ones, the text does not say
            if (text.includes('of some source ports')) continue;
            expect({ problem, isOpened: isOpenedOn(reach, named(text, from, to)) }).toMatchObject({ isOpened: true });
          }
        }
        expect(openingsOf(new Cluster(objects), 'flattened').unexplained.size).toBe(0);
      }),
      { ...SEED, numRuns: 60 },
    );
    expect(seen.opened).toBeGreaterThan(5);
    expect(seen.named).toBeGreaterThan(5);
    expect(seen.named).toBe(seen.all);
  });

  test('on AKS, whose Windows nodes know no tiers, it is so, too', () => {
    const seen = { opened: 0 };
    fc.assert(
      fc.property(DENYING, ({ cluster, flows }) => {
        const objects = onWindows(cluster);
        const reach = reachOf(objects, { windows: 'first' });
        const errors = found(objects, { platform: AKS }).filter(({ severity }) => severity === 'error');
        for (const flow of flows) {
          if (!isOpenedOn(reach, flow)) continue;
          seen.opened++;
          expect({ flow, told: errors.some(({ problem }) => /stands open/.test(problem ?? '')) }).toMatchObject({
            told: true,
          });
        }
      }),
      { ...SEED, numRuns: 60 },
    );
    expect(seen.opened).toBeGreaterThan(5);
  });
});

type Asked = ReturnType<typeof flowOf>;

/** Denied between Linux nodes, and allowed on the nodes of the pods. */
function isOpenedOn(reach: Reach, flow: Asked): boolean {
  if ([flow.from, flow.to].some((end) => end.includes(':'))) return false;
  const planeOf = (text: string) => {
    const end = endOf(reach, text);
    const index =
      'endpoint' in end ? end.endpoint : 'address' in end ? reach.network.endpointAt(end.address) : undefined;
    return index !== undefined && reach.network.endpoints[index].system === 'windows' ? 'windows' : 'linux';
  };
  const { verdict: onLinux } = verdictOf(reach, flow, 'linux');
  const { from, to, protocol, ...packet } = flow;
  const cell = { protocol: reach.network.connections.cellOf({ protocol: numberOf(protocol), ...packet }) };
  const { verdict } = reach.decided(reach.located(endOf(reach, from)), reach.located(endOf(reach, to)), cell.protocol, {
    from: planeOf(from),
    to: planeOf(to),
  });
  return onLinux === 'deny' && verdict === 'allow';
}

const NUMBERS: Readonly<Record<string, number>> = { ICMP: 1, TCP: 6, UDP: 17, ICMPv6: 58, SCTP: 132, UDPLite: 136 };

function numberOf(protocol: string | number): number {
  return typeof protocol === 'number' ? protocol : (NUMBERS[protocol] ?? Number(protocol));
}

/** The first connection of those that a finding names. */
function named(text: string, from: string, to: string): Asked {
  const addressOf = (name: string) =>
    name === 'the Internet' ? '1.1.1.1' : /^\d/.test(name) ? name.split('/')[0] : name;
  const [, protocol, first] = /^(?:protocol )?(\S+?)(?: (\d+)[-,\d ]*)?$/.exec(text) ?? [];
  const isIcmp = protocol?.startsWith('ICMP');
  const number = text.startsWith('other') ? 199 : numberOf(protocol);
  return {
    from: addressOf(from),
    to: addressOf(to),
    protocol: number,
    ...(first === undefined ? {} : isIcmp ? { icmpType: Number(first) } : { port: Number(first) }),
  };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cidr, parseCidr } from '../../../lib/isolation/cidr';
import type { Flow, FlowEnd, PodsEnd } from '../../../lib/isolation/flow';
import type { IsolationPromise } from '../../../lib/isolation/promise';
import { PromiseCheck } from '../../../lib/isolation/promise-check';
import { outsideOf, type PromiseParty, podsOfApp } from '../../../lib/isolation/promise-parties';
import { PromisedPassages, PromiseRules, promiseOn } from '../../../lib/isolation/promised-passage';
import { isolatedPods, ruleAbout } from '../../../lib/isolation/promised-rules';
import { requireLabels } from '../../../lib/isolation/selector';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { isNone, without } from '../../../lib/policy/bits';
import { type Planes, Reach } from '../../../lib/policy/reach';
import { enforcementOf } from '../../../lib/reach/enforcement';
import { clusterInMemory } from '../../../lib/reach/given-cluster';
import { Survey } from '../../../lib/reach/survey';

const NAMESPACES = ['a', 'b', 'c'];
const WORKLOADS = 9;
const SYSTEMS = ['windows', 'linux', undefined];

const namespaceOf = (index: number) => NAMESPACES[index % NAMESPACES.length];
const labelsOf = (index: number) => ({ app: `w${index}`, half: `${index % 2}` });

function workload(index: number): KubernetesObject {
  const system = SYSTEMS[Math.floor(index / NAMESPACES.length)];
  const spec = {
    containers: [{ name: 'main', ports: [{ name: 'web', containerPort: 80 }] }],
    ...(system === undefined ? {} : { os: { name: system } }),
  };
  const metadata = { name: `w${index}`, namespace: namespaceOf(index) };
  const template = { metadata: { labels: labelsOf(index) }, spec };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template } } as KubernetesObject;
}

const workloads = fc.integer({ min: 0, max: WORKLOADS - 1 });
const ports = fc.constantFrom(53, 80, 1433);
const networks = fc.constantFrom('10.0.0.0/8', '10.20.0.0/16', '203.0.113.0/24', '0.0.0.0/0');
const selectors = fc.oneof(
  workloads.map((index) => ({ matchLabels: { app: `w${index}` } })),
  fc.constantFrom({}, { matchLabels: { half: '0' } }),
);
const peers = fc.oneof(
  selectors.map((podSelector) => ({ podSelector })),
  selectors.map((podSelector) => ({ podSelector, namespaceSelector: {} })),
  networks.map((cidr) => ({ ipBlock: { cidr } })),
);
const rules = (side: 'from' | 'to') =>
  fc.record({ [side]: fc.array(peers, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<unknown> }).chain((far) =>
    fc.oneof(
      fc.constant(far),
      fc.oneof(ports, fc.constant('web')).map((port) => ({ ...far, ports: [{ protocol: 'TCP', port }] })),
    ),
  );
const foreign = fc.oneof(
  fc.record({
    namespace: fc.constantFrom(...NAMESPACES),
    spec: fc.oneof(
      fc.record({ podSelector: selectors, ingress: fc.array(rules('from'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ podSelector: selectors, egress: fc.array(rules('to'), { minLength: 1, maxLength: 2 }) }),
    ),
  }),
  fc.record({
    tier: fc.constantFrom('default', 'early'),
    action: fc.constantFrom('Allow', 'Pass', 'Deny'),
    direction: fc.constantFrom('ingress' as const, 'egress' as const),
    selector: fc.constantFrom('all()', "half == '0'", "app == 'w1'"),
    nets: fc.option(networks, { nil: undefined }),
  }),
);

const plans = fc.record({
  isolated: fc.constantFrom(['a'], ['a', 'b']),
  isForWindows: fc.boolean(),
  flows: fc.array(fc.tuple(workloads, fc.oneof(workloads, networks), ports), { maxLength: 6 }),
  /** Policies of flows that are not there. */
  missing: fc.integer({ min: 0, max: 2 }),
  foreign: fc.array(foreign, { maxLength: 3 }),
});
type Plan = typeof plans extends fc.Arbitrary<infer T> ? T : never;

function endOf(end: number | string): FlowEnd {
  if (typeof end === 'number') return podsAt(end);
  return { kind: 'nets', name: end, nets: [parseCidr(end) as Cidr] };
}

function podsAt(index: number): PodsEnd {
  return {
    kind: 'pods',
    name: `w${index}`,
    namespaces: [namespaceOf(index)],
    labels: requireLabels({ app: `w${index}` }),
  };
}

const NETWORKING = 'networking.k8s.io/v1';

function kubernetesPolicy(name: string, namespace: string, spec: object): KubernetesObject {
  const policyTypes = ['ingress' in spec ? 'Ingress' : [], 'egress' in spec ? 'Egress' : []].flat();
  const metadata = { name, namespace };
  return {
    apiVersion: NETWORKING,
    kind: 'NetworkPolicy',
    metadata,
    spec: { policyTypes, ...spec },
  } as KubernetesObject;
}

function foreignPolicy(policy: Plan['foreign'][number], index: number): KubernetesObject {
  if ('spec' in policy) return kubernetesPolicy(`foreign-${index}`, policy.namespace, policy.spec);
  const { tier, action, direction, selector, nets } = policy;
  const far = nets === undefined ? {} : { [direction === 'ingress' ? 'source' : 'destination']: { nets: [nets] } };
  const spec = { tier, order: index, selector, types: [direction], [direction]: [{ action, ...far }] };
  const types = [direction === 'ingress' ? 'Ingress' : 'Egress'];
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: `${tier}.foreign-${index}` },
    spec: { ...spec, types },
  } as KubernetesObject;
}

const TIER = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'Tier',
  metadata: { name: 'early' },
  spec: { order: 10 },
} as KubernetesObject;

/** The policies by which an isolation would keep a permission. */
function policiesOf([from, to, port]: Plan['flows'][number], index: number, isolated: readonly string[]) {
  const at = [{ protocol: 'TCP', port }];
  const peerAt = (pod: number) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(pod) } },
    podSelector: { matchLabels: { app: `w${pod}` } },
  });
  const subject = (pod: number) => ({ podSelector: { matchLabels: { app: `w${pod}` } } });
  const far = typeof to === 'number' ? peerAt(to) : { ipBlock: { cidr: to } };
  const egress = { ...subject(from), egress: [{ to: [far], ports: at }] };
  const out = isolated.includes(namespaceOf(from)) ? [kubernetesPolicy(`out-${index}`, namespaceOf(from), egress)] : [];
  if (typeof to !== 'number' || !isolated.includes(namespaceOf(to))) return out;
  const ingress = { ...subject(to), ingress: [{ from: [peerAt(from)], ports: at }] };
  return [...out, kubernetesPolicy(`in-${index}`, namespaceOf(to), ingress)];
}

function surveyOf({ isolated, isForWindows, flows, missing, foreign: others }: Plan) {
  const closed = isolated.map((name) => kubernetesPolicy('closed', name, { podSelector: {}, ingress: [], egress: [] }));
  const own = flows.flatMap((flow, index) => policiesOf(flow, index, isolated)).slice(missing);
  const objects = [...Array.from({ length: WORKLOADS }, (_, index) => workload(index)), TIER, ...closed, ...own];
  const promise: IsolationPromise = {
    path: 'isolation',
    namespaces: isolated,
    except: [],
    denied: [],
    cutsDenied: false,
    forAll: [],
    isForWindows,
  };
  const promised = new PromiseRules(
    [promise],
    flows.map(
      ([from, to, port]): Flow => ({
        from: podsAt(from),
        to: endOf(to),
        ports: [{ protocol: 'TCP', from: port, to: port }],
      }),
    ),
  );
  const asked = [...promised.all, ruleAbout(isolatedPods(promise))];
  const given = clusterInMemory([...objects, ...others.map(foreignPolicy)], {});
  const survey = new Survey(given, enforcementOf(undefined, undefined), undefined, asked);
  return { survey, promise, promised };
}

const textOf = (from: PromiseParty, to: PromiseParty, planes: Planes, kind: string, connections: Uint32Array) =>
  `${from.named.name} (${planes.from}) → ${to.named.name} (${planes.to}): ${kind} ${[...connections]}`;

/** Pair by pair, each by itself. */
function plainBreaches({ survey, promise, promised }: ReturnType<typeof surveyOf>): string[] {
  const passages = new PromisedPassages(survey, promised);
  const pods = podsOfApp(survey, [promise], new Set());
  const all = [...pods, ...outsideOf(survey, [promise])];
  const found: string[] = [];
  for (const from of all)
    for (const to of all)
      for (const plane of from.planes)
        for (const other of to.planes) {
          const planes = { from: plane, to: other };
          const isOurs = promiseOn(from, plane) !== undefined || promiseOn(to, other) !== undefined;
          if (!isOurs || (from.isStandIn && promiseOn(from, plane) === undefined)) continue;
          // one that has answered nothing before
          const reach = new Reach(survey.network, survey.enforcement.windows);
          const actual = reach.passage(from.located, to.located, planes);
          const wanted = passages.of(from, to, planes);
          const tell = (kind: string, bits: Uint32Array) => {
            if (!isNone(bits)) found.push(textOf(from, to, planes, kind, bits));
          };
          if (actual.broken !== undefined) tell('broken', survey.network.connections.everything);
          else {
            tell('open', without(actual.sure, wanted.may));
            tell('closed', without(wanted.sure, actual.may));
          }
        }
  return found.sort();
}

test('whoever is looked at together, nothing is found that a look at each pair does not find, and nothing is missed', () => {
  let broken = 0;
  fc.assert(
    fc.property(plans, (plan) => {
      const { survey, promise, promised } = surveyOf(plan);
      const { breaches } = new PromiseCheck(survey, [promise], promised, new Set());
      const found = breaches.map(({ from, to, planes, kind, connections }) =>
        textOf(from, to, planes, kind, connections),
      );
      const plain = plainBreaches({ survey, promise, promised });
      if (plain.length > 0) broken++;
      expect(found.sort()).toEqual(plain);
    }),
    { numRuns: 80 },
  );
  expect(broken).toBeGreaterThan(20);
});

import type { ApiObject } from 'cdk8s';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPolicyName } from '../../constructs/rendering/policy-name';
import { CALICO_NAME } from '../../lib/calico/labels';
import {
  calicoDenials,
  calicoIsolation,
  calicoPermissions,
  namespacesExcept,
  namespacesNamed,
} from '../../lib/isolation/calico-format';
import { type Cidr, type CidrProblem, formatCidr, parseCidr, subtract } from '../../lib/isolation/cidr';
import { CLOUD_METADATA } from '../../lib/isolation/cloud-metadata';
import type { FlowEnd, Permission } from '../../lib/isolation/flow';
import { kubernetesIsolation, kubernetesPermissions } from '../../lib/isolation/kubernetes-format';
import { type Port, portProblem } from '../../lib/isolation/port';
import { isSelectorKey, isSelectorValue, type LabelRequirement, selectorOf } from '../../lib/isolation/selector';
import type { Manifest } from '../synth';
import { CalicoJudge, type Labels } from './calico-judge';
import { SEED } from './seed';

const BUILD_MS = 20 * 60_000;
const numRuns = 2_000;

let judge: CalicoJudge;
beforeAll(async () => {
  judge = await CalicoJudge.start();
}, BUILD_MS);
afterAll(() => judge.close());

const KEYS = ['app', 'app.kubernetes.io/name', 'in', 'not', 'has', 'all', '-', '__proto__'];
const VALUES = ['', 'web', 'web2', "it's", 'say "x"', 'a, b', '{"a"}', 'x" || all()', '\\', '\n', 'ä'];

const text = fc.string({ unit: 'binary' });
const key = fc.constantFrom(...KEYS);
const value = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...VALUES) }, text.filter(isSelectorValue));
const operator = fc.constantFrom('In' as const, 'NotIn' as const);

/** Requirements that concern the same few labels, so that they meet and contradict each other. */
function requirements(values: fc.Arbitrary<string>): fc.Arbitrary<LabelRequirement[]> {
  const one = fc.oneof(
    fc.record({ key, operator, values: fc.array(values, { minLength: 1, maxLength: 3 }) }),
    fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const), values: fc.constant([]) }),
  );
  return fc.array(one, { maxLength: 3 });
}

function labelSets(values: fc.Arbitrary<string>): fc.Arbitrary<Labels[]> {
  const labels = fc.array(fc.tuple(key, values), { maxLength: KEYS.length }).map((pairs) => Object.fromEntries(pairs));
  return fc.array(labels, { minLength: 1, maxLength: 8 });
}

/** What Kubernetes says of a requirement, which is what we mean by it. */
function meets(labels: Labels, { key: name, operator: condition, values }: LabelRequirement): boolean {
  const has = Object.hasOwn(labels, name);
  switch (condition) {
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    case 'In':
      return has && values.includes(labels[name]);
    case 'NotIn':
      return !has || !values.includes(labels[name]);
  }
}

function meetsAll(sets: readonly Labels[], required: readonly LabelRequirement[]): boolean[] {
  return sets.map((labels) => required.every((one) => meets(labels, one)));
}

describe('Calico understands our selectors as we mean them:', () => {
  test('they match the labels that meet every requirement, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(requirements(value), labelSets(value), async (required, sets) => {
        expect(await judge.matches(selectorOf(required), ...sets)).toEqual(meetsAll(sets, required));
      }),
      { ...SEED, numRuns },
    );
  });

  test('what we take for a key is what it takes for one', async () => {
    const edges = [
      '',
      ' ',
      ' a',
      'a ',
      'a\n',
      'a b',
      '!a',
      'a)',
      'all()',
      'a) || has(b',
      'a'.repeat(512),
      'a'.repeat(513),
    ];
    const near = fc.string({ unit: fc.constantFrom(...'azAZ09_./- :\t@é\u017f\u212a'), maxLength: 8 });
    const any = fc.oneof(fc.constantFrom(...edges, ...KEYS), near, text, fc.string());
    await fc.assert(
      fc.asyncProperty(any, async (name) => {
        const sets = [{ [name]: '' }, { [name]: 'x' }, {}];
        const has = await judge.matches(selectorOf([{ key: name, operator: 'Exists', values: [] }]), ...sets);
        const equals = await judge.matches(selectorOf([{ key: name, operator: 'In', values: ['x'] }]), ...sets);
        const meant = String(has) === 'true,true,false' && String(equals) === 'false,true,false';
        expect(meant).toBe(isSelectorKey(name));
      }),
      { ...SEED, numRuns },
    );
  });

  test('what we take for a value is what can be written', async () => {
    const quotes = fc.string({ unit: fc.constantFrom(...`a"'\\{}, \n`), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...VALUES), quotes, text), async (one) => {
        const sets: Labels[] = [{ a: one }, { a: `${one}!` }, {}];
        const written = await judge.matches(selectorOf([{ key: 'a', operator: 'In', values: [one] }]), ...sets);
        expect(String(written) === 'true,false,false').toBe(isSelectorValue(one));
      }),
      { ...SEED, numRuns },
    );
  });

  test('namespaces by name, and all others but not what has no namespace', async () => {
    const names = fc.uniqueArray(fc.constantFrom('shop', 'data', 'kube-system', 'all', 'in'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(names, names, async (chosen, there) => {
        const sets = [...there.map((name) => ({ [CALICO_NAME]: name })), {}];
        const within = [...there.map((name) => chosen.includes(name)), false];
        const without = [...there.map((name) => !chosen.includes(name)), false];
        expect(await judge.matches(namespacesNamed(chosen), ...sets)).toEqual(within);
        expect(await judge.matches(namespacesExcept(chosen), ...sets)).toEqual(without);
      }),
      SEED,
    );
  });
});

function calicoPolicy(spec: object): Manifest {
  const metadata = { name: 'web', namespace: 'shop' };
  return { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata, spec: { ...spec } };
}

function kubernetesPolicy(spec: object): Manifest {
  return { ...calicoPolicy(spec), apiVersion: 'networking.k8s.io/v1' };
}

const takes = async (manifest: Manifest) => (await judge.faults(manifest)).length === 0;

function rule(destination: object, protocol?: string): Manifest {
  return calicoPolicy({ egress: [{ action: 'Allow', protocol, destination }] });
}

describe('what we take for a network is what Calico takes', () => {
  const LEADING_ZERO = /\/0\d/;
  const octet = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('0', '1', '10', '127', '128', '254', '255') },
    fc.constantFrom('256', '01', '00', '-1', '', ' 1', '1e1', '0x1', '١', '999', '4294967296'),
  );
  const prefix = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 33 }).map(String) },
    fc.constantFrom('', '-1', '+8', ' 8', '8 ', '8\n', '8/8', '128', '255.0.0.0', '1e1'),
  );
  const octets = fc.oneof(
    { weight: 5, arbitrary: fc.array(octet, { minLength: 4, maxLength: 4 }) },
    fc.array(octet, { maxLength: 5 }),
  );
  const canonical = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
    .map(([start, length]) => formatCidr({ address: start - (start % 2 ** (32 - length)), prefix: length }));
  const net = fc.oneof(
    canonical,
    fc.tuple(octets, prefix).map(([numbers, length]) => `${numbers.join('.')}/${length}`),
    fc.tuple(canonical, fc.constantFrom(' ', '\n', '/', '.0', '0')).map(([good, more]) => good + more),
  );

  test('in a rule', async () => {
    await fc.assert(
      fc.asyncProperty(net, async (one) => {
        const taken = await takes(rule({ nets: [one] }));
        expect(!('problem' in parseCidr(one))).toBe(taken && !LEADING_ZERO.test(one));
      }),
      { ...SEED, numRuns },
    );
  });

  test('as a single address', async () => {
    const address = octets.map((numbers) => numbers.join('.'));
    await fc.assert(
      fc.asyncProperty(address, async (one) => {
        expect(await takes(rule({ nets: [`${one}/32`] }))).toBe(!('problem' in parseCidr(one)));
      }),
      { ...SEED, numRuns },
    );
  });

  test('and so is what we propose instead of one with host bits', async () => {
    const withHostBits = fc
      .record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 31 }) })
      .filter(({ address, prefix: length }) => address % 2 ** (32 - length) !== 0);
    await fc.assert(
      fc.asyncProperty(withHostBits.map(formatCidr), async (one) => {
        const { problem, instead } = parseCidr(one) as CidrProblem;
        expect(problem).toBe('host-bits');
        expect(await takes(rule({ nets: [one] }))).toBe(false);
        expect(await takes(rule({ nets: [`${instead}`] }))).toBe(true);
      }),
      SEED,
    );
  });

  test.each(['10.0.0.0/08', '10.0.0.0/032'])('other than %s, which some readers take for octal', async (one) => {
    expect(parseCidr(one)).toEqual({ problem: 'format' });
    expect(await takes(rule({ nets: [one] }))).toBe(true);
  });

  test('also when something was cut out of it', async () => {
    const cidr = canonical.map((one) => parseCidr(one) as Cidr);
    await fc.assert(
      fc.asyncProperty(cidr, cidr, async (whole, hole) => {
        expect(await takes(rule({ nets: subtract(whole, hole).map(formatCidr) }))).toBe(true);
      }),
      SEED,
    );
  });
});

describe('what we take for a port is what Calico takes', () => {
  const number = fc.oneof(
    fc.constantFrom(
      -1,
      -0,
      0,
      1,
      2,
      79,
      80,
      65534,
      65535,
      65536,
      65537,
      2 ** 32 + 80,
      1.5,
      80.000001,
      1e21,
      5e-7,
      Number.NaN,
    ),
    fc.integer({ min: 1, max: 65535 }),
    fc.integer(),
    fc.double(),
  );
  const port = fc.oneof(
    ...[0, 1, -1].map((more) => number.map((one) => ({ from: one, to: one + more }))),
    fc.record({ from: number, to: number }),
  );

  test.each(['TCP', 'UDP'] as const)('of %s, alone and in a range', async (protocol) => {
    await fc.assert(
      fc.asyncProperty(port, async ({ from, to }) => {
        const destination = { kind: 'nets' as const, name: 'all', nets: [] };
        const spec = calicoPermissions({}, 1, [
          { direction: 'egress', peer: destination, ports: [{ protocol, from, to }] },
        ]);
        expect(await takes(calicoPolicy(spec))).toBe(portProblem(from, to) === undefined);
      }),
      { ...SEED, numRuns },
    );
  });
});

describe('what we take for the name of a policy', () => {
  const accepted = (name: string): boolean => {
    try {
      checkPolicyName({ name, node: { path: 'shop/web' } } as unknown as ApiObject);
      return true;
    } catch {
      return false;
    }
  };

  test('is taken by Calico for every kind of policy', async () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    const near = fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', '.', 'A', '\n'), minLength: 1, maxLength: 4 });
    const edges = fc.constantFrom('a'.repeat(63), 'a'.repeat(64), 'default', 'knp', '0', '');
    await fc.assert(
      fc.asyncProperty(fc.oneof(label, near, edges), async (name) => {
        fc.pre(accepted(name));
        const metadata = { name, namespace: 'shop' };
        expect(await judge.faults({ ...rule({}), metadata })).toEqual([]);
        expect(await judge.faults({ ...rule({}), kind: 'GlobalNetworkPolicy', metadata: { name } })).toEqual([]);
        expect(await judge.faults({ ...kubernetesPolicy({ podSelector: {} }), metadata })).toEqual([]);
      }),
      SEED,
    );
  });

  test.each(['', 'A', '-a', 'a-', 'a b', 'a\n'])('is not %j, which Calico refuses', async (name) => {
    expect(accepted(name)).toBe(false);
    expect(await takes({ ...rule({}), metadata: { name, namespace: 'shop' } })).toBe(false);
  });
});

describe('our policies', () => {
  const labelValue = fc.constantFrom('', 'web', 'web2', 'a.b', 'A_b-c', '0');
  const cidrs = fc.array(
    fc.integer({ min: 0, max: 2 ** 20 - 1 }).map((start): Cidr => ({ address: start * 4096, prefix: 20 })),
    { minLength: 1, maxLength: 600, size: 'max' },
  );
  const port = fc
    .tuple(fc.constantFrom('TCP' as const, 'UDP' as const), fc.integer({ min: 1, max: 65535 }), fc.nat(3))
    .map(([protocol, from, more]): Port => ({ protocol, from, to: Math.min(from + more, 65535) }));
  const names = fc.uniqueArray(fc.constantFrom('shop', 'data', 'in', 'all'), { minLength: 1 });
  const end = fc.oneof<fc.Arbitrary<FlowEnd>[]>(
    fc.record({
      kind: fc.constant('pods' as const),
      name: fc.constant('pods'),
      namespaces: names,
      labels: requirements(labelValue),
    }),
    fc.record({
      kind: fc.constant('nets' as const),
      name: fc.constant('nets'),
      nets: fc.oneof(cidrs, fc.constant([])),
    }),
    fc.record({
      kind: fc.constant('network-set' as const),
      name: fc.constant('set'),
      nets: cidrs,
      labels: requirements(labelValue),
      provide: fc.constant(() => undefined),
    }),
  );
  const permission: fc.Arbitrary<Permission> = fc.record({
    direction: fc.constantFrom('ingress' as const, 'egress' as const),
    peer: end,
    ports: fc.array(port, { minLength: 1, maxLength: 120, size: 'max' }),
  });
  const apiServer: Permission = { direction: 'egress', peer: { kind: 'api-server', name: 'api' }, ports: [] };
  const permissions = fc.array(permission, { minLength: 1, maxLength: 4 });

  test('in Calico’s format are taken, whatever is permitted', async () => {
    await fc.assert(
      fc.asyncProperty(requirements(value), permissions, fc.boolean(), async (pods, permitted, api) => {
        const all = api ? [...permitted, apiServer] : permitted;
        const spec = calicoPermissions({ selector: selectorOf(pods) }, 500, all);
        expect(await judge.faults(calicoPolicy(spec))).toEqual([]);
      }),
      SEED,
    );
  });

  test('that deny and isolate are taken in a namespace and in the cluster', async () => {
    for (const platform of ['aks', 'eks'] as const) {
      for (const spec of [calicoDenials({}, CLOUD_METADATA[platform]), calicoIsolation({})]) {
        const everywhere = { ...spec, namespaceSelector: namespacesExcept(['kube-system']) };
        expect(await judge.faults(calicoPolicy({ ...spec, selector: 'all()' }))).toEqual([]);
        expect(
          await judge.faults({ ...calicoPolicy(everywhere), kind: 'GlobalNetworkPolicy', metadata: { name: 'web' } }),
        ).toEqual([]);
      }
    }
    expect(await judge.faults(kubernetesPolicy(kubernetesIsolation()))).toEqual([]);
  });

  test('in Kubernetes’ format can be translated by Calico, whatever is permitted', async () => {
    await fc.assert(
      fc.asyncProperty(requirements(labelValue), permissions, async (pods, permitted) => {
        const spec = kubernetesPermissions(pods, permitted, CLOUD_METADATA.aks);
        expect(await judge.faults(kubernetesPolicy(spec))).toEqual([]);
      }),
      SEED,
    );
  });

  test('in Kubernetes’ format select the same pods, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(
        requirements(labelValue),
        requirements(labelValue),
        labelSets(labelValue),
        async (pods, peers, sets) => {
          const peer: FlowEnd = { kind: 'pods', name: 'peers', namespaces: ['shop'], labels: peers };
          const ports: Port[] = [{ protocol: 'TCP', from: 80, to: 80 }];
          const spec = kubernetesPermissions(pods, [{ direction: 'egress', peer, ports }], []);
          const selectors = await judge.selectors(kubernetesPolicy(spec));
          const ofPods = sets.map((labels) => ({ ...labels, 'projectcalico.org/orchestrator': 'k8s' }));
          expect(await judge.matches(selectors['spec.selector'], ...ofPods)).toEqual(meetsAll(sets, pods));
          expect(await judge.matches(selectors['spec.egress[0].destination.selector'], ...ofPods)).toEqual(
            meetsAll(sets, peers),
          );
        },
      ),
      { ...SEED, numRuns },
    );
  });
});

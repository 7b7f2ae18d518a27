import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { type PolicyCase, policyCases } from '../../policy-clusters/cases';
import { answersOf, reachOf } from '../policy/answers';
import { foundIn, said, WINDOWS } from './found-in';
import { calico, globally, kubernetes, pod } from './policies';

/** Names that every object of the language has: labels, namespaces, ports, Services, accounts and tiers, in their order. */
const NAMES: Readonly<Record<string, string>> = {
  app: 'constructor',
  team: 'hasOwnProperty',
  env: 'toString',
  role: '__proto__',
  x: 'constructor',
  y: 'tostring',
  z: 'valueof',
  http: 'constructor',
  dns: 'valueof',
  web: 'constructor',
  platform: 'constructor',
  security: 'valueof',
};

function renamed<Given>(given: Given, names = NAMES): Given {
  const text = JSON.stringify(given).replace(
    /(?<![\w-]|(?<!pcns|pcsa)\.)(app|team|env|role|[xyz]|http|dns|web|platform|security)(?![\w-])/g,
    (name) => names[name],
  );
  return JSON.parse(text);
}

/** Every other pod is for Windows. */
function onWindows(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.map((object, index) =>
    object.kind === 'Pod' && index % 2 === 0 ? { ...object, spec: { ...(object.spec as object), ...WINDOWS } } : object,
  );
}

const findings = (objects: readonly KubernetesObject[]) =>
  lint(onWindows(objects), { isAsked: ({ topic }) => topic === 'policy' }).map(
    ({ rule, severity, path }) => `${severity} ${rule.id} ${path}`,
  );

describe('names that objects of the language have are names like others', () => {
  test('to the engine', () => {
    fc.assert(
      fc.property(policyCases(12), (given: PolicyCase) => {
        const other = renamed(given);
        expect(answersOf(reachOf(other.cluster), other.flows)).toEqual(
          renamed(answersOf(reachOf(given.cluster), given.flows)),
        );
      }),
      { seed: 20_260_303, numRuns: 80 },
    );
  });

  test('to the rules', () => {
    fc.assert(
      fc.property(policyCases(0), ({ cluster }) => {
        // that one no label may be called; the ports of DNS are known by their names
        const names = { ...NAMES, role: 'valueOf', dns: 'dns' };
        expect(findings(renamed(cluster, names))).toEqual(renamed(findings(cluster), names));
      }),
      { seed: 20_260_303, numRuns: 80 },
    );
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'and %s is no tier that comes with Calico',
    (name) => {
      const policy = calico(
        { tier: name, selector: 'all()', ingress: [{ action: 'Pass' }] },
        'NetworkPolicy',
        `${name}.web`,
      );
      const tier = { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name }, spec: { order: 7 } };
      const { tiers } = reachOf([policy, tier, pod()]).network.order;
      if (/^[a-z]+$/.test(name)) expect(tiers).toMatchObject([{ name, order: 7, isShown: true }]);
      // no tier may be called so
      else expect(tiers.filter(({ isShown }) => isShown)).toEqual([]);
    },
  );
});

describe('what is no policy at all is told, and nothing is guessed', () => {
  const odd: readonly unknown[] = [
    null,
    7,
    'text',
    true,
    [],
    {},
    [null],
    ['', null],
    [{}],
    { a: null },
    Number.NaN,
    1e300,
    -1,
  ];
  const fields = [
    'tier',
    'order',
    'selector',
    'namespaceSelector',
    'types',
    'ingress',
    'egress',
    'podSelector',
    'policyTypes',
    'subject',
    'priority',
  ];
  const ruleFields = [
    'action',
    'protocol',
    'notProtocol',
    'icmp',
    'source',
    'destination',
    'from',
    'to',
    'ports',
    'protocols',
    'http',
    'ipVersion',
  ];
  const sideFields = [
    'nets',
    'notNets',
    'ports',
    'notPorts',
    'selector',
    'services',
    'serviceAccounts',
    'namespaceSelector',
  ];
  const anyOdd = fc.constantFrom(...odd);
  const some = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
  const rules = fc.array(some(ruleFields, fc.oneof(anyOdd, some(sideFields, anyOdd))), { maxLength: 2 });
  const specs = fc.oneof(
    anyOdd,
    fc.tuple(some(fields, anyOdd), fc.option(rules), fc.option(rules)).map(([base, ingress, egress]) => ({
      ...base,
      ...(ingress === null ? {} : { ingress }),
      ...(egress === null ? {} : { egress }),
    })),
  );
  const kinds = fc.constantFrom(
    ['projectcalico.org/v3', 'NetworkPolicy'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy'],
    ['projectcalico.org/v3', 'StagedNetworkPolicy'],
    ['projectcalico.org/v3', 'StagedKubernetesNetworkPolicy'],
    ['projectcalico.org/v3', 'Tier'],
    ['projectcalico.org/v3', 'NetworkSet'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy'],
  );

  test('by any of the rules', () => {
    fc.assert(
      fc.property(kinds, specs, ([apiVersion, kind], spec) => {
        const object = { apiVersion, kind, metadata: { name: 'odd', namespace: 'shop' }, spec } as KubernetesObject;
        for (const finding of lint([object, pod()])) expect(finding.path).not.toBe('');
      }),
      { seed: 20_260_303, numRuns: 1500 },
    );
  });
});

describe('what does not parse is a finding with its position', () => {
  test.each<[string, object, string, string]>([
    ['a selector', { selector: 'app == web' }, 'spec.selector', 'at character 8'],
    ['a selector that ends too early', { selector: 'has(app' }, 'spec.selector', 'at'],
    ['a newline', { selector: 'has(app)\n&& has(b)' }, 'spec.selector', 'at character 9'],
    [
      'the selector of a peer',
      { egress: [{ action: 'Allow', destination: { selector: 'a = "b"' } }] },
      'spec.egress[0].destination.selector',
      'at character 3',
    ],
    [
      'the namespaces of a peer',
      { ingress: [{ action: 'Allow', source: { namespaceSelector: 'a in {"b" "c"}' } }] },
      'spec.ingress[0].source.namespaceSelector',
      'at character 11',
    ],
    [
      'accounts',
      { ingress: [{ action: 'Allow', source: { serviceAccounts: { selector: 'a &' } } }] },
      'spec.ingress[0].source.serviceAccounts.selector',
      'at character 3',
    ],
  ])('%s', (_what, spec, path, where) => {
    expect(foundIn('calico-selector', [globally({ types: ['Ingress'], ...spec })])).toMatchObject([
      { severity: 'error', path, problem: expect.stringContaining(where) },
    ]);
  });

  test.each([Number.NaN, 1e300, -1, 0, 65_536, 80.5])('a port %d', (port) => {
    const rule = { action: 'Allow', protocol: 'TCP', destination: { ports: [port] } };
    const found = lint([calico({ selector: 'all()', types: ['Egress'], egress: [rule] })]);
    expect(found).toMatchObject([{ severity: 'error', path: 'spec.egress[0].destination.ports[0]' }]);
    const ports = [{ port }];
    expect(lint([kubernetes({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports }] })])).toMatchObject([
      { severity: 'error', path: 'spec.ingress[0].ports[0].port' },
    ]);
  });

  test('a network with host bits in a rule of Calico', () => {
    const policy = calico({ types: ['Egress'], egress: [{ action: 'Allow', destination: { nets: ['10.1.2.3/8'] } }] });
    expect(said('calico-network-format', [policy])).toEqual(['error spec.egress[0].destination.nets[0]']);
  });
});

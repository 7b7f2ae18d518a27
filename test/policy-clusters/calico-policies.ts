import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { anyOf, type Json, maybe, mostly, some, sparse } from './arbitraries';
import { calicoRules } from './calico-rules';
import { badSelectors, namespaceNames, netLists, ports, selectors } from './values';

/** A policy gets its name from its place among the others. */
export type NumberedPolicy = (index: number) => KubernetesObject;

const orders = maybe(anyOf(1, 5, 10, 10, 100, 999, 1000, 1000, 1001, 2000), 3);

/** The last is never there. */
const tierNames = anyOf(
  ...Array<string>(9).fill('default'),
  ...Array<string>(3).fill('security'),
  ...Array<string>(3).fill('platform'),
  'adminnetworkpolicy',
  'nowhere',
);

/** Whether a policy is staged, and for what; one that is to be deleted says nothing else. */
const staging = mostly(14, fc.constant(undefined), anyOf<string | undefined>('Set', 'Delete', 'Learn'));

const specs = fc.record({
  order: orders,
  types: anyOf(['Ingress'], ['Egress'], ['Ingress', 'Egress'], undefined),
  selector: maybe(mostly(14, selectors, badSelectors), 2),
  serviceAccountSelector: maybe(anyOf('role == "reader"', 'all()'), 12),
  ingress: maybe(fc.array(calicoRules('ingress'), { maxLength: 3 }), 1),
  egress: maybe(fc.array(calicoRules('egress'), { maxLength: 3 }), 1),
});

function calico(kind: string, name: string, tier: string, spec: Json, namespace?: string): KubernetesObject {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind,
    metadata: {
      name: tier === 'default' ? name : `${tier}.${name}`,
      ...(namespace === undefined ? {} : { namespace }),
    },
    spec: { ...sparse(spec), ...(tier === 'default' ? {} : { tier }) },
  };
}

function staged(kind: string, name: string, tier: string, stagedAction: string, spec: Json, namespace?: string) {
  const told = stagedAction === 'Delete' ? {} : spec;
  return calico(`Staged${kind}`, name, tier, { ...told, stagedAction }, namespace);
}

/** Tiers that pass on by ports: what Windows nodes get wrong. */
const passing = fc
  .record({
    direction: anyOf('ingress', 'egress'),
    first: some(fc.oneof(ports, anyOf('80:443', '8080:8081')), 2),
    second: some(fc.oneof(ports, anyOf('80:443', '8080:8081')), 2),
    action: anyOf('Allow', 'Deny', 'Pass'),
    selector: selectors,
    nets: maybe(netLists),
  })
  .map(
    ({ direction, first, second, action, selector, nets }): NumberedPolicy =>
      (index) => {
        const far = direction === 'ingress' ? 'source' : 'destination';
        const rule = (given: string, list: readonly unknown[]) => ({
          action: given,
          protocol: 'TCP',
          ...(direction === 'ingress' && nets !== undefined ? { [far]: { nets } } : {}),
          destination: { ports: list, ...(direction === 'egress' && nets !== undefined ? { nets } : {}) },
        });
        const tier = index % 2 === 0 ? 'security' : 'default';
        const list = index % 2 === 0 ? rule('Pass', first) : rule(action, second);
        return calico('GlobalNetworkPolicy', `t${index}`, tier, { selector, [direction]: [list] });
      },
  );

const namespaced = fc.record({ spec: specs, tier: tierNames, namespace: namespaceNames, staging }).map(
  ({ spec, tier, namespace, staging: action }): NumberedPolicy =>
    (index) =>
      action === undefined
        ? calico('NetworkPolicy', `p${index}`, tier, spec, namespace)
        : staged('NetworkPolicy', `p${index}`, tier, action, spec, namespace),
);

const namespaceSelectors = anyOf(
  'env == "prod"',
  'env != "prod"',
  'all()',
  'has(projectcalico.org/name) && projectcalico.org/name != "z"',
);

/** Some are not about pods. */
const forHosts = mostly(
  12,
  fc.constant({}),
  anyOf({ doNotTrack: true, applyOnForward: true }, { preDNAT: true, applyOnForward: true }, { applyOnForward: true }),
);

const global = fc
  .record({
    spec: specs,
    tier: tierNames,
    namespaceSelector: maybe(namespaceSelectors, 2),
    hosts: forHosts,
    staging,
  })
  .map(
    ({ spec, tier, namespaceSelector, hosts, staging: action }): NumberedPolicy =>
      (index) => {
        const whole = { ...spec, ...hosts, namespaceSelector };
        return action === undefined
          ? calico('GlobalNetworkPolicy', `g${index}`, tier, whole)
          : staged('GlobalNetworkPolicy', `g${index}`, tier, action, whole);
      },
  );

export const calicoPolicies: fc.Arbitrary<NumberedPolicy> = fc.oneof(
  { weight: 2, arbitrary: passing },
  { weight: 4, arbitrary: namespaced },
  { weight: 4, arbitrary: global },
);

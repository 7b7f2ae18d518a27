import fc from 'fast-check';
import { anyOf, type Json, mostly, some } from './arbitraries';

/** Few values of everything, so that policies, pods and connections have much to do with one another. */

export const NAMESPACES = ['x', 'y', 'z'];
export const ACCOUNTS = ['default', 'web', 'db'];
export const namespaceNames = anyOf(...NAMESPACES);

export const NODE_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  n1: ['10.9.0.1', 'fd00:9::1'],
  n2: ['10.9.0.2', 'fd00:9::2'],
};

export const ports = anyOf(53, 80, 81, 443, 8080, 65_535);

export const externals = anyOf('8.8.8.8', '169.254.169.254', '192.0.2.7', '10.9.0.1', '172.16.3.4', '10.9.0.9');
export const ipv6Externals = anyOf('2001:db8::7', '2001:db8:1::7', 'fd00:9::1', 'fd00:7::7');

const IPV6_NETS = ['::/0', '2001:db8::/32', 'fd00::/64', 'fd00:7::/32'];

export const nets = mostly(
  10,
  anyOf(
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.0/24',
    '10.0.1.0/24',
    '8.8.8.8/32',
    '169.254.169.254/32',
    '192.0.2.0/24',
    '10.9.0.0/16',
  ),
  anyOf(...IPV6_NETS),
);

/** Of one family, but for a few rules that are refused. */
export const netLists = fc.oneof(
  { weight: 10, arbitrary: some(nets, 1) },
  { weight: 4, arbitrary: some(anyOf('10.0.0.0/24', '10.0.1.0/24', '8.8.8.8/32', '172.16.0.0/12'), 3) },
  { weight: 2, arbitrary: some(anyOf(...IPV6_NETS), 2) },
  { weight: 1, arbitrary: some(nets, 2) },
);

export const excludedNets = fc.oneof(
  { weight: 5, arbitrary: some(anyOf('10.0.0.0/24', '8.8.8.8/32', '10.0.1.2/32'), 2) },
  { weight: 1, arbitrary: some(anyOf('2001:db8:1::/48', 'fd00::/64'), 2) },
);

export const selectors = anyOf(
  'all()',
  '',
  'app == "a"',
  'app != "a"',
  "app in {'a', 'b'}",
  'app not in {"c"}',
  'has(team)',
  '!has(team)',
  'app == "a" && team == "red"',
  'app starts with "b" || team contains "e"',
  'team ends with "n"',
  '!(app == "b" || team == "red")',
  'projectcalico.org/namespace == "x"',
  'projectcalico.org/serviceaccount == "web"',
  'projectcalico.org/orchestrator == "k8s"',
  'has(projectcalico.org/namespace)',
  'pcns.env == "prod"',
  'pcsa.role == "reader"',
  'kind == "set"',
  'nobody == "here"',
);

/** What no parser takes, or only in another place. */
export const badSelectors = anyOf('app = "a"', 'has(app', 'global()', 'app in {"a" "b"}');

export const namespaceSelectors = anyOf(
  'all()',
  'global()',
  'env == "prod"',
  'env != "prod"',
  'has(projectcalico.org/name) && projectcalico.org/name not in {"z"}',
  'projectcalico.org/name == "y"',
  'kubernetes.io/metadata.name in {"x", "y"}',
  'has(env)',
);

/** Of Kubernetes. */
export const labelSelectors = anyOf<Json>(
  {},
  { matchLabels: { app: 'a' } },
  { matchLabels: { app: 'b' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'c'] }] },
  { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
  {
    matchExpressions: [
      { key: 'team', operator: 'Exists' },
      { key: 'app', operator: 'NotIn', values: ['b'] },
    ],
  },
);

export const labelSelectorsOfNamespaces = anyOf<Json>(
  {},
  { matchLabels: { env: 'prod' } },
  { matchLabels: { 'kubernetes.io/metadata.name': 'y' } },
  { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] },
);

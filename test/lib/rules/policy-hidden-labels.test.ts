import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, said } from './found-in';
import { APP_WEB, calico, globally, LINUX, pod } from './policies';

const db = {
  ...pod({ ...LINUX, containers: [{ name: 'db', image: 'db', ports: [{ name: 'sql', containerPort: 1433 }] }] }),
  metadata: { name: 'db', namespace: 'data', labels: { app: 'db' } },
};
const named = (kind: string, name: string, labels: Record<string, string>, namespace?: string) =>
  ({ apiVersion: 'v1', kind, metadata: { name, labels, ...(namespace && { namespace }) } }) as KubernetesObject;
const data = (labels: Record<string, string>) => named('Namespace', 'data', labels);

/** Windows nodes leave the first rule out for the name of the port; what it denies the second one allows. */
const denied = (destination: object, allowed: object = {}) =>
  globally({
    selector: APP_WEB,
    types: ['Egress'],
    egress: [
      { action: 'Deny', protocol: 'TCP', destination: { ...destination, ports: ['sql'] } },
      { action: 'Allow', ...allowed },
    ],
  });
const severity = (...objects: KubernetesObject[]) =>
  foundIn('policy-named-port', [...objects, pod(), db]).map((finding) => finding.severity);

describe('that something stands open on Windows nodes is an error where labels of a namespace decide it, and', () => {
  test.each<[string, object]>([
    ['!=', { namespaceSelector: 'team != "a"' }],
    ['not in', { namespaceSelector: 'team not in {"a", "b"}' }],
    ['!has()', { namespaceSelector: '!has(team)' }],
    ['&& with the name', { namespaceSelector: 'projectcalico.org/name == "data" && team != "a"' }],
    ['|| with another name', { namespaceSelector: 'projectcalico.org/name == "other" || team != "a"' }],
    ['a prefix in a selector', { selector: 'pcns.team != "a"' }],
    ['labels of the pod beside them', { selector: 'app == "db"', namespaceSelector: 'team != "a"' }],
  ])('a manifest shows them: %s', (_what, destination) => {
    expect(severity(denied(destination), data({}))).toEqual(['error']);
    expect(severity(denied(destination))).toEqual(['warning']);
  });

  test('a manifest shows those of its account', () => {
    const policy = denied({ serviceAccounts: { selector: 'team != "a"' } });
    expect(severity(policy, named('ServiceAccount', 'default', {}, 'data'))).toEqual(['error']);
    expect(severity(policy)).toEqual(['warning']);
  });

  test('they are asked for by the rule that allows it', () => {
    const policy = denied({ selector: 'app == "db"' }, { destination: { namespaceSelector: '!has(team)' } });
    expect(severity(policy, data({}))).toEqual(['error']);
    expect(severity(policy)).toEqual(['warning']);
  });

  test('they are asked for by a policy of the other end', () => {
    const closed = calico(
      { selector: 'app == "db"', ingress: [{ action: 'Allow', source: { namespaceSelector: 'team != "a"' } }] },
      'GlobalNetworkPolicy',
      'db',
    );
    const policy = denied({ selector: 'app == "db"' });
    expect(severity(policy, closed, named('Namespace', 'shop', {}))).toEqual(['error']);
    expect(severity(policy, closed)).toEqual(['warning']);
  });
});

describe('it is an error without them, too, where', () => {
  test.each<[string, object]>([
    ['the name of the namespace is enough', { namespaceSelector: 'projectcalico.org/name == "data"' }],
    ['the name of its label of Kubernetes is enough', { namespaceSelector: 'kubernetes.io/metadata.name != "shop"' }],
    ['the name decides, whatever the label is', { namespaceSelector: 'projectcalico.org/name == "data" || has(team)' }],
    ['the rule asks for pods only', { selector: 'app == "db"' }],
    ['the name of the account is enough', { serviceAccounts: { names: ['default'] } }],
  ])('%s', (_what, destination) => {
    expect(severity(denied(destination))).toEqual(['error']);
  });

  test('the same rule opens another connection, which it is that is named', () => {
    const policy = globally({
      selector: APP_WEB,
      types: ['Egress'],
      egress: [
        { action: 'Deny', destination: { notNets: ['203.0.113.0/24'] } },
        { action: 'Allow', destination: { namespaceSelector: 'team != "a"' } },
        { action: 'Allow', destination: { nets: ['8.8.8.0/24'] } },
      ],
    });
    expect(foundIn('policy-negation', [policy, pod(), db])).toMatchObject([
      { severity: 'error', problem: expect.stringMatching(/from shop\/web to 8\.8\.8\.0\/24 stands open$/) },
    ]);
  });

  test('the labels are asked for in the other direction', () => {
    const policy = globally({
      selector: APP_WEB,
      types: ['Ingress', 'Egress'],
      ingress: [{ action: 'Allow', source: { namespaceSelector: 'team != "a"' } }],
      egress: [
        { action: 'Deny', protocol: 'TCP', destination: { selector: 'app == "db"', ports: ['sql'] } },
        { action: 'Allow' },
      ],
    });
    expect(said('policy-named-port', [policy, pod(), db])).toEqual(['error spec.egress[0].destination.ports[0]']);
  });
});

import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, podOf, said } from './found-in';
import { gmsaPod, namespace, webhook, without, workload } from './gmsa-objects';

const RBAC = 'rbac.authorization.k8s.io';
const USE = {
  apiGroups: ['windows.k8s.io'],
  resources: ['gmsacredentialspecs'],
  resourceNames: ['gmsa-erp'],
  verbs: ['use'],
};

function role(rules: object[] = [USE], kind = 'ClusterRole', metadata: object = {}): KubernetesObject {
  return { apiVersion: `${RBAC}/v1`, kind, metadata: { name: 'erp-user', ...metadata }, rules };
}

interface BindingParts {
  readonly subjects?: object[];
  readonly namespace?: string;
  readonly kind?: string;
  readonly roleRef?: object;
}

function binding({
  subjects,
  namespace = 'erp',
  kind = 'RoleBinding',
  roleRef = {},
}: BindingParts = {}): KubernetesObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name: 'erp', ...(kind === 'RoleBinding' ? { namespace } : {}) },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'erp-user', ...roleRef },
    subjects: subjects ?? [{ kind: 'ServiceAccount', name: 'erp', namespace: 'erp' }],
  };
}

describe('gmsa-grant', () => {
  const pod = (fields: object = {}, inNamespace: string | undefined = 'erp') =>
    podOf(gmsaPod('gmsa-erp', { serviceAccountName: 'erp', ...fields }), { name: 'erp', namespace: inNamespace });
  const problems = (...objects: KubernetesObject[]) => foundIn('gmsa-grant', objects).map(({ problem }) => problem);

  test.each([
    ['a RoleBinding for it', [role(), binding()]],
    [
      'a RoleBinding that leaves the namespace of its account out',
      [role(), binding({ subjects: [{ kind: 'ServiceAccount', name: 'erp' }] })],
    ],
    ['a ClusterRoleBinding', [role(), binding({ kind: 'ClusterRoleBinding' })]],
    ['a Role of the namespace', [role([USE], 'Role', { namespace: 'erp' }), binding({ roleRef: { kind: 'Role' } })]],
    ['its name as a user', [role(), binding({ subjects: [{ kind: 'User', name: 'system:serviceaccount:erp:erp' }] })]],
    [
      'the group of all accounts of the namespace',
      [role(), binding({ subjects: [{ kind: 'Group', name: 'system:serviceaccounts:erp' }] })],
    ],
    ['a role for every name', [role([{ ...USE, resourceNames: undefined }]), binding()]],
    ['a role for everything', [role([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]), binding()]],
    ['cluster-admin', [role(), binding({ roleRef: { name: 'cluster-admin' } })]],
    ['a role that is not among the manifests', [role(), binding({ roleRef: { name: 'elsewhere' } })]],
    [
      'a role that others are gathered in',
      [role([], 'ClusterRole', { name: 'all' }), binding({ roleRef: { name: 'all' } }), role()].map((object) =>
        object.metadata?.name === 'all' ? { ...object, aggregationRule: {} } : object,
      ),
    ],
    ['a binding without a namespace', [role(), binding({ namespace: '' })]],
  ])('is content with %s', (_what, objects) => {
    expect(problems(pod(), ...objects)).toEqual([]);
  });

  test('without a role for it among the manifests nobody can tell', () => {
    expect(problems(pod())).toEqual([]);
    expect(problems(pod(), role([{ ...USE, resourceNames: ['other'] }]))).toEqual([]);
    expect(problems(pod(), role([{ ...USE, verbs: ['get'] }]), binding())).toEqual([]);
    const ofWebhook = {
      apiGroups: ['authorization.k8s.io'],
      resources: ['localsubjectaccessreviews'],
      verbs: ['create'],
    };
    expect(problems(pod(), role([{ ...USE, resourceNames: [], verbs: ['get', 'use'] }, ofWebhook]))).toEqual([]);
  });

  test('says what is there and does not fit', () => {
    expect(problems(pod(), role())).toEqual([
      'ClusterRole erp-user allows it, and nothing binds that to ServiceAccount erp/erp',
    ]);
    expect(problems(pod(), role(), binding({ namespace: 'shop' }))).toEqual([
      'RoleBinding shop/erp counts in namespace shop alone',
    ]);
    expect(problems(pod({ serviceAccountName: undefined }), role(), binding())).toEqual([
      'RoleBinding erp/erp is for ServiceAccount erp/erp, and the pod runs as ServiceAccount erp/default',
    ]);
    expect(problems(pod(), role(), binding({ subjects: [] }))).toEqual([
      'RoleBinding erp/erp is for nobody, and the pod runs as ServiceAccount erp/erp',
    ]);
  });

  test('reads the old name of the field, and asks for containers as well', () => {
    expect(problems(pod({ serviceAccountName: undefined, serviceAccount: 'erp' }), role(), binding())).toEqual([]);
    const containers = [{}, { securityContext: { windowsOptions: { gmsaCredentialSpecName: 'gmsa-erp' } } }];
    expect(said('gmsa-grant', [pod({ securityContext: {}, containers }), role()])).toEqual([
      'warning spec.containers[1].securityContext.windowsOptions.gmsaCredentialSpecName',
    ]);
  });

  test('a pod that states no namespace may be in that of the binding', () => {
    expect(problems(pod({}, ''), role(), binding())).toEqual([]);
  });
});

describe('gmsa-role', () => {
  const found = (rule: object) =>
    foundIn('gmsa-role', [role([{}, rule])]).map(({ path, allowed }) => `${path} ${allowed}`);

  test.each([
    [USE, []],
    [{ ...USE, verbs: ['*'] }, []],
    [{ ...USE, apiGroups: ['*'] }, []],
    [{ ...USE, resourceNames: undefined, verbs: ['get', 'list', 'watch'] }, []],
    [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }, []],
    [{ ...USE, verbs: ['get', 'list'] }, ['rules[1].verbs use']],
    [{ ...USE, apiGroups: [''] }, ['rules[1].apiGroups windows.k8s.io']],
    [{ ...USE, apiGroups: ['windows.k8s.io/v1'] }, ['rules[1].apiGroups windows.k8s.io']],
    [{ ...USE, resources: ['gmsacredentialspec'] }, ['rules[1].resources[0] gmsacredentialspecs']],
    [{ ...USE, resources: ['GMSACredentialSpecs'] }, ['rules[1].resources[0] gmsacredentialspecs']],
    [{ ...USE, resourceNames: ['gmsa-erp', 'gmsa-WebApp1'] }, ['rules[1].resourceNames[1] gmsa-webapp1']],
  ])('%j', (rule, expected) => {
    expect(found(rule)).toEqual(expected);
  });

  test('what is wrong with the role is not found once more at the pods', () => {
    const objects = [
      role([{ ...USE, verbs: ['get'] }]),
      binding(),
      podOf(gmsaPod(), { name: 'erp', namespace: 'erp' }),
    ];
    expect([...said('gmsa-role', objects), ...said('gmsa-grant', objects)]).toHaveLength(1);
  });
});

describe('the configuration of the webhook', () => {
  const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
  const atSecond = (field: string) => `webhooks[1].${field}`;

  test.each([
    [[rule], true],
    [[{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'] }], true],
    [[{ ...rule, scope: 'Namespaced' }], true],
    [[{ ...rule, resources: ['deployments'] }, rule], true],
    [[{ ...rule, scope: 'Cluster' }], false],
    [[{ ...rule, operations: ['UPDATE'] }], false],
    [[{ ...rule, resources: ['pods/status'] }], false],
    [[{ ...rule, apiGroups: ['apps'] }], false],
    [[{}], false],
    [undefined, false],
  ])('gmsa-webhook-rules: %j is called for pods: %s', (rules, isCalled) => {
    expect(said('gmsa-webhook-rules', [webhook({ rules })])).toEqual(isCalled ? [] : [`error ${atSecond('rules')}`]);
  });

  test('gmsa-webhook-failure-policy looks at both kinds', () => {
    for (const kind of ['Mutating', 'Validating'])
      expect(said('gmsa-webhook-failure-policy', [webhook({ failurePolicy: 'Ignore' }, kind)])).toEqual([
        `warning ${atSecond('failurePolicy')}`,
      ]);
    expect(said('gmsa-webhook-failure-policy', [webhook()])).toEqual([]);
  });

  test('gmsa-webhook-exclusion: its own namespace first, then that of the cluster', () => {
    const found = (fields: object, ...objects: KubernetesObject[]) =>
      said('gmsa-webhook-exclusion', [webhook(fields), ...objects]);
    const name = 'kubernetes.io/metadata.name';
    expect(found({})).toEqual([`warning ${atSecond('namespaceSelector')}`]);
    expect(found(without(name, 'gmsa'))).toEqual([`info ${atSecond('namespaceSelector')}`]);
    expect(found(without(name, 'gmsa', 'kube-system'))).toEqual([]);
    // by labels that nobody has shown
    expect(found(without('gmsa-webhook', 'disabled'))).toEqual([]);
    expect(found(without('gmsa-webhook', 'disabled'), namespace('gmsa'))).toEqual([
      `warning ${atSecond('namespaceSelector')}`,
    ]);
    expect(found({ matchConditions: [{ name: 'gmsa', expression: 'true' }] })).toEqual([]);
    expect(found({ failurePolicy: 'Ignore' })).toEqual([]);
    expect(found({ objectSelector: { matchLabels: { gmsa: 'true' } } })).toEqual([]);
  });

  test('gmsa-webhook-certificate: an authority, or somebody who brings it', () => {
    const found = (clientConfig: object, annotations?: object) =>
      said('gmsa-webhook-certificate', [webhook({ clientConfig }, 'Mutating', { annotations })]);
    const service = { name: 'gmsa', namespace: 'gmsa' };
    const caBundle = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64');
    expect(found({ service })).toEqual([`warning ${atSecond('clientConfig.caBundle')}`]);
    expect(found({ service, caBundle })).toEqual([]);
    expect(found({ service, caBundle: 'Cg==' })).toEqual([`error ${atSecond('clientConfig.caBundle')}`]);
    expect(found({ service }, { 'cert-manager.io/inject-ca-from': 'gmsa/gmsa' })).toEqual([]);
    expect(found({ service }, { 'service.beta.openshift.io/inject-cabundle': 'true' })).toEqual([]);
    expect(found({ url: 'https://gmsa.corp.example' })).toEqual([]);
  });

  test('other webhooks are nobody’s business here', () => {
    const other = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      webhooks: [{ name: 'x' }, {}],
    };
    for (const id of [
      'gmsa-webhook-rules',
      'gmsa-webhook-failure-policy',
      'gmsa-webhook-exclusion',
      'gmsa-webhook-certificate',
    ])
      expect(said(id, [other, { ...other, webhooks: undefined }])).toEqual([]);
  });
});

describe('the program of the webhook', () => {
  const IMAGE = 'registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0';
  const LINUX = { os: { name: 'linux' } };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'gmsa', namespace: 'gmsa' },
    spec: { selector: { app: 'gmsa' } },
  };
  const deployment = (spec: object, pod: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'gmsa', namespace: 'gmsa' },
    spec: {
      ...spec,
      template: { metadata: { labels: { app: 'gmsa' } }, spec: { ...LINUX, containers: [{ image: IMAGE }], ...pod } },
    },
  });

  test('gmsa-webhook-replicas knows it by the Service of its configuration', () => {
    const found = (...objects: KubernetesObject[]) => said('gmsa-webhook-replicas', objects);
    expect(found(webhook(), service, deployment({}))).toEqual(['info spec.replicas']);
    expect(found(webhook(), service, deployment({ replicas: 1 }))).toHaveLength(1);
    expect(found(webhook(), service, deployment({ replicas: 2 }))).toEqual([]);
    expect(found(webhook(), deployment({}))).toEqual([]);
    expect(found(service, deployment({}))).toEqual([]);
  });

  test('gmsa-webhook-rights asks for both of its rights, where something is bound to it', () => {
    const read = { ...USE, resourceNames: undefined, verbs: ['get'] };
    const ask = { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] };
    const bound = binding({
      kind: 'ClusterRoleBinding',
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'gmsa' }],
    });
    const found = (...rules: object[]) =>
      foundIn('gmsa-webhook-rights', [deployment({}), role(rules), bound]).map(({ problem }) => problem);
    expect(found(read, ask)).toEqual([]);
    expect(found(ask)).toEqual(['ServiceAccount gmsa/default may not get gmsacredentialspecs']);
    expect(found(read)).toEqual(['ServiceAccount gmsa/default may not create localsubjectaccessreviews']);
    expect(said('gmsa-webhook-rights', [deployment({}), role([])])).toEqual([]);
    expect(said('gmsa-webhook-rights', [deployment({}), bound])).toEqual([]);
  });

  test('gmsa-webhook-linux', () => {
    expect(said('gmsa-webhook-linux', [deployment({}, { os: { name: 'windows' } })])).toEqual([
      'error spec.template.spec.containers[0].image',
    ]);
    expect(said('gmsa-webhook-linux', [deployment({})])).toEqual([]);
  });

  test('gmsa-random-host-name: where a workload makes several pods that share the beginning of their names', () => {
    const env = (name: string, value?: string) => ({
      containers: [{ image: IMAGE, env: [{ name: 'A' }, { name, value }] }],
    });
    const found = (pod: object, ...objects: KubernetesObject[]) =>
      said('gmsa-random-host-name', [deployment({}, pod), ...objects]);
    const several = workload('Deployment', gmsaPod(), { replicas: 3 });
    expect(found({}, several)).toEqual(['warning spec.template.spec.containers[0].env']);
    expect(found(env('RANDOM_HOSTNAME', 'false'), several)).toEqual([
      'warning spec.template.spec.containers[0].env[1].value',
    ]);
    for (const value of ['true', 'TRUE', '1']) expect(found(env('RANDOM_HOSTNAME', value), several)).toEqual([]);
    // from a ConfigMap
    expect(found(env('RANDOM_HOSTNAME'), several)).toEqual([]);
    expect(found({}, workload('Deployment', gmsaPod()))).toEqual([]);
    expect(found({}, workload('StatefulSet', gmsaPod(), { replicas: 3 }))).toEqual([]);
    expect(found({}, workload('Deployment', { ...gmsaPod(), hostname: 'erp' }, { replicas: 3 }))).toEqual([]);
  });
});

test('guid-format looks at the client id of accounts that Windows pods run as', () => {
  const account = (id: string) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'erp', annotations: { 'azure.workload.identity/client-id': id } },
  });
  const pod = (fields: object) => podOf({ serviceAccountName: 'erp', os: { name: 'windows' }, ...fields });
  expect(said('guid-format', [account('x'), pod({})])).toEqual([
    'error metadata.annotations[azure.workload.identity/client-id]',
  ]);
  expect(said('guid-format', [account('3f2504e0-4f89-41d3-9a0c-0305e82c3301'), pod({})])).toEqual([]);
  expect(said('guid-format', [account('x'), pod({ os: { name: 'linux' } })])).toEqual([]);
  expect(said('guid-format', [account('x'), pod({ serviceAccountName: 'other' })])).toEqual([]);
});

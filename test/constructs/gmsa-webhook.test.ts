import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, type ChartProps, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  GmsaWebhook,
  GmsaWebhookCertificate,
  type GmsaWebhookProps,
  TargetCluster,
  WindowsDeployment,
  WindowsNamespace,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { AUTHORITY, CERTIFICATE, OTHER_AUTHORITY, PRIVATE_KEY } from './gmsa-webhook.pem';

const OUTDIR = join(tmpdir(), 'cdk8s-windows-gmsa-webhook-test');
const IMAGE = 'registry.example/web:ltsc2022';
const PEM = { certificate: CERTIFICATE, privateKey: PRIVATE_KEY, caBundle: AUTHORITY };

function appFor(cluster?: TargetCluster): App {
  const app = new App({ outdir: OUTDIR });
  cluster?.applyTo(app);
  return app;
}

function webhookIn(app: App, props: GmsaWebhookProps = {}, chartProps: ChartProps = {}): Manifest[] {
  const chart = new Chart(app, 'system', chartProps);
  new GmsaWebhook(chart, 'gmsa', props);
  return Testing.synth(chart);
}

/** Whatever a manifest holds, read field by field. */
interface Manifest {
  readonly [field: string]: Manifest;
}

function manifestsOf(props: GmsaWebhookProps = {}, cluster?: TargetCluster): Manifest[] {
  return webhookIn(appFor(cluster), props);
}

const only = (manifests: Manifest[], kind: string): Manifest => {
  const found = manifests.filter((manifest) => String(manifest.kind) === kind);
  expect(found).toHaveLength(1);
  return found[0];
};
const podOf = (manifests: Manifest[]): Manifest => only(manifests, 'Deployment').spec.template.spec;
const configurationsOf = (manifests: Manifest[]): Manifest[] =>
  ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => only(manifests, kind));

describe('a GmsaWebhook', () => {
  test('is the whole installation', () => {
    expect(manifestsOf()).toMatchSnapshot();
  });

  test('with everything stated otherwise says so in every object', () => {
    const manifests = manifestsOf({
      name: 'gmsa',
      namespaceName: 'windows-system',
      createNamespace: false,
      installCrd: false,
      image: 'registry.example/gmsa-webhook:v1',
      replicas: 3,
      randomHostnames: false,
      excludedNamespaces: ['kube-system', 'calico-system'],
      priorityClassName: 'important',
      nodeSelector: { pool: 'system' },
      tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }],
      certificate: GmsaWebhookCertificate.secretName('gmsa-tls', AUTHORITY),
    });
    expect(manifests).toMatchSnapshot();
    for (const { metadata } of manifests) {
      expect(metadata.name).not.toContain('gmsa-webhook');
      expect(metadata.namespace ?? 'windows-system').toBe('windows-system');
    }
  });

  test('routes the creation of pods to /mutate, and creation and update to /validate, and fails when it is down', () => {
    const [validating, mutating] = configurationsOf(manifestsOf());
    for (const [configuration, path, operations] of [
      [validating, '/validate', ['CREATE', 'UPDATE']],
      [mutating, '/mutate', ['CREATE']],
    ] as const) {
      expect(configuration.webhooks).toHaveLength(1);
      expect(configuration.webhooks[0]).toMatchObject({
        name: 'admission-webhook.windows-gmsa.sigs.k8s.io',
        clientConfig: { service: { name: 'gmsa-webhook', namespace: 'gmsa-webhook', path } },
        rules: [{ operations, apiGroups: [''], apiVersions: ['*'], resources: ['pods'] }],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1', 'v1beta1'],
      });
    }
  });

  test('leaves its own namespace, that of the system and that of cert-manager alone, and those with either label', () => {
    for (const configuration of configurationsOf(manifestsOf())) {
      expect(configuration.webhooks[0].namespaceSelector).toEqual({
        matchExpressions: [
          { key: 'gmsa-webhook', operator: 'NotIn', values: ['disabled'] },
          { key: 'windows.k8s.io/disabled', operator: 'NotIn', values: ['true'] },
          {
            key: 'kubernetes.io/metadata.name',
            operator: 'NotIn',
            values: ['gmsa-webhook', 'kube-system', 'cert-manager'],
          },
        ],
      });
    }
  });

  test.each([
    [{ certificate: GmsaWebhookCertificate.pem(PEM) }, ['gmsa-webhook', 'kube-system']],
    [{ excludedNamespaces: ['a', 'gmsa-webhook', 'a'] }, ['gmsa-webhook', 'a', 'cert-manager']],
    [
      { certificate: GmsaWebhookCertificate.certManager({ namespaceName: 'pki' }) },
      ['gmsa-webhook', 'kube-system', 'pki'],
    ],
  ])('excludes each namespace once and its own always: case %#', (props, excluded) => {
    const chart = new Chart(appFor(), 'system');
    expect(new GmsaWebhook(chart, 'gmsa', props).excludedNamespaces).toEqual(excluded);
  });

  test.each<[string | undefined, boolean]>([
    [undefined, true],
    ['1.28', true],
    ['1.34.2', true],
    ['1.27', false],
  ])('on Kubernetes %s asks for pods with a gMSA only: %s', (kubernetesVersion, conditional) => {
    for (const configuration of configurationsOf(manifestsOf({}, TargetCluster.kubeadm({ kubernetesVersion })))) {
      expect('matchConditions' in configuration.webhooks[0]).toBe(conditional);
    }
  });

  test('asks the API server often enough that workloads can grow quickly', () => {
    const { env } = podOf(manifestsOf()).containers[0];
    expect(env).toEqual(
      expect.arrayContaining([
        { name: 'QPS', value: '30' },
        { name: 'BURST', value: '50' },
      ]),
    );
  });

  test('may read credential specs and ask for rights, and nothing else', () => {
    const manifests = manifestsOf();
    expect(only(manifests, 'ClusterRole').rules).toEqual([
      { apiGroups: ['windows.k8s.io'], resources: ['gmsacredentialspecs'], verbs: ['get'] },
      { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
    ]);
    expect(only(manifests, 'ClusterRoleBinding')).toMatchObject({
      roleRef: { name: only(manifests, 'ClusterRole').metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: 'gmsa-webhook', namespace: 'gmsa-webhook' }],
    });
    expect(podOf(manifests).serviceAccountName).toBe(only(manifests, 'ServiceAccount').metadata.name);
  });

  test('fits the Pod Security level that its namespace enforces', () => {
    const manifests = manifestsOf();
    expect(only(manifests, 'Namespace').metadata.labels).toEqual({
      'gmsa-webhook': 'disabled',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const { securityContext, containers } = podOf(manifests);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('listens on 443 without being root', () => {
    const manifests = manifestsOf();
    const { securityContext, containers } = podOf(manifests);
    expect(securityContext.runAsUser).toBeGreaterThan(0);
    expect(securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '443' }]);
    expect(containers[0].ports).toEqual([{ containerPort: 443 }]);
    expect(only(manifests, 'Service').spec.ports).toEqual([{ port: 443, targetPort: 443 }]);
  });

  test('leaves the choice of its user to OpenShift, which refuses any other', () => {
    const manifests = manifestsOf({}, TargetCluster.openshift());
    expect(podOf(manifests).securityContext).toMatchObject({ runAsNonRoot: true });
    expect(podOf(manifests).securityContext).not.toHaveProperty('runAsUser');
  });

  test('runs on Linux nodes, whatever else is said of the nodes', () => {
    const pod = podOf(manifestsOf({ nodeSelector: { 'kubernetes.io/os': 'windows', pool: 'system' } }));
    expect(pod.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', pool: 'system' });
    expect(pod.os).toEqual({ name: 'linux' });
  });

  test('selects its own pods in Deployment, Service and disruption budget', () => {
    const manifests = manifestsOf({ name: 'gmsa', certificate: GmsaWebhookCertificate.certManager() });
    const labels = { app: 'gmsa' };
    expect(only(manifests, 'Deployment').spec.template.metadata.labels).toEqual(labels);
    expect(only(manifests, 'Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(only(manifests, 'Service').spec.selector).toEqual(labels);
    expect(only(manifests, 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: labels },
    });
  });

  test('brings the quota without which some clusters refuse its priority, and none for a class of your own', () => {
    expect(only(manifestsOf(), 'ResourceQuota').spec.scopeSelector.matchExpressions).toEqual([
      { scopeName: 'PriorityClass', operator: 'In', values: ['system-cluster-critical'] },
    ]);
    expect(manifestsOf({ priorityClassName: 'important' }).map(({ kind }) => kind)).not.toContain('ResourceQuota');
  });

  test('in a chart with a namespace keeps its own, and what belongs to the cluster has none', () => {
    const clusterWide = /^(CustomResourceDefinition|Namespace|ClusterRole|ClusterRoleBinding|.*WebhookConfiguration)$/;
    for (const { kind, metadata } of webhookIn(appFor(), {}, { namespace: 'shop' })) {
      expect([kind, metadata.namespace]).toEqual([kind, clusterWide.test(String(kind)) ? undefined : 'gmsa-webhook']);
    }
  });

  test.each([-1, 1.5, Number.NaN])('cannot have %s pods', (replicas) => {
    expect(() => manifestsOf({ replicas })).toThrow(/^system\/gmsa: replicas is /);
  });
});

describe('the certificate of the webhook', () => {
  test('made by cert-manager has an authority of its own, whose certificate the API server is given', () => {
    const manifests = manifestsOf();
    const certificates = manifests.filter(({ kind }) => String(kind) === 'Certificate');
    expect(certificates.map(({ metadata, spec }) => [metadata.name, spec.issuerRef.name, spec.isCA ?? false])).toEqual([
      ['gmsa-webhook-ca', 'gmsa-webhook-self-signed', true],
      ['gmsa-webhook', 'gmsa-webhook-ca', false],
    ]);
    expect(certificates[1].spec.dnsNames).toEqual(['gmsa-webhook.gmsa-webhook.svc']);
    expect(podOf(manifests).volumes[0].secret.secretName).toBe(certificates[1].spec.secretName);
    for (const { metadata, webhooks } of configurationsOf(manifests)) {
      expect(metadata.annotations).toEqual({ 'cert-manager.io/inject-ca-from': 'gmsa-webhook/gmsa-webhook' });
      expect(webhooks[0].clientConfig).not.toHaveProperty('caBundle');
    }
  });

  test('made by cert-manager can come from an issuer that exists', () => {
    const certificate = GmsaWebhookCertificate.certManager({ issuer: { name: 'internal', kind: 'ClusterIssuer' } });
    const manifests = manifestsOf({ certificate });
    expect(only(manifests, 'Certificate').spec).toEqual({
      secretName: 'gmsa-webhook',
      dnsNames: ['gmsa-webhook.gmsa-webhook.svc'],
      issuerRef: { name: 'internal', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    });
    expect(manifests.map(({ kind }) => kind)).not.toContain('Issuer');
  });

  test('is read anew when its Secret changes without a new rollout', () => {
    const argsOf = (certificate: GmsaWebhookCertificate) => podOf(manifestsOf({ certificate })).containers[0].args;
    expect(argsOf(GmsaWebhookCertificate.certManager())).toEqual(['--cert-reload=true']);
    expect(argsOf(GmsaWebhookCertificate.secretName('tls', AUTHORITY))).toEqual(['--cert-reload=true']);
    expect(argsOf(GmsaWebhookCertificate.pem(PEM))).toBeUndefined();
  });

  test('given as PEM becomes a Secret, the trust of the API server, and a mark on the pods that changes with it', () => {
    const manifests = manifestsOf({ certificate: GmsaWebhookCertificate.pem(PEM) });
    expect(manifests.filter(({ kind }) => String(kind) !== 'CustomResourceDefinition')).toMatchSnapshot();
    const decode = (text: unknown) => Buffer.from(String(text), 'base64').toString();
    const { data, type } = only(manifests, 'Secret');
    expect(type).toBe('kubernetes.io/tls');
    expect([data['tls.crt'], data['tls.key']].map(decode)).toEqual([CERTIFICATE, PRIVATE_KEY]);
    for (const { metadata, webhooks } of configurationsOf(manifests)) {
      expect(decode(webhooks[0].clientConfig.caBundle)).toBe(AUTHORITY);
      expect(metadata.annotations).toBeUndefined();
    }
    expect(only(manifests, 'Deployment').spec.template.metadata.annotations).toEqual({
      'cdk8s-windows/certificate-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('of PEM texts may carry its chain, and be its own authority', () => {
    const certificates = [
      { ...PEM, certificate: `${CERTIFICATE}${AUTHORITY}` },
      { ...PEM, caBundle: `${OTHER_AUTHORITY}${AUTHORITY}` },
      { ...PEM, caBundle: CERTIFICATE.concat(AUTHORITY) },
    ];
    for (const pem of certificates) {
      expect(() => manifestsOf({ certificate: GmsaWebhookCertificate.pem(pem) })).not.toThrow();
    }
  });

  test.each([
    [
      { ...PEM, certificate: PRIVATE_KEY },
      /certificate\.certificate is 'a text of 241 characters': it is no certificate/,
    ],
    [
      { ...PEM, privateKey: 'secret' },
      /certificate\.privateKey is 'a text of 6 characters': it is no unencrypted private/,
    ],
    [{ ...PEM, certificate: AUTHORITY }, /certificate\.privateKey is .*: it does not belong to the certificate/],
    [{ ...PEM, caBundle: OTHER_AUTHORITY }, /certificate\.caBundle is .*: no certificate in it has issued/],
    [{ ...PEM, caBundle: Buffer.from(AUTHORITY).toString('base64') }, /certificate\.caBundle is .*encoded once more/],
  ])('of PEM texts that do not fit is refused, and none of them is shown: case %#', (pem, message) => {
    const make = () => manifestsOf({ certificate: GmsaWebhookCertificate.pem(pem) });
    expect(make).toThrow(message);
    expect(make).toThrow('\n  Rule: gmsa-webhook-certificate (');
    expect(make).not.toThrow(/secret|BEGIN|[A-Za-z0-9+/]{60}/);
  });

  test('must be for the name under which the API server calls', () => {
    expect(() => manifestsOf({ name: 'gmsa', certificate: GmsaWebhookCertificate.pem(PEM) })).toThrow(
      /certificate is .*: its subject alternative names lack DNS:gmsa\.gmsa-webhook\.svc, they are DNS:gmsa-webhook\.gmsa-webhook\.svc/,
    );
  });

  test('of a Secret that exists needs the authority as PEM', () => {
    expect(() => manifestsOf({ certificate: GmsaWebhookCertificate.secretName('tls', '/etc/ca.crt') })).toThrow(
      /^system\/gmsa: certificate\.caBundle is 'a text of 11 characters': it is no certificate in PEM/,
    );
  });
});

describe('a pod with a gMSA', () => {
  function problemsIn(namespace: string | undefined, prepare: (app: App) => void): string[] {
    const app = appFor();
    const chart = new Chart(app, 'shop', { namespace });
    const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
    new WindowsDeployment(chart, 'web', { containers: [{ image: IMAGE, gmsa }] });
    new WindowsDeployment(chart, 'api', { containers: [{ image: IMAGE }] });
    prepare(app);
    return app.node.findAll().flatMap((construct) => construct.node.validate());
  }
  const webhook =
    (props: GmsaWebhookProps = {}, id = 'system') =>
    (app: App) => {
      new GmsaWebhook(new Chart(app, id), 'gmsa', props);
    };

  test('in a namespace that the webhook leaves alone is an error at synth', () => {
    expect(problemsIn('kube-system', webhook())).toEqual([
      expect.stringMatching(
        /^shop\/web: containers\[0\]\.gmsa is 'gmsa-erp': namespace kube-system is one of the excludedNamespaces of system\/gmsa\n.*\n.*\n.*\n.*gmsa-namespace-excluded/,
      ),
    ]);
    expect(problemsIn('gmsa-webhook', webhook())).toHaveLength(1);
  });

  test.each([
    ['gmsa-webhook', 'disabled'],
    ['windows.k8s.io/disabled', 'true'],
  ])('in a namespace with the label %s: %s is an error at synth', (label, value) => {
    const problems = problemsIn('shop', (app) => {
      webhook()(app);
      new WindowsNamespace(new Chart(app, 'namespaces'), 'shop', {
        metadata: { name: 'shop', labels: { [label]: value } },
      });
    });
    expect(problems).toEqual([expect.stringContaining(`namespace shop carries the label ${label}: ${value}`)]);
  });

  test('is all right in any other namespace, in one with another label value, and where no namespace is known', () => {
    expect(problemsIn('shop', webhook())).toEqual([]);
    expect(problemsIn(undefined, webhook())).toEqual([]);
    expect(problemsIn('kube-system', () => {})).toEqual([]);
    const enabled = { name: 'shop', labels: { 'gmsa-webhook': 'enabled' } };
    const problems = problemsIn('shop', (app) => {
      webhook()(app);
      new kplus.Namespace(new Chart(app, 'namespaces'), 'shop', { metadata: enabled });
    });
    expect(problems).toEqual([]);
  });

  test('is all right when another webhook of the app looks after it', () => {
    const problems = problemsIn('kube-system', (app) => {
      webhook()(app);
      webhook({ excludedNamespaces: [] }, 'other-cluster')(app);
    });
    expect(problems).toEqual([]);
  });

  test('stops the synthesis of the app', () => {
    const app = appFor();
    const chart = new Chart(app, 'shop', { namespace: 'kube-system' });
    const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
    new WindowsDeployment(chart, 'web', { gmsa, containers: [{ image: IMAGE }] });
    webhook()(app);
    expect(() => app.synth()).toThrow(/shop\/web: gmsa is 'gmsa-erp': namespace kube-system is one of/);
  });
});

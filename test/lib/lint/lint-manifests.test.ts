import { describe, expect, test } from 'vitest';
import { lintManifests } from '../../../lib/lint/lint-manifests';

const PRIVILEGED = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  os: { name: windows }
  nodeSelector: { kubernetes.io/os: windows }
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
      securityContext: { privileged: true }
`;
const HOST_USERS = PRIVILEGED.replace('  os:', '  hostUsers: true\n  os:').replace(/ +securityContext.*\n/, '');

const JSON_POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    os: { name: 'windows' },
    nodeSelector: { 'kubernetes.io/os': 'windows' },
    hostPID: true,
    containers: [
      {
        name: 'web',
        image: 'registry.example.com/web:1.0-ltsc2022',
        resources: { limits: { cpu: '500m', memory: '512Mi' } },
      },
    ],
  },
};

describe('of a text', () => {
  test('the report says rule, object, field, line and column', () => {
    const { findings, summary } = lintManifests(PRIVILEGED, { file: 'shop.yaml' });
    expect(summary).toEqual({ files: 1, objects: 1, skipped: 0, errors: 1, warnings: 0, infos: 0, accepted: 0 });
    expect(findings).toMatchObject([
      {
        rule: 'linux-only-field',
        severity: 'error',
        verdict: 'api',
        object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
        path: 'spec.containers[0].securityContext.privileged',
        file: 'shop.yaml',
        line: 12,
        column: 38,
      },
    ]);
  });

  test('what is accepted is listed with the reason, and counted', () => {
    const annotations = 'annotations: { acknowledge.cdk8s-windows/linux-only-field: agreed }';
    const said = PRIVILEGED.replace('{ name: web,', `{ ${annotations}, name: web,`);
    const { findings, accepted, summary } = lintManifests(said);
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ errors: 0, accepted: 1 });
    expect(accepted).toMatchObject([
      { rule: 'linux-only-field', object: { name: 'web' }, reason: 'agreed', file: 'manifests.yaml', line: 12 },
    ]);
  });

  test.each([
    'acknowledge.cdk8s-windows.io/linux-only-field',
    'cdk8s-windows/acknowledge-linux-only-field',
    'acknowledge-cdk8s-windows/linux-only-field',
    'acknowledged.cdk8s-windows/linux-only-field',
  ])('an annotation that accepts nothing because of its prefix is reported: %s', (key) => {
    const { findings } = lintManifests(
      PRIVILEGED.replace('{ name: web,', `{ annotations: { ${key}: agreed }, name: web,`),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['acknowledgement-unknown', 'linux-only-field']);
    expect(findings[0].message).toContain('the annotation has to begin with acknowledge.cdk8s-windows/');
  });

  test('an annotation of somebody else that sounds like it is left alone', () => {
    const said = (key: string) => PRIVILEGED.replace('{ name: web,', `{ annotations: { ${key}: agreed }, name: web,`);
    for (const key of ['acknowledge.example.com/linux-only-field', 'example.com/made-by-cdk8s-windows']) {
      expect(lintManifests(said(key)).findings).toHaveLength(1);
    }
  });

  test('what cannot be read is in the report, and so is the rest', () => {
    const { findings, unreadable } = lintManifests(`${PRIVILEGED}---\nkind: [\n`);
    expect(findings).toHaveLength(1);
    expect(unreadable).toMatchObject([{ file: 'manifests.yaml', line: expect.any(Number) }]);
  });
});

test('a List says the same as a text and as an object', () => {
  const { metadata, spec } = JSON_POD;
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [{ apiVersion: 'v1', kind: 'PodList', items: [{ metadata, spec }] }],
  };
  const [ofText, ofObject] = [lintManifests(JSON.stringify(list)), lintManifests([list])];
  const said = ({ findings }: typeof ofText) => findings.map(({ rule, path, object }) => ({ rule, path, object }));
  expect(said(ofObject)).toMatchObject([{ rule: 'linux-only-field', object: { kind: 'Pod', name: 'web' } }]);
  expect(said(ofObject)).toEqual(said(ofText));
  expect(ofObject.summary.objects).toBe(1);
  expect(() => lintManifests([{ ...list, items: [JSON_POD, {}] }])).toThrow('manifests[0].items[1] is no object');
});

describe('of objects', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: { os: { name: 'macos' }, containers: [] } };

  test('the report names no place in a text', () => {
    const { findings } = lintManifests([pod]);
    expect(findings.find(({ rule }) => rule === 'os-name')).toMatchObject({
      path: 'spec.os.name',
      object: { name: null, namespace: null },
      file: null,
      line: null,
      column: null,
    });
  });

  test('what is none is refused by its index', () => {
    expect(() => lintManifests([pod, { kind: 'Pod' }])).toThrow('manifests[1] is no object of Kubernetes');
  });
});

describe('the options', () => {
  test('name the version for which is judged', () => {
    expect(lintManifests(HOST_USERS, { kubernetes: '1.30' }).summary).toMatchObject({ errors: 0, warnings: 0 });
    expect(lintManifests(HOST_USERS).summary).toMatchObject({ errors: 0, warnings: 1 });
    expect(lintManifests(HOST_USERS, { kubernetes: '1.36' }).summary).toMatchObject({ errors: 1, warnings: 0 });
  });

  test('leave out what matters less', () => {
    expect(lintManifests(HOST_USERS, { severity: 'warning' }).summary).toMatchObject({ errors: 0, warnings: 1 });
    expect(lintManifests(HOST_USERS, { severity: 'error' })).toMatchObject({ findings: [], summary: { warnings: 0 } });
  });

  test('silence rules', () => {
    expect(lintManifests(PRIVILEGED, { disable: ['linux-only-field'] }).findings).toEqual([]);
  });

  test.each([
    [{ platform: 'azure' as 'aks' }, /platform: 'azure' is none of aks/],
    [{ platform: 'unknown' as 'aks' }, /platform: 'unknown' is none of aks/],
    [{ platform: 'constructor' as 'aks' }, /platform: 'constructor' is none of aks/],
    [{ kubernetes: 1.3 as unknown as string }, /kubernetes: 1\.3 has to be a version in quotes/],
    [{ severity: 'warn' as 'warning' }, /severity: 'warn' is none of error, warning, info, did you mean 'warning'/],
    [{ kubernetes: 'latest' }, /kubernetes: 'latest' is no version/],
    [
      { kuberntes: '1.34' },
      "lintManifests: 'kuberntes' is none of platform, kubernetes, severity, disable, file, did you mean",
    ],
    [{ bad: 1 }, "lintManifests: 'bad' is none of platform"],
    [null as unknown as object, 'lintManifests: null is no object that holds platform'],
    ['aks' as unknown as object, "lintManifests: 'aks' is no object that holds platform"],
    [{ disable: ['no-such-rule'] }, /disable: no rule is named 'no-such-rule'/],
  ])('%j are refused', (options, message) => {
    expect(() => lintManifests(PRIVILEGED, options)).toThrow(message);
  });
});

test('lintManifests keeps nothing of objects that change between two calls', () => {
  const policy = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: 'app == "web"', types: ['Ingress'], ingress: [{ action: 'Alow' }] },
  };
  const rules = () => lintManifests([policy]).findings.map(({ rule }) => rule);
  expect(rules()).toContain('calico-value');
  policy.spec.ingress[0].action = 'Allow';
  expect(rules()).not.toContain('calico-value');
});

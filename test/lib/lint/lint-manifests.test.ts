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

  test('what is accepted is counted', () => {
    const annotations = 'annotations: { acknowledge.cdk8s-windows/linux-only-field: agreed }';
    const said = PRIVILEGED.replace('{ name: web,', `{ ${annotations}, name: web,`);
    expect(lintManifests(said)).toMatchObject({ findings: [], summary: { errors: 0, accepted: 1 } });
  });

  test('what cannot be read is in the report, and so is the rest', () => {
    const { findings, unreadable } = lintManifests(`${PRIVILEGED}---\nkind: [\n`);
    expect(findings).toHaveLength(1);
    expect(unreadable).toMatchObject([{ file: 'manifests.yaml', line: expect.any(Number) }]);
  });
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

  test('silence rules', () => {
    expect(lintManifests(PRIVILEGED, { disable: ['linux-only-field'] }).findings).toEqual([]);
  });

  test.each([
    [{ platform: 'azure' as 'aks' }, /platform: 'azure' is none of aks/],
    [{ platform: 'unknown' as 'aks' }, /platform: 'unknown' is none of aks/],
    [{ platform: 'constructor' as 'aks' }, /platform: 'constructor' is none of aks/],
    [{ kubernetes: 1.3 as unknown as string }, /kubernetes: 1\.3 has to be a version in quotes/],
    [{ kubernetes: 'latest' }, /kubernetes: 'latest' is no version/],
    [{ disable: ['no-such-rule'] }, /disable: no rule is named 'no-such-rule'/],
  ])('%j are refused', (options, message) => {
    expect(() => lintManifests(PRIVILEGED, options)).toThrow(message);
  });
});

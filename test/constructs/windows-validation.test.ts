import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WindowsValidation } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

/** The class that the command line itself uses; its package exports only the command. */
const { ValidationContext } = require(
  join(dirname(require.resolve('cdk8s-cli/package.json')), 'lib/plugins/validation.js'),
) as {
  ValidationContext: new (...args: unknown[]) => Context;
};

interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: unknown): void;
    submit(status: string): void;
    readonly success: boolean;
    toJson(): { violations: Reported[]; summary: { metadata: Record<string, string> } };
  };
}

interface Reported {
  readonly ruleName: string;
  readonly fix: string;
  readonly violatingConstructs: readonly object[];
}

const RIGHT = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  os: { name: windows }
  nodeSelector: { kubernetes.io/os: windows }
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
`;
const PRIVILEGED = `${RIGHT}      securityContext: { privileged: true }\n`;
const STALE = RIGHT.replace(
  '{ name: web }',
  '{ name: web, annotations: { acknowledge.cdk8s-windows/os-name: agreed } }',
);
const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
`;

/** What cdk8s-cli would print and how it would end. */
async function reportOf(files: Record<string, string>, properties: object = {}, metadata: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-windows-validation-'));
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const context = new ValidationContext(paths, 'cdk8s-windows', '0.1.0', metadata as never, false);
  await new WindowsValidation(properties).validate(context);
  return { ...context.report.toJson(), success: context.report.success };
}

describe('the validation of cdk8s-cli', () => {
  test('succeeds when no rule finds anything', async () => {
    const { success, violations, summary } = await reportOf({ 'shop.k8s.yaml': RIGHT });
    expect({ success, violations }).toEqual({ success: true, violations: [] });
    expect(summary.metadata).toEqual({ objects: '1', errors: '0', warnings: '0', infos: '0', accepted: '0' });
  });

  test('fails by an error, and says rule, object, line, field, what to do, and the construct', async () => {
    const { success, violations } = await reportOf(
      { 'shop.k8s.yaml': PRIVILEGED },
      {},
      { web: { path: 'shop/web/Resource' } },
    );
    expect(success).toBe(false);
    expect(violations).toHaveLength(1);
    const [{ ruleName, fix, violatingConstructs }] = violations;
    expect(ruleName).toBe('linux-only-field (error)');
    expect(fix).toContain('https://kubernetes.io/');
    expect(violatingConstructs).toEqual([
      {
        resourceName: 'web',
        constructPath: 'shop/web/Resource',
        locations: [
          expect.stringMatching(/^Pod\/web, line 11: spec\.containers\[0\]\.securityContext\.privileged is true/),
        ],
        manifestPath: expect.stringMatching(/shop\.k8s\.yaml$/),
      },
    ]);
  });

  test('attributes nothing to the construct of another object with the same name', async () => {
    const files = { 'shop.k8s.yaml': PRIVILEGED + SERVICE };
    const { violations } = await reportOf(files, {}, { web: { path: 'shop/service/Resource' } });
    expect(violations[0].violatingConstructs[0]).toMatchObject({ resourceName: 'Pod/web', constructPath: undefined });
  });

  test('reports warnings and succeeds, unless they shall fail, or shall not be reported', async () => {
    const stale = { 'shop.k8s.yaml': STALE };
    expect(await reportOf(stale)).toMatchObject({
      success: true,
      violations: [{ ruleName: 'acknowledgement-stale (warning)' }],
      summary: { metadata: { warnings: '1' } },
    });
    expect(await reportOf(stale, { failOn: 'warning' })).toMatchObject({ success: false });
    expect(await reportOf(stale, { severity: 'error' })).toMatchObject({ success: true, violations: [] });
    // what fails is reported, whatever else is
    expect(await reportOf(stale, { severity: 'error', failOn: 'warning' })).toMatchObject({
      success: false,
      violations: [{ ruleName: 'acknowledgement-stale (warning)' }],
    });
  });

  test('judges for the platform and the version of its properties, all files as one cluster', async () => {
    const hostUsers = { 'shop.k8s.yaml': RIGHT.replace('  os:', '  hostUsers: true\n  os:') };
    expect(await reportOf(hostUsers, { kubernetes: '1.30' })).toMatchObject({ success: true });
    expect(await reportOf(hostUsers, { kubernetes: 1.36 })).toMatchObject({ success: false });
    expect(await reportOf(hostUsers, { kubernetes: '1.36', platform: 'kubeadm' })).toMatchObject({ success: false });
  });

  test('does not ask rules that are disabled', async () => {
    const report = await reportOf({ 'shop.k8s.yaml': PRIVILEGED }, { disable: ['linux-only-field'] });
    expect(report).toMatchObject({ success: true, violations: [] });
  });

  test('fails when there is nothing to judge: the command line alone would call that a success', async () => {
    expect(await reportOf({})).toMatchObject({ success: false });
  });

  test('fails by what cannot be read, and judges the rest', async () => {
    const { success, violations } = await reportOf({ 'a.yaml': 'kind: Pod\napiVersion: [', 'b.yaml': PRIVILEGED });
    expect(success).toBe(false);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['linux-only-field (error)', 'unreadable (error)']);
  });

  test.each([
    [
      { plattform: 'aks' },
      "properties: 'plattform' is none of platform, kubernetes, severity, failOn, disable, did you",
    ],
    [{ platform: 'azure' }, "properties.platform: 'azure' is none of aks, azure-local"],
    [{ platform: 'unknown' }, "properties.platform: 'unknown' is none of aks"],
    [{ platform: 'constructor' }, "properties.platform: 'constructor' is none of aks"],
    [{ platform: null }, 'properties.platform: null is none of aks'],
    [{ kubernetes: 1.3 }, "properties.kubernetes: 1.3 has to be a version in quotes, such as '1.34'"],
    [{ kubernetes: 'latest' }, "properties.kubernetes: 'latest' is no version of Kubernetes"],
    [{ severity: 'fatal' }, "properties.severity: 'fatal' is none of error, warning, info"],
    [{ failOn: 'never' }, "properties.failOn: 'never' is none of error, warning, info"],
    [{ disable: ['no-such-rule'] }, "properties.disable: no rule is named 'no-such-rule'"],
    [{ disable: 'os-name' }, "properties.disable: 'os-name' is no list of rules"],
  ])(
    'refuses the properties %j by one line that names the file, the property and what can be',
    (properties, message) => {
      try {
        new WindowsValidation(properties);
        expect.unreachable();
      } catch (error) {
        const { stack } = error as Error;
        expect(stack).toContain(`cdk8s.yaml, validation WindowsValidation, ${message}`);
        expect(stack).not.toContain('\n');
      }
    },
  );
});

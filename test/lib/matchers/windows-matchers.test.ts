import { ApiObject, App, Chart } from 'cdk8s';
import { WindowsApp, WindowsDeployment } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { type WindowsMatcherOptions, windowsMatchers } from '../../../lib/matchers/windows-matchers';
import { objectsOf } from '../../objects-of';

expect.extend(windowsMatchers);

const RIGHT = `
apiVersion: v1
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

/** What the matcher says when it fails. */
function failureOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.unreachable();
}

describe('toFollowWindowsRules', () => {
  test('passes for YAML in which no rule finds an error, and fails by what they found', () => {
    expect(RIGHT).toFollowWindowsRules();
    const failure = failureOf(() => expect(PRIVILEGED).toFollowWindowsRules());
    expect(failure).toContain('Pod web: spec.containers[0].securityContext.privileged is true');
    expect(failure).toContain('Rule: linux-only-field');
  });

  test('can be turned round', () => {
    expect(PRIVILEGED).not.toFollowWindowsRules();
    expect(failureOf(() => expect(RIGHT).not.toFollowWindowsRules())).toContain('were expected to break one');
  });

  test('takes an app, a chart, and objects', () => {
    const app = new App();
    const shop = new Chart(app, 'shop');
    new WindowsDeployment(shop, 'web', { containers: [{ image: 'registry.example.com/web:1.0-ltsc2022' }] });
    expect(app).toFollowWindowsRules();
    expect(shop).toFollowWindowsRules();
    expect(shop.toJson()).toFollowWindowsRules();
    expect(shop.toJson()[0]).toFollowWindowsRules();
  });

  test('keeps nothing of objects that change between two assertions', () => {
    const [object] = objectsOf(PRIVILEGED);
    expect([object]).not.toFollowWindowsRules();
    const { containers } = object.spec as { containers: { securityContext?: object }[] };
    delete containers[0].securityContext;
    expect([object]).toFollowWindowsRules();
  });

  test('lets warnings pass unless it is told not to', () => {
    const stale = RIGHT.replace(
      '{ name: web }',
      '{ name: web, annotations: { acknowledge.cdk8s-windows/linux-only-field: "ticket 4711" } }',
    );
    expect(stale).toFollowWindowsRules();
    expect(stale).not.toFollowWindowsRules({ failOn: 'warning' });
  });

  test('asks for the platform and the version that it is told', () => {
    const hostUsers = RIGHT.replace('  os:', '  hostUsers: true\n  os:');
    expect(hostUsers).toFollowWindowsRules({ kubernetes: '1.30' });
    expect(hostUsers).not.toFollowWindowsRules({ kubernetes: '1.36' });
  });

  test.each<[string, unknown, WindowsMatcherOptions, RegExp]>([
    ['nothing', '', {}, /There is no object/],
    ['something else', 42, {}, /takes a chart, an app, objects/],
    ['broken YAML', 'apiVersion: [', {}, /line \d+: /],
    ['an unknown platform', RIGHT, { platform: 'azure' as 'aks' }, /platform: 'azure' is none of aks/],
    ['a platform that is none', RIGHT, { platform: 'unknown' as 'aks' }, /platform: 'unknown' is none of aks/],
    ['an unknown version', RIGHT, { kubernetes: 'latest' }, /'latest' is no version/],
  ])('says what is wrong with %s', (_, received, options, message) => {
    expect(() => expect(received).toFollowWindowsRules(options)).toThrow(message);
  });
});

describe('an option that nobody knows', () => {
  test.each([
    [
      { failon: 'warning' },
      "toFollowWindowsRules: 'failon' is none of platform, kubernetes, failOn, did you mean 'failOn'?",
    ],
    [{ bad: 1 }, "toFollowWindowsRules: 'bad' is none of platform, kubernetes, failOn"],
    [{ severity: 'warn' }, "toFollowWindowsRules: 'severity' is none of platform, kubernetes, failOn"],
    ['warning', "toFollowWindowsRules: 'warning' is no object that holds platform, kubernetes, failOn"],
  ])('is refused by toFollowWindowsRules: %j', (options, message) => {
    expect(() => expect(RIGHT).toFollowWindowsRules(options as object)).toThrow(message);
    expect(() => expect(PRIVILEGED).not.toFollowWindowsRules(options as object)).toThrow(message);
  });

  test('is refused by toBreakWindowsRule, which takes a path instead of what fails', () => {
    const breaking = (options: object) => () => expect(PRIVILEGED).toBreakWindowsRule('linux-only-field', options);
    expect(breaking({ pth: 'spec' })).toThrow("toBreakWindowsRule: 'pth' is none of platform, kubernetes, path, did");
    expect(breaking({ failOn: 'warning' })).toThrow("toBreakWindowsRule: 'failOn' is none of platform");
  });
});

describe('toBreakWindowsRule', () => {
  test('passes when that rule finds something, at that path', () => {
    expect(PRIVILEGED).toBreakWindowsRule('linux-only-field');
    expect(PRIVILEGED).toBreakWindowsRule('linux-only-field', {
      path: 'spec.containers[0].securityContext.privileged',
    });
    expect(PRIVILEGED).not.toBreakWindowsRule('linux-only-field', { path: 'spec.hostPID' });
    expect(RIGHT).not.toBreakWindowsRule('linux-only-field');
  });

  test('takes an app that its own rules would stop', () => {
    const app = new WindowsApp();
    const shop = new Chart(app, 'shop');
    const spec = { os: { name: 'windows' }, hostPID: true, containers: [{ name: 'web', image: 'web:1.0' }] };
    new ApiObject(new Chart(shop, 'inner'), 'web', { apiVersion: 'v1', kind: 'Pod', spec });
    expect(() => app.synthYaml()).toThrow('linux-only-field');
    expect(app).toBreakWindowsRule('linux-only-field', { path: 'spec.hostPID' });
    expect(app).not.toFollowWindowsRules();
  });

  test('takes a List, as an object and in a chart', () => {
    const web = { apiVersion: 'v1', kind: 'Pod', spec: { os: { name: 'windows' }, hostPID: true, containers: [] } };
    const list = { apiVersion: 'v1', kind: 'List', items: [web] };
    const shop = new Chart(new App(), 'shop');
    new ApiObject(shop, 'list', list);
    for (const each of [list, shop]) expect(each).toBreakWindowsRule('linux-only-field', { path: 'spec.hostPID' });
    expect(() => expect({ ...list, items: [42] }).toFollowWindowsRules()).toThrow('items[0] of a List');
  });

  test('fails by what was found instead', () => {
    expect(failureOf(() => expect(PRIVILEGED).toBreakWindowsRule('image-build-ended'))).toMatch(
      /do not break the rule 'image-build-ended'.*Rule: linux-only-field/s,
    );
    expect(failureOf(() => expect(RIGHT).toBreakWindowsRule('image-build-ended'))).toContain('No rule found anything.');
  });

  test('does not know what is no rule', () => {
    expect(() => expect(RIGHT).toBreakWindowsRule('no-such-rule')).toThrow("no rule is named 'no-such-rule'");
  });
});

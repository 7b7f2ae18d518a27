import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  RuleSeverity,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsRules,
  type WindowsRulesOptions,
} from 'cdk8s-windows';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const outdir = () => mkdtempSync(join(tmpdir(), 'cdk8s-windows-rules-'));
const written = (app: App) => readdirSync(app.outdir);

const CONTAINER = {
  name: 'web',
  image: 'registry.example.com/web:1.0-ltsc2022',
  resources: { limits: { cpu: '500m', memory: '512Mi' } },
};

/** A pod as somebody else's generator would write it. */
function pod(scope: Chart, id: string, spec: object = {}): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: id },
    spec: {
      os: { name: 'windows' },
      nodeSelector: { 'kubernetes.io/os': 'windows' },
      containers: [CONTAINER],
      ...spec,
    },
  });
}

const PRIVILEGED = { containers: [{ ...CONTAINER, securityContext: { privileged: false } }] };

function judged(options?: WindowsRulesOptions) {
  const app = new App({ outdir: outdir() });
  WindowsRules.on(app, options);
  return { app, shop: new Chart(app, 'shop') };
}

function messageOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.unreachable();
}

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('an app that the rules judge', () => {
  test('hears of what may be right, which no construct refuses, and can accept it', () => {
    const { app, shop } = judged();
    const web = new WindowsDeployment(shop, 'web', { runAsNonRoot: true, containers: [{ image: CONTAINER.image }] });
    app.synth();
    expect(said).toMatch(/^warning: shop\/web .*: spec\.template\.spec\.securityContext\.runAsNonRoot is true/);
    said = '';
    WindowsRules.acknowledge(web, 'run-as-non-root-without-user', 'The image has a USER.');
    app.synth();
    expect(said).toBe('');
  });

  test('is written as ever when they find nothing, and nothing is said', () => {
    const { app, shop } = judged();
    pod(shop, 'web');
    app.synth();
    const stock = new App({ outdir: outdir() });
    pod(new Chart(stock, 'shop'), 'web');
    stock.synth();
    expect(written(app)).toEqual(['shop.k8s.yaml']);
    expect(readFileSync(join(app.outdir, 'shop.k8s.yaml'), 'utf8')).toBe(
      readFileSync(join(stock.outdir, 'shop.k8s.yaml'), 'utf8'),
    );
    expect(said).toBe('');
  });

  test('is not written when they find an error: it names the construct, the object, the field and what to do', () => {
    const { app, shop } = judged();
    pod(shop, 'web', PRIVILEGED);
    expect(() => app.synth()).toThrow(
      /^error: shop\/web \(Pod web\): spec\.containers\[0\]\.securityContext\.privileged is false.*Rule: linux-only-field.*1 error$/s,
    );
    expect(written(app)).toEqual([]);
    expect(() => app.synthYaml()).toThrow(/linux-only-field/);
  });

  test('shows no stack: the mistake is in a manifest', () => {
    const { app, shop } = judged();
    pod(shop, 'web', PRIVILEGED);
    try {
      app.synth();
      expect.unreachable();
    } catch (error) {
      expect((error as Error).stack).not.toMatch(/^ {4}at /m);
      expect((error as Error).stack).toContain((error as Error).message);
    }
  });

  test('is judged as a whole and once, however many charts it has', () => {
    const { app } = judged();
    for (const id of ['a', 'b', 'c']) pod(new Chart(app, id), 'web', PRIVILEGED);
    expect(() => app.synth()).toThrow(/3 errors$/);
  });

  test('is judged for its target cluster, chart by chart', () => {
    const { app, shop } = judged();
    TargetCluster.kubeadm({ kubernetesVersion: '1.30' }).applyTo(shop);
    const newer = new Chart(app, 'newer');
    TargetCluster.kubeadm({ kubernetesVersion: '1.36' }).applyTo(newer);
    for (const chart of [shop, newer]) pod(chart, 'web', { hostUsers: true });
    expect(() => app.synth()).toThrow(/^error: newer\/web .*1 error$/s);
  });

  test('is synthesized by cdk8s-plus, generated classes and these constructs alike', () => {
    const { app, shop } = judged();
    new kplus.Deployment(shop, 'stock', {
      containers: [{ image: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022' }],
    });
    new WindowsDeployment(shop, 'own', { containers: [{ image: CONTAINER.image }] });
    app.synth();
    expect(said).toContain('shop/stock (Deployment shop-stock');
    expect(said).not.toContain('shop/own ');
  });

  test('says what is no error on stderr, from the severity on that was asked for', () => {
    const { app, shop } = judged();
    const stated = pod(shop, 'web');
    stated.metadata.addAnnotation('acknowledge.cdk8s-windows/image-build-ended', 'moves in spring');
    app.synth();
    expect(written(app)).toEqual(['shop.k8s.yaml']);
    expect(said).toMatch(/^warning: shop\/web \(Pod web\): .*acknowledgement-stale.*\n1 warning\n$/s);

    said = '';
    WindowsRules.on(app, { severity: RuleSeverity.ERROR });
    app.synth();
    expect(said).toBe('');
  });

  test('is not asked rules that are disabled', () => {
    const { app, shop } = judged({ disable: ['linux-only-field'] });
    pod(shop, 'web', PRIVILEGED);
    app.synth();
    expect(written(app)).toEqual(['shop.k8s.yaml']);
  });

  test('stops at warnings when they shall, and shows them then', () => {
    const { app, shop } = judged({ severity: RuleSeverity.ERROR, failOn: RuleSeverity.WARNING });
    pod(shop, 'web').metadata.addAnnotation('acknowledge.cdk8s-windows/image-build-ended', 'moves in spring');
    expect(() => app.synth()).toThrow(/^warning: shop\/web .*acknowledgement-stale.*1 warning$/s);
    expect(written(app)).toEqual([]);
  });

  test('says what to do in the words of constructs where they made the object, else in those of manifests', () => {
    const { app, shop } = judged();
    const nfs = { volumes: [{ name: 'data', nfs: { server: 'files', path: '/data' } }] };
    const own = new WindowsDeployment(shop, 'own', { containers: [{ image: CONTAINER.image }] });
    ApiObject.of(own).addJsonPatch(JsonPatch.add('/spec/template/spec/volumes', nfs.volumes));
    pod(shop, 'stock', nfs);
    const message = messageOf(() => app.synth());
    expect(message).toMatch(/shop\/own \(.*?Do: {3}Use WindowsVolume\.fromSmb/s);
    expect(message).toMatch(/shop\/stock \((?:(?!fromSmb).)*$/s);
  });

  test('cannot disable what does not exist', () => {
    expect(() => judged({ disable: ['no-such-rule'] })).toThrow(
      /disable\[0\] is 'no-such-rule'.*Rule: acknowledgement-unknown/s,
    );
  });

  test('keeps the error of whoever made an object that cannot be rendered', () => {
    const { app, shop } = judged();
    new kplus.Ingress(shop, 'door');
    expect(() => app.synth()).toThrow(/Validation failed.*ingress with no rules/s);
  });
});

describe('a WindowsApp', () => {
  test('is judged without being asked', () => {
    const app = new WindowsApp({ outdir: outdir() });
    pod(new Chart(app, 'shop'), 'web', PRIVILEGED);
    expect(() => app.synth()).toThrow(/linux-only-field/);
  });

  test('takes what the rules shall do', () => {
    const app = new WindowsApp({ outdir: outdir(), rules: { disable: ['linux-only-field'] } });
    pod(new Chart(app, 'shop'), 'web', PRIVILEGED);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('an acknowledgement', () => {
  const REASON = 'The vendor ships it so, see ticket 4711.';

  test('accepts the findings of a rule below its construct, and its reason stands in the manifest', () => {
    const { app, shop } = judged();
    const web = pod(shop, 'web', PRIVILEGED);
    WindowsRules.acknowledge(web, 'linux-only-field', REASON);
    for (const _ of ['once', 'again']) app.synth();
    expect(said).toBe('');
    expect(shop.toJson()[0].metadata.annotations).toEqual({
      'acknowledge.cdk8s-windows/linux-only-field': REASON,
    });
  });

  test('says the same however often the app is synthesized', () => {
    const { app, shop } = judged();
    WindowsRules.acknowledge(pod(shop, 'known', PRIVILEGED), 'linux-only-field', REASON);
    WindowsRules.acknowledge(pod(shop, 'stale'), 'linux-only-field', REASON);
    app.synth();
    const first = said;
    said = '';
    app.synth();
    expect(first).toContain('acknowledgement-stale');
    expect(said).toBe(first);
  });

  test('is stale as soon as what it accepted is mended', () => {
    const { app, shop } = judged();
    const web = pod(shop, 'web', PRIVILEGED);
    WindowsRules.acknowledge(web, 'linux-only-field', REASON);
    app.synth();
    expect(said).toBe('');
    web.addJsonPatch(JsonPatch.remove('/spec/containers/0/securityContext'));
    app.synth();
    expect(said).toContain('acknowledgement-stale');
  });

  test('does not mind that somebody takes it out of the manifest', () => {
    const { app, shop } = judged();
    const web = pod(shop, 'web', PRIVILEGED);
    WindowsRules.acknowledge(web, 'linux-only-field', REASON);
    app.synth();
    web.addJsonPatch(JsonPatch.remove('/metadata/annotations'));
    app.synth();
    expect(said).toBe('');
    expect(web.toJson().metadata.annotations).toBeUndefined();
  });

  test.each([
    ['a rule that is disabled', { disable: ['linux-only-field'] }, 'linux-only-field'],
    ['a rule of another platform', {}, 'gke-windows-webhook'],
    ['anything, when nobody asks for stale ones', { disable: ['acknowledgement-stale'] }, 'linux-only-field'],
  ])('is not stale when it accepts %s', (_, options, rule) => {
    const { app, shop } = judged(options);
    WindowsRules.acknowledge(pod(shop, 'web'), rule, REASON);
    app.synth();
    expect(said).toBe('');
  });

  test('of a chart marks only the objects in which something was found', () => {
    const { app, shop } = judged();
    pod(shop, 'right');
    pod(shop, 'wrong', PRIVILEGED);
    WindowsRules.acknowledge(shop, 'linux-only-field', REASON);
    app.synth();
    const [right, wrong] = shop.toJson();
    expect(right.metadata.annotations).toBeUndefined();
    expect(wrong.metadata.annotations).toEqual({ 'acknowledge.cdk8s-windows/linux-only-field': REASON });
  });

  test('reaches no further than its construct', () => {
    const { app, shop } = judged();
    WindowsRules.acknowledge(pod(shop, 'known', PRIVILEGED), 'linux-only-field', REASON);
    pod(shop, 'other', PRIVILEGED);
    expect(() => app.synth()).toThrow(/^error: shop\/other .*1 error \(1 accepted\)$/s);
  });

  describe('of a finding that several objects owe to one cause', () => {
    /** Two pods that leave the system open, in a cluster whose Windows nodes have no taint. */
    function open() {
      const { app, shop } = judged();
      pod(shop, 'windows');
      const [a, b] = ['a', 'b'].map(
        (id) =>
          new ApiObject(shop, id, {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: id },
            spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }] },
          }),
      );
      return { app, a, b };
    }

    test('is told once as long as none of them is accepted', () => {
      const { app } = open();
      app.synth();
      expect(said).toMatch(/^warning: shop\/a .*the same holds for Pod b.*os-left-open.*1 warning\n$/s);
    });

    test.each([
      ['a', 'b'],
      ['b', 'a'],
    ] as const)('leaves the finding of the other object when it stands at %s', (accepted, other) => {
      const { app, ...pods } = open();
      WindowsRules.acknowledge(pods[accepted], 'os-left-open', REASON);
      app.synth();
      expect(said).toMatch(
        new RegExp(`^warning: shop/${other} .*Rule: os-left-open.*\n1 warning \\(1 accepted\\)\n$`, 's'),
      );
      expect(said).not.toContain('the same holds');
    });

    test('may stand at each of them', () => {
      const { app, a, b } = open();
      for (const each of [a, b]) WindowsRules.acknowledge(each, 'os-left-open', REASON);
      app.synth();
      expect(said).toBe('');
      for (const each of [a, b]) {
        expect(each.toJson().metadata.annotations).toEqual({ 'acknowledge.cdk8s-windows/os-left-open': REASON });
      }
    });
  });

  test('reaches the objects of a List, and stands at those in which something was found', () => {
    const { app, shop } = judged();
    const { apiVersion, kind, spec } = pod(shop, 'alone').toJson();
    const metadata = { name: 'listed', annotations: { owner: 'shop' } };
    const pods = [{ metadata, spec: { ...spec, ...PRIVILEGED, hostPID: true, colour: 'blue' } }];
    const list = new ApiObject(shop, 'list', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion, kind, metadata, spec },
        { apiVersion, kind: 'PodList', items: pods },
      ],
    });
    expect(() => app.synth()).toThrow(/shop\/list \(Pod listed\): items\[1\]\.items\[0\]\.spec\.colour/);
    WindowsRules.acknowledge(list, 'linux-only-field', REASON);
    WindowsRules.acknowledge(shop, 'unknown-field', REASON);
    for (const _ of ['once', 'again']) app.synth();
    expect(said).toBe('');
    expect(list.toJson()).toMatchObject({
      items: [
        { metadata },
        {
          items: [
            {
              metadata: {
                name: 'listed',
                annotations: {
                  owner: 'shop',
                  'acknowledge.cdk8s-windows/linux-only-field': REASON,
                  'acknowledge.cdk8s-windows/unknown-field': REASON,
                },
              },
            },
          ],
        },
      ],
    });
    expect(list.toJson().items[0].metadata).toEqual(metadata);
  });

  test('that accepts nothing is reported', () => {
    const { app, shop } = judged();
    WindowsRules.acknowledge(pod(shop, 'web'), 'linux-only-field', REASON);
    app.synth();
    expect(said).toMatch(/^warning: shop\/web: .*'linux-only-field'.*Rule: acknowledgement-stale/s);
  });

  test.each([
    ['of a rule that does not exist', 'no-such-rule', REASON, /'no-such-rule'.*Rule: acknowledgement-unknown/s],
    ['without a reason', 'linux-only-field', ' ', /Rule: acknowledgement-reason/],
  ])('%s is refused where it stands', (_, rule, reason, message) => {
    const { shop } = judged();
    expect(() => WindowsRules.acknowledge(shop, rule, reason)).toThrow(message);
  });
});

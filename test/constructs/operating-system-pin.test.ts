import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, type ApiObjectProps, type Chart, Cron, Helm, Include, JsonPatch, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  HostProcessDaemonSet,
  OperatingSystemPin,
  RunAsUser,
  TargetCluster,
  WindowsDeployment,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { afterAll, describe, expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { type Manifest, ofKind, podOf, type SynthOptions, shop, synth } from '../synth';
import { IMAGE } from '../workloads';

const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-pin-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const OS = 'kubernetes.io/os';
const CONTAINERS = [{ name: 'main', image: 'registry.example/main:1' }];
const PLUS_CONTAINERS = [{ image: 'registry.example/main:1', portNumber: 80 }];
const SYSTEMS = ['linux', 'windows'] as const;
type System = (typeof SYSTEMS)[number];

const pinTo = (system: System) => (system === 'linux' ? OperatingSystemPin.linux() : OperatingSystemPin.windows());

let files = 0;

/** YAML on disk, read by `Include`, as a chart from somewhere else would be. */
function include(scope: Construct, ...objects: object[]): Include {
  const url = join(FOLDER, `${files++}.yaml`);
  writeFileSync(url, Yaml.stringify(...objects));
  return new Include(scope, 'yaml', { url });
}

const TEMPLATED: [string, string][] = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'ReplicaSet'],
  ['v1', 'ReplicationController'],
  ['batch/v1', 'Job'],
];

/** What a Job and its pods must say, and others must not. */
const ENDS = { restartPolicy: 'Never' };
const LABELS = { app: 'it' };

function objectOf(apiVersion: string, kind: string, pod: object = {}): object {
  const ends = kind === 'Job' || kind === 'CronJob';
  const spec = { containers: CONTAINERS, ...(ends ? ENDS : {}), ...pod };
  const object = (own: object) => ({ apiVersion, kind, metadata: { name: 'it' }, spec: own });
  if (kind === 'Pod') return object(spec);
  if (kind === 'CronJob') return object({ schedule: '0 * * * *', jobTemplate: { spec: { template: { spec } } } });
  const template = { metadata: { labels: LABELS }, spec };
  if (kind === 'Job') return object({ template });
  return object({ selector: apiVersion === 'v1' ? LABELS : { matchLabels: LABELS }, template });
}

const KINDS: [string, string][] = [['v1', 'Pod'], ...TEMPLATED, ['batch/v1', 'CronJob']];

/** What `Include` makes of YAML, without reading a file. */
function object(scope: Construct, manifest: object): ApiObject {
  return new ApiObject(scope, 'it', manifest as ApiObjectProps);
}

/** A Deployment with this pod spec, after its chart was pinned. */
function pinned(pod: object, system: System, options: SynthOptions = {}): Manifest {
  const [manifest] = synth((chart) => {
    object(chart, objectOf('apps/v1', 'Deployment', pod));
    chart.with(pinTo(system));
  }, options);
  return manifest;
}

const PLUS: [string, (chart: Chart) => kplus.AbstractPod][] = [
  ['Pod', (chart) => new kplus.Pod(chart, 'it', { containers: PLUS_CONTAINERS })],
  ['Deployment', (chart) => new kplus.Deployment(chart, 'it', { containers: PLUS_CONTAINERS })],
  ['StatefulSet', (chart) => new kplus.StatefulSet(chart, 'it', { containers: PLUS_CONTAINERS })],
  ['DaemonSet', (chart) => new kplus.DaemonSet(chart, 'it', { containers: PLUS_CONTAINERS })],
  ['Job', (chart) => new kplus.Job(chart, 'it', { containers: PLUS_CONTAINERS })],
  ['CronJob', (chart) => new kplus.CronJob(chart, 'it', { containers: PLUS_CONTAINERS, schedule: Cron.daily() })],
];

describe.each(KINDS)('an included %s %s', (apiVersion, kind) => {
  test.each(SYSTEMS)('is pinned to %s', (system) => {
    const [manifest] = synth((chart) => {
      include(chart, objectOf(apiVersion, kind));
      chart.with(pinTo(system));
    });
    expect(podOf(manifest).spec).toMatchObject({ os: { name: system }, nodeSelector: { [OS]: system } });
    expect(podOf(manifest).spec.containers).toEqual(CONTAINERS);
    expect(manifest).toMatchSnapshot();
  });
});

describe.each(PLUS)('a %s of cdk8s-plus', (kind, create) => {
  test.each(SYSTEMS)('is pinned to %s', (system) => {
    const manifests = synth((chart) => {
      create(chart);
      chart.with(pinTo(system));
    });
    const { spec } = podOf(ofKind(manifests, kind));
    expect(spec).toMatchObject({ os: { name: system }, nodeSelector: { [OS]: system } });
    expect(spec.containers).toHaveLength(1);
  });

  test('is the same beside os and node selector when it is pinned to Linux', () => {
    const [bare] = synth((chart) => create(chart)).filter((manifest) => manifest.kind === kind);
    const manifests = synth((chart) => {
      create(chart);
      chart.with(OperatingSystemPin.linux());
    });
    const { os: _os, nodeSelector: _selector, ...rest } = podOf(ofKind(manifests, kind)).spec;
    expect(rest).toEqual(podOf(bare).spec);
  });

  test('carries nothing that the API server refuses when it is pinned to Windows', () => {
    const manifests = synth((chart) => {
      create(chart).addInitContainer({ image: 'registry.example/init:1' });
      chart.with(OperatingSystemPin.windows());
    });
    expectNoForbiddenFields(manifests);
    expect(manifests).toMatchSnapshot();
  });

  test('keeps containers that come after the pin', () => {
    const manifests = synth((chart) => {
      const workload = create(chart);
      chart.with(OperatingSystemPin.windows());
      workload.addContainer({ name: 'late', image: 'registry.example/late:1', portNumber: 81 });
    });
    expectNoForbiddenFields(manifests);
    const { spec } = podOf(ofKind(manifests, kind));
    expect(spec.containers.map(({ name }) => name)).toEqual(['main', 'late']);
    expect(spec.nodeSelector).toEqual({ [OS]: 'windows' });
  });
});

describe('what is pinned', () => {
  test('keeps its other node selectors', () => {
    const nodeSelector = { 'kubernetes.io/arch': 'amd64', disk: 'ssd' };
    expect(podOf(pinned({ nodeSelector }, 'linux')).spec.nodeSelector).toEqual({ ...nodeSelector, [OS]: 'linux' });
  });

  test('keeps its affinity', () => {
    const affinity = { podAntiAffinity: {}, nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
    expect(podOf(pinned({ affinity }, 'linux')).spec.affinity).toEqual(affinity);
  });

  test('keeps JSON patches that come after the pin', () => {
    const [manifest] = synth((chart) => {
      const pod = new kplus.Pod(chart, 'it', { containers: PLUS_CONTAINERS });
      chart.with(OperatingSystemPin.linux());
      ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/nodeSelector', { disk: 'ssd' }));
    });
    expect(podOf(manifest).spec.nodeSelector).toEqual({ disk: 'ssd', [OS]: 'linux' });
  });

  test('keeps fields that cdk8s-plus does not know', () => {
    const resources = { limits: { cpu: '1' } };
    expect(podOf(pinned({ resources }, 'linux')).spec).toMatchObject({ resources });
  });

  test.each(SYSTEMS)('to %s twice is the same as once', (system) => {
    const times = (count: number) =>
      synth((chart) => {
        new kplus.DaemonSet(chart, 'agent', { containers: PLUS_CONTAINERS });
        object(chart, objectOf('apps/v1', 'Deployment'));
        for (let time = 0; time < count; time++) chart.with(pinTo(system));
      });
    expect(times(3)).toEqual(times(1));
  });

  test('is written the same each time', () => {
    const chart = shop();
    new kplus.Deployment(chart, 'web', { containers: PLUS_CONTAINERS });
    chart.with(OperatingSystemPin.windows());
    expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
  });

  test('may be pinned by its construct, without its scope', () => {
    const [web] = synth((chart) => {
      const deployment = new kplus.Deployment(chart, 'web', { containers: PLUS_CONTAINERS });
      OperatingSystemPin.linux().applyTo(deployment);
      new kplus.Deployment(chart, 'other', { containers: PLUS_CONTAINERS });
    });
    expect(podOf(web).spec.nodeSelector).toEqual({ [OS]: 'linux' });
  });

  test('may be pinned by a chart, without its mixins', () => {
    const manifests = synth((chart) => {
      new kplus.Deployment(chart, 'web', { containers: PLUS_CONTAINERS });
      OperatingSystemPin.linux().applyTo(chart);
    });
    expect(podOf(ofKind(manifests, 'Deployment')).spec.nodeSelector).toEqual({ [OS]: 'linux' });
  });

  test('may be an item of a List', () => {
    const items = [objectOf('apps/v1', 'DaemonSet'), { apiVersion: 'v1', kind: 'Service', spec: { ports: [] } }];
    const [list] = synth((chart) => {
      include(chart, { apiVersion: 'v1', kind: 'List', metadata: {}, items });
      chart.with(OperatingSystemPin.linux());
    });
    const [daemonSet, service] = list.items as Manifest[];
    expect(podOf(daemonSet).spec.nodeSelector).toEqual({ [OS]: 'linux' });
    expect(service).toEqual(items[1]);
  });

  test('may come from a Helm chart', () => {
    const helmExecutable = join(FOLDER, 'helm');
    const chartFile = join(FOLDER, 'rendered.yaml');
    writeFileSync(chartFile, Yaml.stringify(objectOf('apps/v1', 'DaemonSet', { nodeSelector: { tier: 'edge' } })));
    writeFileSync(helmExecutable, `#!/bin/sh\nexec cat '${chartFile}'\n`);
    chmodSync(helmExecutable, 0o755);
    const [manifest] = synth((chart) => {
      new Helm(chart, 'agent', { chart: 'vendor/agent', helmExecutable });
      chart.with(OperatingSystemPin.linux());
    });
    expect(podOf(manifest).spec.nodeSelector).toEqual({ tier: 'edge', [OS]: 'linux' });
  });
});

describe('a DaemonSet that tolerates everything', () => {
  const tolerations = [{ operator: 'Exists' }];
  const agent = (system: System) => {
    const [manifest] = synth((chart) => {
      object(chart, objectOf('apps/v1', 'DaemonSet', { tolerations }));
      chart.with(pinTo(system));
    });
    return podOf(manifest).spec;
  };

  test.each(SYSTEMS)('no longer runs on nodes other than those of %s', (system) => {
    expect(agent(system)).toMatchObject({ nodeSelector: { [OS]: system }, tolerations });
  });

  test('needs no other toleration on Windows nodes', () => {
    expect(agent('windows').tolerations).toEqual(tolerations);
  });
});

describe('what is pinned to Windows', () => {
  test('tolerates the taints of the target cluster beside its own', () => {
    const own = { key: 'team', operator: 'Exists', effect: 'NoSchedule' };
    const { spec } = podOf(pinned({ tolerations: [own] }, 'windows', { cluster: TargetCluster.openshift() }));
    expect(spec.tolerations).toEqual([own, { key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' }]);
  });

  test('has the label by which network policies find Windows pods, beside its own', () => {
    expect(podOf(pinned({}, 'windows')).metadata.labels).toEqual({ app: 'it', 'cdk8s-windows/os': 'windows' });
  });

  test('is accepted with what asks for nothing that Windows does not do anyway', () => {
    const securityContext = { privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: false };
    const containers = [{ ...CONTAINERS[0], securityContext }];
    const { spec } = podOf(pinned({ containers, securityContext: { fsGroupChangePolicy: 'Always' } }, 'windows'));
    expect(spec.containers).toEqual(CONTAINERS);
    expect(spec).not.toHaveProperty('securityContext');
  });

  test('keeps runAsNonRoot, which Windows knows', () => {
    const pod = { securityContext: { runAsNonRoot: true } };
    expect(podOf(pinned(pod, 'windows')).spec.securityContext).toEqual({ runAsNonRoot: true });
  });

  test.each([
    ['securityContext.runAsUser', { securityContext: { runAsUser: 1000 } }, '1000'],
    ['hostPID', { hostPID: true }, 'true'],
    [
      'containers[0].securityContext.capabilities',
      { containers: [{ ...CONTAINERS[0], securityContext: { capabilities: { drop: ['ALL'] } } }] },
      '{"drop":["ALL"]}',
    ],
    [
      'containers[0].securityContext.readOnlyRootFilesystem',
      { containers: [{ ...CONTAINERS[0], securityContext: { readOnlyRootFilesystem: true } }] },
      'true',
    ],
    [
      'initContainers[0].securityContext.privileged',
      { initContainers: [{ ...CONTAINERS[0], securityContext: { privileged: true } }] },
      'true',
    ],
  ])('is refused with %s, which would mean nothing', (field, pod, value) => {
    expect(() => pinned(pod, 'windows')).toThrow(`shop/it: ${field} is ${value}\n`);
    expect(() => pinned(pod, 'windows')).toThrow(/Rule: linux-only-field /);
  });

  test('is refused for cdk8s-plus workloads with Linux settings of their own', () => {
    const program = () =>
      synth((chart) => {
        const securityContext = { user: 1000 };
        new kplus.Deployment(chart, 'web', { containers: [{ ...PLUS_CONTAINERS[0], securityContext }] });
        chart.with(OperatingSystemPin.windows());
      });
    expect(program).toThrow(/^shop\/web\/Resource: containers\[0\]\.securityContext\.runAsUser is 1000\n/);
  });

  test('is refused on a cluster without Windows nodes', () => {
    const cluster = TargetCluster.eks({ compute: 'Fargate' as never });
    expect(() => pinned({}, 'windows', { cluster })).toThrow(/^shop\/it: TargetCluster is/);
  });
});

function required(operator: string, ...values: string[]): object {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: OS, operator, values }] }];
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } };
}

describe.each(SYSTEMS)('left alone by a pin to %s is', (system) => {
  const other = system === 'linux' ? 'windows' : 'linux';

  test.each<[string, object]>([
    ['selects the other system', { nodeSelector: { [OS]: other } }],
    ['selects the same system', { nodeSelector: { [OS]: system } }],
    ['selects it by the old label', { nodeSelector: { [`beta.${OS}`]: other } }],
    ['requires the other system by affinity', required('In', other)],
    ['requires the same system by affinity', required('In', system)],
    ['excludes a system by affinity', required('NotIn', system)],
    ['allows both systems by affinity', required('In', 'linux', 'windows')],
    ['says by os that it is for the other system', { os: { name: other } }],
    ['says everything about the other system', { os: { name: other }, nodeSelector: { [OS]: other } }],
    ['leaves the choice to its RuntimeClass', { runtimeClassName: 'gvisor' }],
    ['has its node', { nodeName: 'node-7' }],
  ])('a pod that %s', (_, pod) => {
    expect(pinned(pod, system)).toEqual(synth((chart) => object(chart, objectOf('apps/v1', 'Deployment', pod)))[0]);
  });

  test('what makes no pods', () => {
    const objects = [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'it' }, spec: { ports: [] } },
      {
        apiVersion: 'apps.example/v1',
        kind: 'Deployment',
        metadata: { name: 'own' },
        spec: { template: { spec: {} } },
      },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'empty' }, spec: {} },
    ];
    const manifests = synth((chart) => {
      include(chart, ...objects);
      chart.with(pinTo(system));
    });
    expect(manifests).toEqual(objects);
  });
});

test('a pod that only says its system by os, which places nothing, is placed there', () => {
  expect(podOf(pinned({ os: { name: 'linux' } }, 'linux')).spec.nodeSelector).toEqual({ [OS]: 'linux' });
  expect(podOf(pinned({ os: { name: 'windows' } }, 'windows')).spec.nodeSelector).toEqual({ [OS]: 'windows' });
});

test('a pod with windowsOptions is for Windows: left alone by a pin to Linux, placed by a pin to Windows', () => {
  const pod = { securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } };
  expect(podOf(pinned(pod, 'linux')).spec).toEqual({ ...pod, containers: CONTAINERS });
  expect(podOf(pinned(pod, 'windows')).spec).toMatchObject({ ...pod, nodeSelector: { [OS]: 'windows' } });
});

test('Windows workloads of this package stand beside Linux ones that are pinned with their whole chart', () => {
  const build = (chart: Chart) => {
    const runtimeClass = new WindowsRuntimeClass(chart, 'class', { windowsVersion: WindowsVersion.SERVER_2022 });
    const containers = [{ image: IMAGE, portNumber: 80 }];
    new WindowsDeployment(chart, 'web', { containers, runtimeClass });
    new HostProcessDaemonSet(chart, 'agent', { containers, runAsUserName: RunAsUser.SYSTEM });
  };
  const before = synth(build);
  const after = synth((chart) => {
    build(chart);
    new kplus.Deployment(chart, 'linux', { containers: PLUS_CONTAINERS });
    chart.with(OperatingSystemPin.linux());
  });
  expect(after.slice(0, before.length)).toEqual(before);
  expect(podOf(after[before.length]).spec.nodeSelector).toEqual({ [OS]: 'linux' });
});

describe('a part of an app that is pinned to Windows', () => {
  function app(inOrder: (legacy: ApiObject, chart: Chart) => void): Manifest[] {
    return synth((chart) => {
      const legacy = object(chart, objectOf('apps/v1', 'Deployment'));
      new kplus.Deployment(chart, 'linux', { containers: PLUS_CONTAINERS });
      inOrder(legacy, chart);
    });
  }

  test('stays so when the rest is pinned to Linux afterwards', () => {
    const manifests = app((legacy, chart) => {
      legacy.with(OperatingSystemPin.windows());
      chart.with(OperatingSystemPin.linux());
    });
    expect(manifests.map((manifest) => podOf(manifest).spec.os?.name)).toEqual(['windows', 'linux']);
  });

  test('is refused when all of it is pinned to Linux already', () => {
    expect(() =>
      app((legacy, chart) => {
        chart.with(OperatingSystemPin.linux());
        legacy.with(OperatingSystemPin.windows());
      }),
    ).toThrow(
      /^shop\/it: OperatingSystemPin is 'windows': it is pinned to Linux already\n[\s\S]*Rule: os-pin-conflict /,
    );
  });
});

test('what is for Windows by itself may stand in parts that are pinned to both, in any order', () => {
  const manifests = synth((chart) => {
    new WindowsDeployment(chart, 'web', { containers: [{ image: IMAGE }] });
    object(chart, objectOf('apps/v1', 'Deployment', { os: { name: 'windows' } }));
    chart.with(OperatingSystemPin.linux()).with(OperatingSystemPin.windows());
  });
  for (const manifest of manifests) expect(podOf(manifest).spec.nodeSelector).toEqual({ [OS]: 'windows' });
});

describe.each(SYSTEMS)('a contradiction is refused by a pin to %s', (system) => {
  test.each<[string, object, string]>([
    [
      'of os and node selector',
      { os: { name: 'linux' }, nodeSelector: { [OS]: 'windows' } },
      `nodeSelector['${OS}'] is 'windows': the same pod has os.name linux\n`,
    ],
    [
      'of both labels of the node selector',
      { nodeSelector: { [OS]: 'linux', [`beta.${OS}`]: 'windows' } },
      `nodeSelector['beta.${OS}'] is 'windows': the same pod has nodeSelector['${OS}'] linux\n`,
    ],
    [
      'of node selector and affinity',
      { nodeSelector: { [OS]: 'linux' }, ...required('In', 'windows') },
      `affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution is [[{"key":"${OS}","operator":"In","values":["windows"]}]]: the same pod has nodeSelector['${OS}'] linux\n`,
    ],
    [
      'of an affinity in itself',
      required('NotIn', 'linux', 'windows'),
      'requiredDuringSchedulingIgnoredDuringExecution is [[{"key":"kubernetes.io/os","operator":"NotIn","values":["linux","windows"]}]]: no node satisfies it\n',
    ],
    [
      'of Linux nodes and windowsOptions',
      { nodeSelector: { [OS]: 'linux' }, securityContext: { windowsOptions: { hostProcess: true } } },
      `securityContext.windowsOptions is {"hostProcess":true}: the same pod has nodeSelector['${OS}'] linux\n`,
    ],
  ])('%s', (_, pod, message) => {
    expect(() => pinned(pod, system)).toThrow(message);
    expect(() => pinned(pod, system)).toThrow(/^shop\/it: /);
    expect(() => pinned(pod, system)).toThrow(/Rule: os-pin-conflict /);
  });
});

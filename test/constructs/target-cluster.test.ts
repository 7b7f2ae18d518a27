import { App, Chart } from 'cdk8s';
import {
  EksCompute,
  GkeMode,
  NetworkPlugin,
  PolicyEngine,
  TargetCluster,
  WindowsDeployment,
  WindowsVersion,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { shop } from '../synth';
import { CONTAINER } from '../workloads';

const everyPlatform = [
  ['aks', TargetCluster.aks],
  ['azure-local', TargetCluster.azureLocal],
  ['eks', TargetCluster.eks],
  ['gke', TargetCluster.gke],
  ['openshift', TargetCluster.openshift],
  ['rke2', TargetCluster.rke2],
  ['kubeadm', TargetCluster.kubeadm],
  ['unknown', TargetCluster.unknown],
] as const;

describe.each(everyPlatform)('%s', (platform, create) => {
  test('takes a Windows workload without further ado', () => {
    const cluster = create();
    expect(cluster.platform).toBe(platform);
    expect(() => new WindowsDeployment(shop({ cluster }), 'web', { containers: [CONTAINER] })).not.toThrow();
  });

  test('assumes nothing that it was not told', () => {
    const cluster = create();
    expect(cluster).toMatchObject({
      kubernetesVersion: undefined,
      windowsVersions: [],
      networkPlugin: undefined,
      policyEngine: undefined,
      podCidrs: [],
      serviceCidrs: [],
    });
    expect(cluster).toMatchObject({ containerdVersion: '1.7', clusterDomain: 'cluster.local' });
  });

  test('knows what it was told', () => {
    const props = {
      kubernetesVersion: '1.32.4',
      windowsVersions: [WindowsVersion.SERVER_2022],
      containerdVersion: '2.0',
      networkPlugin: NetworkPlugin.CALICO,
      policyEngine: PolicyEngine.CALICO,
      calicoVersion: '3.31',
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: ['10.96.0.0/12'],
      clusterDomain: 'corp.local',
    };
    expect(create(props)).toMatchObject(props);
  });

  test('tolerates the taints that it is told, and no others', () => {
    const windowsTaints = [
      { key: 'os', value: 'win', effect: 'NoSchedule' },
      { key: 'dedicated', effect: 'NoExecute' },
    ];
    expect(create({ windowsTaints }).windowsTolerations).toEqual([
      { key: 'os', operator: 'Equal', value: 'win', effect: 'NoSchedule' },
      { key: 'dedicated', operator: 'Exists', effect: 'NoExecute' },
    ]);
  });

  test('hands out copies: what a caller does with them changes nothing', () => {
    const cluster = create();
    cluster.windowsTolerations.push({ key: 'x' });
    cluster.systemNamespaces.push('x');
    expect(cluster.windowsTolerations).not.toContainEqual({ key: 'x' });
    expect(cluster.systemNamespaces).not.toContain('x');
  });
});

describe('the version of Calico', () => {
  test('on AKS is the one that AKS installs, unless another is given', () => {
    expect(TargetCluster.aks().calicoVersion).toBe('3.24');
    expect(TargetCluster.aks({ calicoVersion: '3.30' }).calicoVersion).toBe('3.30');
  });

  test('elsewhere is unknown', () => {
    expect(TargetCluster.rke2().calicoVersion).toBeUndefined();
  });
});

test('Kubernetes 1.24 is the first that keeps the os field', () => {
  const cluster = TargetCluster.kubeadm({ kubernetesVersion: '1.24' });
  expect(() => new WindowsDeployment(shop({ cluster }), 'web', { containers: [CONTAINER] })).not.toThrow();
});

describe('the target cluster of a construct', () => {
  const app = () => new App({ outdir: 'unused' });

  test('is the unknown one when nobody says anything', () => {
    expect(TargetCluster.of(shop()).platform).toBe('unknown');
  });

  test('is that of the nearest parent', () => {
    const root = app();
    const [one, other] = [new Chart(root, 'one'), new Chart(root, 'other')];
    const [aks, gke] = [TargetCluster.aks(), TargetCluster.gke()];
    aks.applyTo(root);
    gke.applyTo(other);
    expect(TargetCluster.of(one)).toBe(aks);
    expect(TargetCluster.of(other)).toBe(gke);
    expect(TargetCluster.of(new Chart(other, 'inner'))).toBe(gke);
  });

  test('can be asked for and changed as long as nothing was built upon it', () => {
    const root = app();
    TargetCluster.aks().applyTo(root);
    expect(TargetCluster.of(root).platform).toBe('aks');
    TargetCluster.gke().applyTo(root);
    expect(TargetCluster.of(root).platform).toBe('gke');
  });

  test('can be said again after workloads were made', () => {
    const cluster = TargetCluster.aks();
    const chart = shop({ cluster });
    new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
    expect(() => cluster.applyTo(chart)).not.toThrow();
  });
});

describe('a cluster that has no Windows nodes can still be described, for what runs there on Linux', () => {
  test.each([
    TargetCluster.gke({ mode: GkeMode.AUTOPILOT }),
    TargetCluster.eks({ compute: EksCompute.FARGATE }),
    TargetCluster.aks({ networkPlugin: NetworkPlugin.CILIUM }),
  ])('%#', (cluster) => {
    expect(() => cluster.applyTo(shop())).not.toThrow();
  });
});

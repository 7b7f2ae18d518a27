import * as kplus from 'cdk8s-plus-28';
import { TargetCluster, type WindowsPodProps, WindowsVersion } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { CONTAINER, IMAGE, podOfWorkload, WORKLOADS, type workload } from '../../workloads';

const CONTAINER_2019 = { ...CONTAINER, image: 'mcr.microsoft.com/windows/servercore:ltsc2019' };
const BUILD = 'node.kubernetes.io/windows-build';
const { SERVER_2019, SERVER_2022, SERVER_2025 } = WindowsVersion;

describe.each(WORKLOADS)('$name', (kind) => {
  const pod = (props?: WindowsPodProps, options?: Parameters<typeof workload>[2]) =>
    podOfWorkload(kind, props, options);

  describe('Windows versions', () => {
    const pools = (...windowsVersions: WindowsVersion[]) => ({ cluster: TargetCluster.kubeadm({ windowsVersions }) });
    const affinityOf = (spec: kplus.k8s.PodSpec) =>
      spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;

    test('windowsVersion becomes a node selector', () => {
      expect(pod({ windowsVersion: SERVER_2022 }).spec.nodeSelector).toEqual({
        'kubernetes.io/os': 'windows',
        [BUILD]: '10.0.20348',
      });
    });

    test('with pools of one version nothing is added: any node will do', () => {
      const { spec } = pod({}, pools(SERVER_2022));
      expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
    });

    test('when the image runs on one of the pools, the pod is kept on it by a node selector', () => {
      const { spec } = pod({}, pools(SERVER_2019, SERVER_2022));
      expect(spec.nodeSelector?.[BUILD]).toBe('10.0.20348');
      expect(spec).not.toHaveProperty('affinity');
    });

    test('when it runs on several of the pools but not on all, the pod is kept on them by an affinity', () => {
      const { spec } = pod({}, pools(SERVER_2019, SERVER_2022, SERVER_2025));
      expect(spec.nodeSelector).not.toHaveProperty(BUILD);
      expect(affinityOf(spec)).toEqual([
        { matchExpressions: [{ key: BUILD, operator: 'In', values: ['10.0.20348', '10.0.26100'] }] },
      ]);
    });

    test('when it runs on all of the pools, nothing is added', () => {
      const { spec } = pod({}, pools(SERVER_2022, SERVER_2025));
      expect(spec.nodeSelector).not.toHaveProperty(BUILD);
      expect(spec).not.toHaveProperty('affinity');
    });

    test('without pools the versions count that the platform offers at the Kubernetes version', () => {
      const cluster = TargetCluster.aks({ kubernetesVersion: '1.34' });
      const image = 'mcr.microsoft.com/windows/servercore:ltsc2025';
      expect(pod({ containers: [{ ...CONTAINER, image }] }, { cluster }).spec.nodeSelector?.[BUILD]).toBe('10.0.26100');
      expect(pod({}, { cluster }).spec.nodeSelector).not.toHaveProperty(BUILD);
    });

    describe('when nothing is known of the pools', () => {
      const withImages = (...tags: string[]) =>
        pod({
          containers: tags.map((tag, index) => ({
            ...CONTAINER,
            name: `c${index}`,
            portNumber: 80 + index,
            image: `registry.example/it:${tag}`,
          })),
        }).spec;

      test('the pod avoids the builds that surely cannot run its image, and is open to those to come', () => {
        const avoiding = (...values: string[]) => [{ matchExpressions: [{ key: BUILD, operator: 'NotIn', values }] }];
        expect(affinityOf(withImages('ltsc2022'))).toEqual(avoiding('10.0.17763'));
        expect(affinityOf(withImages('ltsc2025'))).toEqual(avoiding('10.0.17763', '10.0.20348', '10.0.25398'));
        expect(affinityOf(withImages('ltsc2022', 'ltsc2025'))).toEqual(
          avoiding('10.0.17763', '10.0.20348', '10.0.25398'),
        );
      });

      test('an image of Server 2019 runs on that build alone, now and later', () => {
        expect(withImages('ltsc2019').nodeSelector?.[BUILD]).toBe('10.0.17763');
        expect(withImages('ltsc2019')).not.toHaveProperty('affinity');
      });

      test('an image that does not tell its build is placed by its operating system only', () => {
        expect(withImages('1.29', 'latest')).not.toHaveProperty('affinity');
        expect(withImages('1.29', 'latest').nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
      });

      test('images that no Windows runs together are refused', () => {
        expect(() => withImages('ltsc2019', 'ltsc2022')).toThrow('runs it together with');
      });
    });

    test('two pools of one version count as one', () => {
      const { spec } = pod({}, pools(SERVER_2022, SERVER_2022));
      expect(spec.nodeSelector).not.toHaveProperty(BUILD);
    });

    test('an image whose tag names no build is believed to run anywhere', () => {
      const { spec } = pod({ containers: [{ ...CONTAINER, image: 'app:1.0' }] }, pools(SERVER_2019, SERVER_2022));
      expect(spec.nodeSelector).not.toHaveProperty(BUILD);
    });

    test('the images of init containers count as well', () => {
      const { spec } = pod(
        { containers: [{ ...CONTAINER, image: 'app:1.0' }], initContainers: [{ image: IMAGE }] },
        pools(SERVER_2019, SERVER_2022),
      );
      expect(spec.nodeSelector?.[BUILD]).toBe('10.0.20348');
    });

    test('an affinity of the author is kept, and every alternative of it is narrowed to the builds', () => {
      const { spec } = pod(
        {},
        {
          ...pools(SERVER_2019, SERVER_2022, SERVER_2025),
          change: (made) => {
            made.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
            made.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('gpu')));
            made.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('zone', 'a')), { weight: 5 });
          },
        },
      );
      const build = { key: BUILD, operator: 'In', values: ['10.0.20348', '10.0.26100'] };
      expect(affinityOf(spec)).toEqual([
        { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }, build] },
        { matchExpressions: [{ key: 'gpu', operator: 'Exists' }, build] },
      ]);
      expect(spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    });

    test('an affinity of the author is kept where nothing is added', () => {
      const change = (made: { scheduling: kplus.PodScheduling }) =>
        made.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
      expect(affinityOf(pod({}, { change }).spec)).toHaveLength(1);
    });

    test('a build in nodeSelector counts as the version, and is not repeated', () => {
      const { spec } = pod({ nodeSelector: { [BUILD]: '10.0.26100' } }, pools(SERVER_2019, SERVER_2025));
      expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows', [BUILD]: '10.0.26100' });
      expect(spec).not.toHaveProperty('affinity');
    });

    test('2019 images are kept off newer pools', () => {
      const { spec } = pod({ containers: [CONTAINER_2019] }, pools(SERVER_2019, SERVER_2022, SERVER_2025));
      expect(spec.nodeSelector?.[BUILD]).toBe('10.0.17763');
    });
  });

  describe('scheduling', () => {
    test('the tolerations of the target cluster are taken', () => {
      expect(pod({}, { cluster: TargetCluster.openshift() }).spec.tolerations).toEqual([
        { key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' },
      ]);
    });

    test('tolerations by scheduling, by prop and of the cluster come in this order', () => {
      const { spec } = pod(
        { tolerations: [{ key: 'gpu', operator: 'Exists' }] },
        {
          cluster: TargetCluster.gke(),
          change: (made) => made.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('team', 'shop'))),
        },
      );
      expect(spec.tolerations).toEqual([
        { key: 'team', operator: 'Equal', value: 'shop' },
        { key: 'gpu', operator: 'Exists' },
        { key: 'node.kubernetes.io/os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' },
      ]);
    });

    test('a toleration of the author that covers those of the cluster stands alone', () => {
      const change = (made: { scheduling: kplus.PodScheduling }) =>
        made.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.any()));
      expect(pod({}, { change }).spec.tolerations).toEqual([{ operator: 'Exists' }]);
    });

    test('a cluster without taints needs no tolerations', () => {
      expect(pod({}, { cluster: TargetCluster.aks({ windowsTaints: [] }) }).spec.tolerations).toEqual([]);
    });

    test('further labels of nodes stand beside the operating system', () => {
      expect(pod({ nodeSelector: { disk: 'ssd' } }).spec.nodeSelector).toEqual({
        'kubernetes.io/os': 'windows',
        disk: 'ssd',
      });
    });

    test('a pod can be assigned to a node by name', () => {
      const { spec } = pod({}, { change: (made) => made.scheduling.assign(kplus.Node.named('win-1')) });
      expect(spec.nodeName).toBe('win-1');
    });
  });
});

import * as kplus from 'cdk8s-plus-28';
import {
  EksCompute,
  GkeMode,
  NetworkPlugin,
  RunAsUser,
  TargetCluster,
  WindowsDeployment,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import { CONTAINER, IMAGE } from '../workloads';
import { IMAGE_2019, IMAGE_2025 } from './images';
import { container, type Misuse, untyped, web } from './misuse';

const { SERVER_2019, SERVER_2022, SERVER_2025 } = WindowsVersion;
const BUILD = 'node.kubernetes.io/windows-build';

const on = (cluster: TargetCluster) => ({ options: { cluster } });
const pools = (...windowsVersions: WindowsVersion[]) => on(TargetCluster.kubeadm({ windowsVersions }));
const labeled = (...queries: kplus.NodeLabelQuery[]) => kplus.Node.labeled(...queries);
const attracted =
  (...nodes: kplus.LabeledNode[]): Misuse['program'] =>
  (chart) => {
    const deployment = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
    for (const node of nodes) deployment.scheduling.attract(node);
  };
const ofClass =
  (props: object, own: { [label: string]: string } = {}): Misuse['program'] =>
  (chart) => {
    const runtimeClass = new WindowsRuntimeClass(chart, 'class', { windowsVersion: SERVER_2022, nodeSelector: own });
    new WindowsDeployment(chart, 'web', { containers: [CONTAINER], runtimeClass, ...props });
  };
const classWith =
  (props: object): Misuse['program'] =>
  (chart) =>
    new WindowsRuntimeClass(chart, 'class', { windowsVersion: SERVER_2022, ...props });

/** Pods that no node can run, clusters that cannot be, and names that nobody can have. */
export const CLUSTERS: readonly Misuse[] = [
  {
    title: 'selects Linux nodes',
    rule: 'os-node-selector',
    program: web({ nodeSelector: { 'kubernetes.io/os': 'linux' } }),
  },
  {
    title: 'writes windows with a capital',
    rule: 'os-node-selector',
    program: web({ nodeSelector: { 'kubernetes.io/os': 'Windows' } }),
  },
  {
    title: 'selects Linux nodes by the old label',
    rule: 'os-node-selector',
    program: web({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
  },
  {
    title: 'is attracted by Linux nodes',
    rule: 'os-node-affinity',
    atSynth: true,
    program: attracted(labeled(kplus.NodeLabelQuery.is('kubernetes.io/os', 'linux'))),
  },
  {
    title: 'is attracted by nodes that are anything but Windows, in every alternative',
    rule: 'os-node-affinity',
    atSynth: true,
    program: attracted(
      labeled(kplus.NodeLabelQuery.notIn('kubernetes.io/os', ['windows'])),
      labeled(kplus.NodeLabelQuery.doesNotExist('kubernetes.io/os')),
    ),
  },
  {
    title: 'selects ARM nodes',
    rule: 'windows-arch',
    program: web({ nodeSelector: { 'kubernetes.io/arch': 'arm64' } }),
  },
  {
    title: 'states two versions',
    rule: 'windows-build-conflict',
    program: web({ windowsVersion: SERVER_2022, nodeSelector: { [BUILD]: '10.0.26100' } }),
  },
  {
    title: 'states another version than the RuntimeClass',
    rule: 'windows-build-conflict',
    program: ofClass({ windowsVersion: SERVER_2025, containers: [{ ...CONTAINER, image: IMAGE_2025 }] }),
  },
  {
    title: 'selects another build than the RuntimeClass',
    rule: 'windows-build-conflict',
    program: ofClass({ nodeSelector: { [BUILD]: '10.0.26100' } }),
  },
  {
    title: 'selects other nodes than the RuntimeClass',
    rule: 'runtime-class-conflict',
    program: ofClass({ nodeSelector: { disk: 'hdd' } }, { disk: 'ssd' }),
  },
  { title: 'names two RuntimeClasses', rule: 'runtime-class-twice', program: ofClass({ runtimeClassName: 'other' }) },
  {
    title: 'writes a build with its revision',
    rule: 'windows-build-format',
    program: web({ nodeSelector: { [BUILD]: '10.0.20348.1' } }),
  },
  { title: 'writes a tag for a build', rule: 'windows-build-format', program: () => WindowsVersion.of('ltsc2022') },
  {
    title: 'selects nodes of a release that has ended',
    rule: 'image-build-ended',
    program: web({ nodeSelector: { [BUILD]: '10.0.14393' } }),
  },
  {
    title: 'names a release that has ended',
    rule: 'image-build-ended',
    program: () => WindowsVersion.of('10.0.19042'),
  },
  {
    title: 'runs a 2019 image on Server 2022',
    rule: 'image-build',
    program: web({ windowsVersion: SERVER_2022, containers: [{ ...CONTAINER, image: IMAGE_2019 }] }),
  },
  {
    title: 'runs a 2025 image on a RuntimeClass for Server 2022',
    rule: 'image-build',
    program: ofClass({ initContainers: [{ image: IMAGE_2025 }] }),
  },
  {
    title: 'runs an image that is too new for every pool',
    rule: 'image-build',
    ...pools(SERVER_2019, SERVER_2022),
    program: container({ image: IMAGE_2025 }),
  },
  {
    title: 'puts images together that no pool runs together',
    rule: 'image-build',
    ...pools(SERVER_2019, SERVER_2022),
    program: web({ containers: [CONTAINER, { image: IMAGE_2019, name: 'helper' }] }),
  },
  {
    title: 'wants a version that no pool has',
    rule: 'pool-windows-version',
    ...pools(SERVER_2019, SERVER_2022),
    program: web({ windowsVersion: SERVER_2025 }),
  },
  {
    title: 'selects a build that no pool has',
    rule: 'pool-windows-version',
    ...pools(SERVER_2022),
    program: web({ nodeSelector: { [BUILD]: '10.0.26100' } }),
  },
  {
    title: 'takes a RuntimeClass for a version that no pool has',
    rule: 'pool-windows-version',
    ...pools(SERVER_2025),
    program: ofClass({}),
  },
  {
    title: 'wants Server 2019 on an AKS that no longer has it',
    rule: 'platform-windows-version',
    ...on(TargetCluster.aks({ kubernetesVersion: '1.34' })),
    program: web({ windowsVersion: SERVER_2019, containers: [{ ...CONTAINER, image: IMAGE_2019 }] }),
  },
  {
    title: 'describes a GKE with Server 2025',
    rule: 'platform-windows-version',
    program: () => TargetCluster.gke({ kubernetesVersion: '1.34', windowsVersions: [SERVER_2022, SERVER_2025] }),
  },
  {
    title: 'makes a RuntimeClass for nodes that the platform does not have',
    rule: 'platform-windows-version',
    ...on(TargetCluster.rke2({ kubernetesVersion: '1.33' })),
    program: classWith({ windowsVersion: SERVER_2025 }),
  },
  {
    title: 'runs on GKE Autopilot',
    rule: 'platform-windows',
    ...on(TargetCluster.gke({ mode: GkeMode.AUTOPILOT })),
    program: web({}),
  },
  {
    title: 'runs on Fargate',
    rule: 'platform-windows',
    ...on(TargetCluster.eks({ compute: EksCompute.FARGATE })),
    program: web({}),
  },
  {
    title: 'runs on AKS with Cilium',
    rule: 'network-plugin',
    ...on(TargetCluster.aks({ networkPlugin: NetworkPlugin.CILIUM })),
    program: web({}),
  },
  {
    title: 'runs on kubeadm with Cilium',
    rule: 'network-plugin',
    ...on(TargetCluster.kubeadm({ networkPlugin: NetworkPlugin.CILIUM })),
    program: web({}),
  },
  {
    title: 'runs on a Kubernetes that drops the os field',
    rule: 'kubernetes-version-windows-os',
    ...on(TargetCluster.kubeadm({ kubernetesVersion: '1.23' })),
    program: web({}),
  },
  {
    title: 'writes the version of Kubernetes as a number of its own',
    rule: 'kubernetes-version',
    program: () => TargetCluster.aks({ kubernetesVersion: 'latest' }),
  },
  {
    title: 'gives the version of Kubernetes as a number, in plain JavaScript',
    rule: 'kubernetes-version',
    program: () => TargetCluster.aks({ kubernetesVersion: untyped(1.3) }),
  },
  {
    title: 'writes the names of the versions of the pools, in plain JavaScript',
    rule: 'prop-type',
    program: () => TargetCluster.aks({ windowsVersions: [SERVER_2022, untyped('ltsc2019')] }),
  },
  {
    title: 'selects nodes by a label that is none',
    rule: 'node-selector-format',
    program: web({ nodeSelector: { 'node pool': 'win' } }),
  },
  {
    title: 'selects nodes by a truth value, in plain JavaScript',
    rule: 'node-selector-format',
    program: web({ nodeSelector: { gpu: untyped(true) } }),
  },
  {
    title: 'writes the version of containerd as the node reports it',
    rule: 'containerd-version',
    program: () => TargetCluster.aks({ containerdVersion: 'containerd://1.7.27' }),
  },
  {
    title: 'names the target cluster after the workloads',
    rule: 'target-cluster-late',
    program: (chart) => {
      new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
      TargetCluster.openshift().applyTo(chart);
    },
  },
  {
    title: 'makes a RuntimeClass for Hyper-V isolation',
    rule: 'runtime-class-handler',
    program: classWith({ handler: 'runhcs-wcow-hypervisor' }),
  },
  {
    title: 'makes a RuntimeClass for a handler that cannot be',
    rule: 'runtime-class-handler',
    verdict: 'api',
    program: classWith({ handler: 'runhcs_wcow' }),
  },
  {
    title: 'makes a RuntimeClass for Linux nodes',
    rule: 'runtime-class-not-windows',
    verdict: 'admission',
    program: classWith({ nodeSelector: { 'kubernetes.io/os': 'linux' } }),
  },
  {
    title: 'makes a RuntimeClass for Linux nodes by the old label',
    rule: 'runtime-class-not-windows',
    program: classWith({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
  },
  {
    title: 'makes a RuntimeClass for GKE Autopilot',
    rule: 'platform-windows',
    ...on(TargetCluster.gke({ mode: GkeMode.AUTOPILOT })),
    program: classWith({}),
  },
  {
    title: 'makes a RuntimeClass for ARM nodes',
    rule: 'windows-arch',
    program: classWith({ nodeSelector: { 'kubernetes.io/arch': 'arm64' } }),
  },
  {
    title: 'makes a RuntimeClass for two builds',
    rule: 'windows-build-conflict',
    program: classWith({ nodeSelector: { [BUILD]: '10.0.26100' } }),
  },
  {
    title: 'writes a user as an e-mail address',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.of('svc@corp.example'),
  },
  { title: 'writes a user without its domain', rule: 'run-as-user-name-format', program: () => RunAsUser.of('\\svc') },
  {
    title: 'writes a domain without its user',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.domain('CORP', ''),
  },
  {
    title: 'takes a user from a setting that is not there',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.domain('CORP', untyped(undefined)),
  },
  {
    title: 'takes a whole name from a setting that is not there',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.of(untyped(undefined)),
  },
  {
    title: 'forgets that a backslash is doubled in source text',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.of('CORP\tester'),
  },
  {
    title: 'writes a domain with an underscore that is too long for NetBIOS',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.domain('my_company_domain', 'svc'),
  },
  {
    title: 'writes a group with a character that Windows names cannot have',
    rule: 'run-as-user-name-format',
    program: () => RunAsUser.localGroup('ops/admins'),
  },
  {
    title: 'keeps a pod with an image of no known build on a version, and its sidecar on another',
    rule: 'image-build',
    ...pools(SERVER_2019, SERVER_2022),
    program: web({
      containers: [{ ...CONTAINER, image: 'app:1.0' }],
      initContainers: [
        { image: IMAGE_2019, name: 'log', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        { image: IMAGE, name: 'wait' },
      ],
    }),
  },
  {
    title: 'gives the pods of the cluster an address for a network',
    rule: 'network-format',
    program: () => TargetCluster.kubeadm({ podCidrs: ['10.244.0.0'] }),
  },
];

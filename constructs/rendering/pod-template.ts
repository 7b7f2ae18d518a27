import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { isCount } from '../../lib/api-server/formats';
import { LINUX_ONLY_POD_FIELDS } from '../../lib/api-server/linux-only-fields';
import { JudgedPod } from '../../lib/lint/judged-pod';
import { PodRules } from '../../lib/lint/pod-rules';
import type { PodSpec } from '../../lib/manifests/pod-spec';
import { remembered } from '../../lib/manifests/remembered';
import { isContainerdAtLeast } from '../../lib/platforms/containerd-version';
import { podSecurityLevelOf, podSecurityObstacles } from '../../lib/pod-security/pod-security';
import hostProcessContainerd from '../../lib/rules/host-process-containerd';
import hostProcessGmsa from '../../lib/rules/host-process-gmsa';
import hostProcessHostNetwork from '../../lib/rules/host-process-host-network';
import hostProcessLocalGroup from '../../lib/rules/host-process-local-group';
import isolationHostProcess from '../../lib/rules/isolation-host-process';
import linuxOnlyField from '../../lib/rules/linux-only-field';
import localGroupNeedsHostProcess from '../../lib/rules/local-group-needs-host-process';
import namespacePodSecurity from '../../lib/rules/namespace-pod-security';
import osPodLabel from '../../lib/rules/os-pod-label';
import { POD_RULES } from '../../lib/rules/pod-rules';
import restartPolicyRule from '../../lib/rules/restart-policy';
import wholeNumber from '../../lib/rules/whole-number';
import { parseImageReference } from '../../lib/windows/image-reference';
import { OS_LABEL, POD_OS_LABEL, POD_SECURITY_LABEL } from '../../lib/windows/labels';
import type { IGmsaCredentialSpec } from '../gmsa-identity';
import { RunAsUser } from '../run-as-user';
import { TargetCluster } from '../target-cluster';
import type { WindowsContainerProps } from '../windows-container';
import { PodSecurityLevel, WindowsNamespace } from '../windows-namespace';
import type { WindowsPodProps } from '../windows-pod-props';
import { compact, overlaid } from './compact';
import {
  gmsaOf,
  keepSettings,
  refuseGmsaOnInitContainer,
  refuseLinuxContainer,
  refuseTwoNonRoots,
  renderContainer,
  toPlusProps,
  userOf,
} from './container';
import { rememberGmsaPod } from './gmsa-pods';
import { type PlacedImage, Placement } from './placement';
import { propOf } from './prop-of';
import { refuseWrongTypes } from './prop-types';
import { atPath, Refusal, refuse, refuseFound } from './refusal';
import { selectorProblems } from './selector';

/** The rules of one app: what was found out about its pods holds for those that are like them. */
const rulesIn = remembered((_: IConstruct) => new PodRules(POD_RULES));

/** Pods whose constructor is through: what they get later is checked at that line. */
const TEMPLATES = new WeakMap<kplus.AbstractPod, WindowsPodTemplate>();

/** Makes a container of a Windows pod: cdk8s-plus creates it, the Windows props are remembered. */
export function addWindowsContainer(
  pod: kplus.AbstractPod,
  kind: 'containers' | 'initContainers',
  props: WindowsContainerProps,
  create: (props: kplus.ContainerProps) => kplus.Container,
): kplus.Container {
  const subject = pod.node.path;
  const field = `${kind}[${pod[kind].length}]`;
  if (kind === 'initContainers') refuseGmsaOnInitContainer(props, subject, field);
  const container = atPath(`${subject}: ${field}`, () => create(toPlusProps(props, subject, field)));
  keepSettings(container, props);
  checkLaterMounts(pod, container);
  const template = TEMPLATES.get(pod);
  template?.check();
  template?.grantGmsa(`${field}.gmsa`, props.gmsa);
  return container;
}

/** Volumes are mostly mounted once the container is there: what is wrong with a mount is said at its own line. */
function checkLaterMounts(pod: kplus.AbstractPod, container: kplus.Container): void {
  const mount = container.mount.bind(container);
  container.mount = (path, storage, options) => {
    mount(path, storage, options);
    TEMPLATES.get(pod)?.check();
  };
}

/** Refuses a container that was made elsewhere with Linux settings; its gMSA is granted to the pod. */
export function checkAttachedContainer(pod: kplus.AbstractPod, container: kplus.Container): void {
  const field = `containers[${pod.containers.length}]`;
  refuseLinuxContainer(container, pod.node.path, field);
  TEMPLATES.get(pod)?.grantGmsa(`${field}.gmsa`, gmsaOf(container));
}

/** What all Windows workloads share: it checks the props of the pod and turns cdk8s-plus's pod spec into a Windows one. */
export class WindowsPodTemplate {
  private readonly cluster: TargetCluster;
  private readonly subject: string;
  private readonly rules: PodRules;
  private readonly placement: Placement;
  private readonly runAsNonRoot?: boolean;
  private readonly user?: RunAsUser;

  constructor(
    private readonly pod: kplus.AbstractPod,
    private readonly props: WindowsPodProps,
    private readonly hostProcess: boolean,
    private readonly spec: () => kplus.k8s.PodSpec,
  ) {
    this.subject = pod.node.path;
    this.cluster = TargetCluster._read(pod);
    this.rules = rulesIn(pod.node.root);
    this.runAsNonRoot = props.runAsNonRoot ?? props.securityContext?.ensureNonRoot;
    this.user = props.runAsUserName ?? (hostProcess ? RunAsUser.LOCAL_SERVICE : undefined);
    refuseWrongTypes(props, this.subject);
    this.cluster._refuseUnlessWindows(this.subject);
    this.refuseLinuxProps();
    refuseTwoNonRoots(props, this.subject, 'securityContext');
    this.refuseProps();
    const isDaemon = pod instanceof kplus.DaemonSet;
    this.placement = new Placement(this.subject, this.cluster, props, hostProcess, isDaemon);
    if (hostProcess) this.refuseHostProcess();
    this.refusePodLabels();
    pod.podMetadata.addLabel(POD_OS_LABEL, 'windows');
    this.grantGmsa('gmsa', props.gmsa);
    pod.containers.forEach((container, index) => {
      this.grantGmsa(`containers[${index}].gmsa`, gmsaOf(container));
    });
    pod.node.addValidation({ validate: () => [...this.namespaceProblems(), ...selectorProblems(pod)] });
  }

  /** Finds what is wrong with the containers at the line that made the workload. */
  public check(): void {
    TEMPLATES.set(this.pod, this);
    if (this.pod.containers.length > 0) atPath(this.subject, this.spec);
  }

  /** cdk8s-plus's pod spec as a Windows one. Throws when a rule is broken. */
  public render(plus: kplus.k8s.PodSpec): kplus.k8s.PodSpec {
    this.refusePodLabels();
    const own = { containers: this.pod.containers, initContainers: this.pod.initContainers };
    this.refuseLocalGroups(own);
    const { hostNetwork, dnsPolicy, restartPolicy } = plus;
    const containers = this.place(own.containers, plus.containers, 'containers');
    const initContainers = this.place(own.initContainers, plus.initContainers ?? [], 'initContainers');
    const images = [...imagesOf('containers', containers), ...imagesOf('initContainers', initContainers)];
    const placed = this.placement.render(plus, images);
    const spec = overlaid(plus, {
      os: { name: 'windows' },
      nodeSelector: placed.nodeSelector,
      affinity: placed.affinity,
      tolerations: placed.tolerations,
      securityContext: this.securityContext(),
      containers,
      initContainers: initContainers.length > 0 ? initContainers : undefined,
      // What Kubernetes does by default is not repeated.
      hostNetwork: this.hostProcess || hostNetwork ? true : undefined,
      setHostnameAsFqdn: plus.setHostnameAsFqdn || undefined,
      dnsPolicy: dnsPolicy === 'ClusterFirst' ? undefined : dnsPolicy || undefined,
      restartPolicy: restartPolicy === 'Always' ? undefined : restartPolicy || undefined,
      terminationGracePeriodSeconds: this.props.terminationGracePeriod ? plus.terminationGracePeriodSeconds : undefined,
      priorityClassName: this.props.priorityClassName || undefined,
      runtimeClassName: this.runtimeClassName || undefined,
    });
    const judged = JudgedPod.ofSpec(spec as PodSpec);
    this.rules.judge(judged, (rule, found) => {
      refuseFound(rule, this.subject, found, spec as PodSpec);
    });
    return spec;
  }

  /** The strictest Pod Security level that admits the pod. */
  public get podSecurityLevel(): PodSecurityLevel {
    return podSecurityLevelOf(this.spec() as PodSpec) as PodSecurityLevel;
  }

  private get runtimeClassName(): string | undefined {
    return this.props.runtimeClass?.runtimeClassName ?? this.props.runtimeClassName;
  }

  /** A user that only the image knows is written on each container: the pause container takes the pod's. */
  private get podUser(): RunAsUser | undefined {
    return this.user === undefined || this.user.isWellKnown || this.hostProcess ? this.user : undefined;
  }

  /** @param plus The same containers as cdk8s-plus has rendered them. */
  private place(
    containers: readonly kplus.Container[],
    plus: readonly kplus.k8s.Container[],
    kind: string,
  ): kplus.k8s.Container[] {
    return containers.map((container, index) => {
      const own = gmsaOf(container);
      if (own !== undefined && this.hostProcess) this.refuseHostProcessGmsa(`${kind}[${index}].gmsa`, own);
      return this.withOwnUser(container, renderContainer(container, plus[index]));
    });
  }

  /** The container with the user that it must name itself: its own, the pod's, or the one that carries the gMSA. */
  private withOwnUser(container: kplus.Container, rendered: kplus.k8s.Container): kplus.k8s.Container {
    if (userOf(container) !== undefined || this.podUser !== undefined) return rendered;
    if (this.user !== undefined) return withUser(rendered, this.user);
    const hasGmsa = (gmsaOf(container) ?? this.props.gmsa) !== undefined;
    if (!hasGmsa || parseImageReference(rendered.image ?? '').hostsIis) return rendered;
    return withUser(rendered, RunAsUser.NETWORK_SERVICE);
  }

  private securityContext(): kplus.k8s.PodSecurityContext | undefined {
    const windowsOptions = compact({
      hostProcess: this.hostProcess || undefined,
      runAsUserName: this.podUser?.userName,
      gmsaCredentialSpecName: this.props.gmsa?.credentialSpecName,
    });
    return compact({ runAsNonRoot: this.runAsNonRoot, windowsOptions });
  }

  private refuseLinuxProps(): void {
    const { securityContext } = this.props;
    if (securityContext) {
      for (const [prop, field] of LINUX_CONTEXT_PROPS) {
        this.refuseLinuxProp(`securityContext.${prop}`, `securityContext.${field}`, securityContext[prop]);
      }
      const { sysctls } = securityContext;
      if (sysctls?.length) this.refuseLinuxProp('securityContext.sysctls', 'securityContext.sysctls', sysctls);
    }
    for (const prop of UNTYPED_LINUX_PROPS) {
      this.refuseLinuxProp(prop, prop, (this.props as unknown as Record<string, unknown>)[prop]);
    }
  }

  private refuseLinuxProp(prop: string, path: string, got: unknown): void {
    if (got === undefined || got === null) return;
    const known = LINUX_ONLY_POD_FIELDS.find((field) => field.path === path);
    if (known?.refusedWhen === 'true' && got === false) return;
    refuse(linuxOnlyField, { subject: this.subject, field: prop, got, fix: known?.insteadInCode ?? known?.instead });
  }

  /** What the API server would refuse, at the line that wrote it. */
  private refuseProps(): void {
    const { subject, pod } = this;
    const props = this.props as unknown as Record<string, unknown>;
    for (const field of COUNTS) {
      const got = props[field];
      if (got !== undefined && got !== null && !isCount(got)) refuse(wholeNumber, { subject, field, got });
    }
    const endless = pod.restartPolicy === kplus.RestartPolicy.ALWAYS;
    const job = pod instanceof kplus.Job || pod instanceof kplus.CronJob;
    if (pod instanceof kplus.Workload && endless === job) {
      const allowed = job ? 'RestartPolicy.NEVER, RestartPolicy.ON_FAILURE' : 'RestartPolicy.ALWAYS';
      refuse(restartPolicyRule, { subject, field: 'restartPolicy', got: pod.restartPolicy, allowed });
    }
  }

  private refuseLocalGroups(containers: Readonly<Record<string, readonly kplus.Container[]>>): void {
    this.refuseLocalGroup('runAsUserName', this.user);
    for (const kind of Object.keys(containers)) {
      containers[kind].forEach((container, index) => {
        this.refuseLocalGroup(`${kind}[${index}].runAsUserName`, userOf(container));
      });
    }
  }

  private refuseLocalGroup(field: string, user: RunAsUser | undefined): void {
    if (!user?.isLocalGroup) return;
    const where = { subject: this.subject, field, got: user.userName };
    if (!this.hostProcess) refuse(localGroupNeedsHostProcess, where);
    if (!isContainerdAtLeast(this.cluster.containerdVersion, 1, 7)) refuse(hostProcessLocalGroup, where);
  }

  /** Labels can be added until synth, so they are looked at whenever the pod is rendered. */
  private refusePodLabels(): void {
    const metadata = this.pod instanceof kplus.Pod ? 'metadata' : 'podMetadata';
    for (const label of [OS_LABEL, POD_OS_LABEL]) {
      const got = this.pod.podMetadata.getLabel(label);
      if (got === undefined || got === 'windows') continue;
      refuse(osPodLabel, { subject: this.subject, field: `${metadata}.labels['${label}']`, got, allowed: 'windows' });
    }
  }

  private refuseHostProcess(): void {
    const { subject, props, cluster } = this;
    if (props.hostNetwork === false) refuse(hostProcessHostNetwork, { subject, field: 'hostNetwork', got: false });
    if (props.isolate) refuse(isolationHostProcess, { subject, field: 'isolate', got: true });
    if (props.gmsa !== undefined) this.refuseHostProcessGmsa('gmsa', props.gmsa);
    if (!isContainerdAtLeast(cluster.containerdVersion, 1, 6)) {
      const got = cluster.containerdVersion;
      const field = 'TargetCluster.containerdVersion';
      refuse(hostProcessContainerd, { subject, field, got, allowed: '1.6 or later' });
    }
  }

  private refuseHostProcessGmsa(field: string, gmsa: IGmsaCredentialSpec): never {
    refuse(hostProcessGmsa, { subject: this.subject, field, got: gmsa.credentialSpecName });
  }

  /** The pod's service account may use a credential spec that the pod names, and no other account may. */
  public grantGmsa(field: string, spec: IGmsaCredentialSpec | undefined): void {
    if (spec === undefined) return;
    const account = this.pod.serviceAccount ?? this.ownServiceAccount();
    spec.grantUse(account, this.pod.metadata.namespace);
    // The API server refuses a bare pod whose account is not there yet, and the webhook one whose account has no right.
    if (Chart.of(account) === Chart.of(this.pod)) ApiObject.of(this.pod).addDependency(account);
    rememberGmsaPod({ pod: this.pod, field, credentialSpecName: spec.credentialSpecName });
  }

  /** An identity bound to the `default` account would belong to every pod of the namespace. */
  private ownServiceAccount(): kplus.IServiceAccount {
    const account = new kplus.ServiceAccount(this.pod, 'ServiceAccount', {
      metadata: this.pod.metadata.namespace ? { namespace: this.pod.metadata.namespace } : {},
    });
    (this.pod as { serviceAccount?: kplus.IServiceAccount }).serviceAccount = account;
    return account;
  }

  /**
   * The level that a namespace of the app enforces. HostProcess pods fit one level only, so for them any Namespace object is
   * looked at; for all others to do so would take time for every pair of objects.
   */
  private levelOf(name: string): string | undefined {
    const namespace = WindowsNamespace._find(this.pod, name);
    if (namespace !== undefined || !this.hostProcess) return namespace?.podSecurity;
    const objects = this.pod.node.root.node.findAll().filter(ApiObject.isApiObject);
    const plain = objects.find((object) => object.kind === 'Namespace' && object.name === name);
    return plain?.metadata.getLabel(POD_SECURITY_LABEL);
  }

  private namespaceProblems(): string[] {
    const name = this.pod.metadata.namespace;
    const level = name === undefined ? undefined : this.levelOf(name);
    if (level !== PodSecurityLevel.BASELINE && level !== PodSecurityLevel.RESTRICTED) return [];
    const pod = atPath(this.subject, this.spec) as PodSpec;
    const [obstacle] = podSecurityObstacles(pod, { level });
    if (obstacle === undefined) return [];
    const { path, got, allowed } = obstacle;
    const problem = `the level ${level} of namespace ${name} refuses it`;
    const where = { subject: this.subject, field: propOf(path, pod), got, problem };
    const way = allowed === undefined ? {} : { allowed: String(allowed) };
    return [new Refusal({ rule: namespacePodSecurity, ...where, ...way }).message];
  }
}

/** Props of workloads that count something. */
const COUNTS = ['replicas', 'minReadySeconds', 'backoffLimit', 'successfulJobsRetained', 'failedJobsRetained'];

/** Props of the security context, and the fields that they become. */
const LINUX_CONTEXT_PROPS = [
  ['user', 'runAsUser'],
  ['group', 'runAsGroup'],
  ['fsGroup', 'fsGroup'],
  ['fsGroupChangePolicy', 'fsGroupChangePolicy'],
] as const;

/** Fields of a pod spec that neither cdk8s-plus nor we have a prop for; plain JavaScript may still write them. */
const UNTYPED_LINUX_PROPS = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'resources'];

function imagesOf(kind: string, containers: readonly kplus.k8s.Container[]): PlacedImage[] {
  return containers.map(({ image }, index) => ({ field: `${kind}[${index}].image`, image }));
}

function withUser(container: kplus.k8s.Container, user: RunAsUser): kplus.k8s.Container {
  const { securityContext } = container;
  return {
    ...container,
    securityContext: {
      ...securityContext,
      windowsOptions: { ...securityContext?.windowsOptions, runAsUserName: user.userName },
    },
  };
}

import * as kplus from 'cdk8s-plus-28';
import type { PodSpec } from '../../lib/manifests/pod-spec';
import { mergeTolerations } from '../../lib/platforms/tolerations';
import hostProcessContainerd from '../../lib/rules/host-process-containerd';
import hostProcessGmsa from '../../lib/rules/host-process-gmsa';
import hostProcessHostNetwork from '../../lib/rules/host-process-host-network';
import hostProcessLocalGroup from '../../lib/rules/host-process-local-group';
import imageBuild from '../../lib/rules/image-build';
import linuxOnlyField from '../../lib/rules/linux-only-field';
import namespacePodSecurity from '../../lib/rules/namespace-pod-security';
import osNodeSelector from '../../lib/rules/os-node-selector';
import { POD_RULES } from '../../lib/rules/pod-rules';
import poolWindowsVersion from '../../lib/rules/pool-windows-version';
import runtimeClassConflict from '../../lib/rules/runtime-class-conflict';
import runtimeClassTwice from '../../lib/rules/runtime-class-twice';
import windowsArch from '../../lib/rules/windows-arch';
import windowsBuildConflict from '../../lib/rules/windows-build-conflict';
import { imageRunsOnHost } from '../../lib/windows/image-compatibility';
import { parseImageReference } from '../../lib/windows/image-reference';
import { ARCH_LABEL, OS_LABEL, POD_OS_LABEL, WINDOWS_BUILD_LABEL } from '../../lib/windows/labels';
import { LINUX_ONLY_POD_FIELDS } from '../../lib/windows/linux-only-fields';
import { baselineObstacles, podSecurityLevelOf, restrictedObstacles } from '../../lib/windows/pod-security';
import type { IGmsaCredentialSpec } from '../gmsa-identity';
import { RunAsUser } from '../run-as-user';
import { TargetCluster } from '../target-cluster';
import type { WindowsContainerProps } from '../windows-container';
import { PodSecurityLevel, WindowsNamespace } from '../windows-namespace';
import type { WindowsPodProps } from '../windows-pod';
import {
  compact,
  gmsaOf,
  keepSettings,
  refuseGmsaOnInitContainer,
  refuseLinuxContainer,
  renderContainer,
  toPlusProps,
  userOf,
} from './container';
import { refuse, refuseFound } from './refusal';

/** Makes a container of a Windows pod: cdk8s-plus creates it, the Windows props are remembered. */
export function addWindowsContainer(
  pod: kplus.AbstractPod,
  kind: 'containers' | 'initContainers',
  props: WindowsContainerProps,
  create: (props: kplus.ContainerProps) => kplus.Container,
): kplus.Container {
  const subject = pod.node.path;
  const field = `${kind}[${kind === 'containers' ? pod.containers.length : pod.initContainers.length}]`;
  if (kind === 'initContainers') refuseGmsaOnInitContainer(props, subject, field);
  const container = create(toPlusProps(props, subject, field));
  keepSettings(container, props);
  return container;
}

/** Refuses a container that was made elsewhere with Linux settings. */
export function checkAttachedContainer(pod: kplus.AbstractPod, container: kplus.Container): void {
  refuseLinuxContainer(container, pod.node.path, `containers[${pod.containers.length}]`);
}

/** What all Windows workloads share: it checks the props of the pod and turns cdk8s-plus's pod spec into a Windows one. */
export class WindowsPodTemplate {
  private readonly cluster: TargetCluster;
  private readonly subject: string;
  private readonly runAsNonRoot?: boolean;
  private readonly user?: RunAsUser;

  constructor(
    private readonly pod: kplus.AbstractPod,
    private readonly props: WindowsPodProps,
    private readonly hostProcess: boolean,
    private readonly spec: () => kplus.k8s.PodSpec,
  ) {
    this.subject = pod.node.path;
    this.cluster = TargetCluster.of(pod);
    this.runAsNonRoot = props.runAsNonRoot ?? props.securityContext?.ensureNonRoot;
    this.user = props.runAsUserName ?? (hostProcess ? RunAsUser.LOCAL_SERVICE : undefined);
    this.cluster._refuseUnlessWindows(this.subject);
    this.refuseLinuxProps();
    this.refusePlacement();
    if (hostProcess) this.refuseHostProcess();
    pod.podMetadata.addLabel(POD_OS_LABEL, 'windows');
    this.grantGmsa();
    pod.node.addValidation({ validate: () => this.namespaceProblems() });
  }

  /** Finds what is wrong with the containers at the line that made the workload. */
  public check(): void {
    if (this.pod.containers.length > 0) this.spec();
  }

  /** cdk8s-plus's pod spec as a Windows one. Throws when a rule is broken. */
  public render(plus: kplus.k8s.PodSpec): kplus.k8s.PodSpec {
    const {
      securityContext: _linux,
      hostNetwork,
      setHostnameAsFqdn,
      dnsPolicy,
      restartPolicy,
      terminationGracePeriodSeconds,
      affinity,
      tolerations,
      ...rest
    } = plus;
    const containers = this.pod.containers.map((container, index) => this.place(renderContainer(container), index));
    const initContainers = this.pod.initContainers.map((container) => this.placeUser(renderContainer(container)));
    const builds = this.buildsThatRun([
      ...containers.map(({ image }, index) => ({ field: `containers[${index}].image`, image })),
      ...initContainers.map(({ image }, index) => ({ field: `initContainers[${index}].image`, image })),
    ]);
    const spec: kplus.k8s.PodSpec = {
      ...rest,
      os: { name: 'windows' },
      nodeSelector: this.nodeSelector(builds),
      ...(affinity || builds.length > 1 ? { affinity: this.affinity(affinity, builds) } : {}),
      tolerations: this.tolerations(tolerations),
      ...this.securityContext(),
      containers,
      ...(initContainers.length > 0 ? { initContainers } : {}),
      // What Kubernetes does by default is not repeated.
      ...(this.hostProcess || hostNetwork ? { hostNetwork: true } : {}),
      ...(setHostnameAsFqdn ? { setHostnameAsFqdn } : {}),
      ...(dnsPolicy && dnsPolicy !== 'ClusterFirst' ? { dnsPolicy } : {}),
      ...(restartPolicy && restartPolicy !== 'Always' ? { restartPolicy } : {}),
      ...(this.props.terminationGracePeriod ? { terminationGracePeriodSeconds } : {}),
      ...(this.props.priorityClassName ? { priorityClassName: this.props.priorityClassName } : {}),
      ...(this.runtimeClassName ? { runtimeClassName: this.runtimeClassName } : {}),
    };
    for (const rule of POD_RULES) {
      if (rule.check) refuseFound(rule, this.subject, rule.check(spec as PodSpec));
    }
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

  private place(container: kplus.k8s.Container, index: number): kplus.k8s.Container {
    const own = gmsaOf(this.pod.containers[index]);
    if (own !== undefined && this.hostProcess) this.refuseHostProcessGmsa(`containers[${index}].gmsa`, own);
    const gmsa = own ?? this.props.gmsa;
    const placed = this.placeUser(container);
    const stated = userOf(this.pod.containers[index]) ?? this.user;
    if (gmsa === undefined || stated !== undefined || parseImageReference(container.image ?? '').hostsIis)
      return placed;
    return withUser(placed, RunAsUser.NETWORK_SERVICE);
  }

  private placeUser(container: kplus.k8s.Container): kplus.k8s.Container {
    const stated = container.securityContext?.windowsOptions?.runAsUserName;
    if (this.user === undefined || this.podUser !== undefined || stated !== undefined) return container;
    return withUser(container, this.user);
  }

  private securityContext(): { securityContext?: kplus.k8s.PodSecurityContext } {
    const windowsOptions = compact({
      hostProcess: this.hostProcess || undefined,
      runAsUserName: this.podUser?.userName,
      gmsaCredentialSpecName: this.props.gmsa?.credentialSpecName,
    });
    const securityContext = compact({ runAsNonRoot: this.runAsNonRoot, windowsOptions });
    return securityContext ? { securityContext } : {};
  }

  private nodeSelector(builds: readonly string[]): { [label: string]: string } {
    return {
      [OS_LABEL]: 'windows',
      ...(builds.length === 1 ? { [WINDOWS_BUILD_LABEL]: builds[0] } : {}),
      ...this.props.nodeSelector,
    };
  }

  /**
   * The builds that the pod must be kept to; none when any node will do or nothing is known. HostProcess containers run
   * on every build, since they share nothing with their image but files.
   */
  private buildsThatRun(images: readonly PlacedImage[]): string[] {
    const { windowsVersion, runtimeClass, nodeSelector } = this.props;
    const classBuild = runtimeClass?.nodeSelector[WINDOWS_BUILD_LABEL];
    const stated = windowsVersion?.windowsBuild ?? nodeSelector?.[WINDOWS_BUILD_LABEL] ?? classBuild;
    const pools = [...new Set(this.cluster.windowsVersions.map((pool) => pool.windowsBuild))];
    const candidates = stated === undefined ? pools : [stated];
    if (this.hostProcess) return windowsVersion === undefined ? [] : candidates;
    const fitting = candidates.filter((build) => images.every(({ image }) => runsOnBuild(image, build)));
    if (candidates.length > 0 && fitting.length === 0) {
      const misfit = images.find(({ image }) => !candidates.some((build) => runsOnBuild(image, build))) ?? images[0];
      refuse(imageBuild, {
        subject: this.subject,
        field: misfit.field,
        got: misfit.image,
        allowed: `images that run on ${candidates.join(' or ')}`,
      });
    }
    // A build from the node selector or the RuntimeClass is there already, and all pools together need no selector.
    if (stated !== undefined) return windowsVersion === undefined ? [] : fitting;
    return fitting.length === pools.length ? [] : fitting;
  }

  /** Several builds need an affinity, since a node selector matches one value. */
  private affinity(own: kplus.k8s.Affinity | undefined, builds: readonly string[]): kplus.k8s.Affinity | undefined {
    if (builds.length < 2) return own;
    const expression = { key: WINDOWS_BUILD_LABEL, operator: 'In', values: [...builds] };
    const required = own?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    const terms = required?.nodeSelectorTerms ?? [{}];
    return {
      ...own,
      nodeAffinity: {
        ...own?.nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: terms.map((term) => ({
            ...term,
            matchExpressions: [...(term.matchExpressions ?? []), expression],
          })),
        },
      },
    };
  }

  private tolerations(scheduled: kplus.k8s.Toleration[] | undefined): kplus.k8s.Toleration[] {
    const own = [...(scheduled ?? []), ...(this.props.tolerations ?? [])];
    return mergeTolerations(own, this.cluster.windowsTolerations);
  }

  private refuseLinuxProps(): void {
    const context = this.props.securityContext;
    const stated: [string, string, unknown][] = [
      ['securityContext.user', 'securityContext.runAsUser', context?.user],
      ['securityContext.group', 'securityContext.runAsGroup', context?.group],
      ['securityContext.fsGroup', 'securityContext.fsGroup', context?.fsGroup],
      ['securityContext.fsGroupChangePolicy', 'securityContext.fsGroupChangePolicy', context?.fsGroupChangePolicy],
      ['securityContext.sysctls', 'securityContext.sysctls', context?.sysctls?.length ? context.sysctls : undefined],
      ...UNTYPED_LINUX_PROPS.map((prop): [string, string, unknown] => [
        prop,
        prop,
        (this.props as unknown as Record<string, unknown>)[prop],
      ]),
    ];
    for (const [prop, path, got] of stated) {
      if (got === undefined || got === null) continue;
      const fix = LINUX_ONLY_POD_FIELDS.find((known) => known.path === path)?.instead;
      refuse(linuxOnlyField, { subject: this.subject, field: prop, got, fix });
    }
  }

  private refusePlacement(): void {
    const { subject, props, cluster } = this;
    const { nodeSelector, windowsVersion, runtimeClass } = props;
    const selectorField = (label: string) => `nodeSelector['${label}']`;
    const os = nodeSelector?.[OS_LABEL];
    if (os !== undefined && os !== 'windows') {
      refuse(osNodeSelector, { subject, field: selectorField(OS_LABEL), got: os, allowed: 'windows' });
    }
    const arch = nodeSelector?.[ARCH_LABEL];
    if (arch !== undefined && arch !== 'amd64') {
      refuse(windowsArch, { subject, field: selectorField(ARCH_LABEL), got: arch, allowed: 'amd64' });
    }
    const build = nodeSelector?.[WINDOWS_BUILD_LABEL];
    if (build !== undefined && windowsVersion !== undefined && build !== windowsVersion.windowsBuild) {
      const allowed = windowsVersion.windowsBuild;
      refuse(windowsBuildConflict, { subject, field: selectorField(WINDOWS_BUILD_LABEL), got: build, allowed });
    }
    if (runtimeClass !== undefined && props.runtimeClassName !== undefined) {
      refuse(runtimeClassTwice, { subject, field: 'runtimeClassName', got: props.runtimeClassName });
    }
    const own: Record<string, string> = {
      ...(windowsVersion ? { [WINDOWS_BUILD_LABEL]: windowsVersion.windowsBuild } : {}),
      ...nodeSelector,
    };
    for (const [label, value] of Object.entries(runtimeClass?.nodeSelector ?? {})) {
      if (own[label] === undefined || own[label] === value) continue;
      const rule = label === WINDOWS_BUILD_LABEL ? windowsBuildConflict : runtimeClassConflict;
      const field = label === WINDOWS_BUILD_LABEL && windowsVersion ? 'windowsVersion' : selectorField(label);
      refuse(rule, {
        subject,
        field,
        got: own[label],
        allowed: `${value}, as in RuntimeClass ${this.runtimeClassName}`,
      });
    }
    if (windowsVersion === undefined) return;
    cluster._refuseVersionNotOffered(subject, 'windowsVersion', windowsVersion);
    const pools = cluster.windowsVersions;
    if (pools.length > 0 && !pools.some((pool) => pool.windowsBuild === windowsVersion.windowsBuild)) {
      const allowed = pools.map((pool) => pool.name).join(', ');
      refuse(poolWindowsVersion, { subject, field: 'windowsVersion', got: windowsVersion.name, allowed });
    }
  }

  private refuseHostProcess(): void {
    const { subject, props, cluster } = this;
    if (props.hostNetwork === false) refuse(hostProcessHostNetwork, { subject, field: 'hostNetwork', got: false });
    if (props.gmsa !== undefined) this.refuseHostProcessGmsa('gmsa', props.gmsa);
    const [major, minor] = cluster.containerdVersion.split('.').map(Number);
    const containerd = major * 100 + minor;
    if (containerd < 106) {
      const got = cluster.containerdVersion;
      refuse(hostProcessContainerd, {
        subject,
        field: 'TargetCluster.containerdVersion',
        got,
        allowed: '1.6 or later',
      });
    }
    if (this.user?.isLocalGroup && containerd < 107) {
      refuse(hostProcessLocalGroup, { subject, field: 'runAsUserName', got: this.user.userName });
    }
  }

  private refuseHostProcessGmsa(field: string, gmsa: IGmsaCredentialSpec): never {
    refuse(hostProcessGmsa, { subject: this.subject, field, got: gmsa.credentialSpecName });
  }

  /** The pod's service account may use each credential spec that the pod names, and no other account may. */
  private grantGmsa(): void {
    const specs = new Set([this.props.gmsa, ...this.pod.containers.map(gmsaOf)]);
    for (const spec of specs) {
      if (spec === undefined) continue;
      const account = this.pod.serviceAccount ?? this.ownServiceAccount();
      spec.grantUse(account, this.pod.metadata.namespace);
    }
  }

  /** An identity bound to the `default` account would belong to every pod of the namespace. */
  private ownServiceAccount(): kplus.IServiceAccount {
    const account = new kplus.ServiceAccount(this.pod, 'ServiceAccount', {
      metadata: this.pod.metadata.namespace ? { namespace: this.pod.metadata.namespace } : {},
    });
    (this.pod as { serviceAccount?: kplus.IServiceAccount }).serviceAccount = account;
    return account;
  }

  private namespaceProblems(): string[] {
    const name = this.pod.metadata.namespace;
    const namespace = name === undefined ? undefined : WindowsNamespace._find(this.pod, name);
    if (namespace?.podSecurity === undefined || namespace.podSecurity === PodSecurityLevel.PRIVILEGED) return [];
    const find = namespace.podSecurity === PodSecurityLevel.BASELINE ? baselineObstacles : restrictedObstacles;
    const obstacles = find(this.spec() as PodSpec);
    if (obstacles.length === 0) return [];
    try {
      const allowed = `what the level ${namespace.podSecurity} of namespace ${name} allows`;
      refuse(namespacePodSecurity, {
        subject: this.subject,
        field: obstacles[0].path,
        got: obstacles[0].got,
        allowed,
      });
    } catch (refusal) {
      return [(refusal as Error).message];
    }
  }
}

/** Fields of a pod spec that neither cdk8s-plus nor we have a prop for; plain JavaScript may still write them. */
const UNTYPED_LINUX_PROPS = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'resources'];

/** An image and where it is written. */
interface PlacedImage {
  readonly field: string;
  readonly image?: string;
}

function runsOnBuild(image: string | undefined, build: string): boolean {
  const { build: imageBuildNumber } = parseImageReference(image ?? '');
  return imageBuildNumber === undefined || imageRunsOnHost(imageBuildNumber, build);
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

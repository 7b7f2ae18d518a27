import type * as kplus from 'cdk8s-plus-28';
import { mergeTolerations } from '../../lib/platforms/tolerations';
import imageBuild from '../../lib/rules/image-build';
import imageBuildEnded from '../../lib/rules/image-build-ended';
import osNodeSelector from '../../lib/rules/os-node-selector';
import poolWindowsVersion from '../../lib/rules/pool-windows-version';
import runtimeClassConflict from '../../lib/rules/runtime-class-conflict';
import runtimeClassTwice from '../../lib/rules/runtime-class-twice';
import windowsArch from '../../lib/rules/windows-arch';
import windowsBuildConflict from '../../lib/rules/windows-build-conflict';
import windowsBuildFormat from '../../lib/rules/windows-build-format';
import { imageRunsOnHost } from '../../lib/windows/image-compatibility';
import { parseImageReference } from '../../lib/windows/image-reference';
import { ARCH_LABEL, OS_LABEL, WINDOWS_BUILD_LABEL } from '../../lib/windows/labels';
import { ENDED_BUILDS, isWindowsBuild, nameOfBuild, USE_A_SUPPORTED_BUILD } from '../../lib/windows/versions';
import type { TargetCluster } from '../target-cluster';
import type { WindowsPodProps } from '../windows-pod-props';
import { refuse } from './refusal';

/** An image and where it is written. */
export interface PlacedImage {
  readonly field: string;
  readonly image?: string;
}

/** On which nodes a pod runs: what its props say, what its images need, and what is known of the cluster. */
export class Placement {
  /** Refuses props that no Windows node can satisfy. */
  constructor(
    private readonly subject: string,
    private readonly cluster: TargetCluster,
    private readonly props: WindowsPodProps,
    private readonly hostProcess: boolean,
  ) {
    this.refuseOtherSystems();
    this.refuseConflicts();
    this.refuseUnknownBuild();
  }

  /**
   * The scheduling fields of the pod spec.
   *
   * @param own Affinity and tolerations that the author made by `scheduling`.
   */
  public render(
    own: Pick<kplus.k8s.PodSpec, 'affinity' | 'tolerations'>,
    images: readonly PlacedImage[],
  ): Pick<kplus.k8s.PodSpec, 'nodeSelector' | 'affinity' | 'tolerations'> {
    const builds = this.buildsThatRun(images);
    const affinity = withBuilds(withoutRepeats(own.affinity), builds);
    return {
      nodeSelector: {
        [OS_LABEL]: 'windows',
        ...(builds.length === 1 ? { [WINDOWS_BUILD_LABEL]: builds[0] } : {}),
        ...this.props.nodeSelector,
      },
      ...(affinity ? { affinity } : {}),
      tolerations: mergeTolerations(
        [...(own.tolerations ?? []), ...(this.props.tolerations ?? [])],
        this.cluster.windowsTolerations,
      ),
    };
  }

  /**
   * The builds that the pod must be kept to; none when any node will do or nothing is known. HostProcess containers run
   * on every build, since they share nothing with their image but files.
   */
  private buildsThatRun(images: readonly PlacedImage[]): readonly string[] {
    const { build: stated, field } = this.statedBuild;
    const pools = this.cluster._windowsBuilds;
    const candidates = stated === undefined ? pools : [stated];
    const fitting = this.hostProcess
      ? candidates
      : candidates.filter((build) => images.every(({ image }) => runsOnBuild(image, build)));
    if (fitting.length < Math.min(candidates.length, 1)) this.refuseImages(images, candidates);
    // A build from the node selector or the RuntimeClass is there already, and all pools together need no selector.
    if (stated !== undefined) return field === 'windowsVersion' ? fitting : [];
    return fitting.length === pools.length ? [] : fitting;
  }

  /** The build that the author chose, and the prop by which. */
  private get statedBuild(): { readonly build?: string; readonly field: string } {
    const { windowsVersion, runtimeClass, nodeSelector } = this.props;
    if (windowsVersion !== undefined) return { build: windowsVersion.windowsBuild, field: 'windowsVersion' };
    const selected = nodeSelector?.[WINDOWS_BUILD_LABEL];
    if (selected !== undefined) return { build: selected, field: selectorField(WINDOWS_BUILD_LABEL) };
    return { build: runtimeClass?.nodeSelector[WINDOWS_BUILD_LABEL], field: 'runtimeClass' };
  }

  private refuseImages(images: readonly PlacedImage[], builds: readonly string[]): never {
    const { subject } = this;
    const names = builds.map(nameOfBuild);
    const runsSomewhere = (upTo: readonly PlacedImage[]) =>
      builds.some((build) => upTo.every(({ image }) => runsOnBuild(image, build)));
    const alone = images.find((image) => !runsSomewhere([image]));
    if (alone !== undefined) {
      refuse(imageBuild, {
        subject,
        field: alone.field,
        got: alone.image,
        problem: `it is made for ${nameOfBuild(parseImageReference(alone.image ?? '').build ?? '')}`,
        allowed: `images that run on ${names.join(' or ')}`,
      });
    }
    const index = images.findIndex((_, at) => !runsSomewhere(images.slice(0, at + 1)));
    refuse(imageBuild, {
      subject,
      field: images[index].field,
      got: images[index].image,
      problem: `no node pool (${names.join(', ')}) runs it together with ${images
        .slice(0, index)
        .map(({ image }) => `'${image}'`)
        .join(', ')}`,
      fix: 'Use images of one Windows version: the containers of a pod share one node.',
    });
  }

  private refuseOtherSystems(): void {
    const { subject } = this;
    const { nodeSelector } = this.props;
    for (const label of [OS_LABEL, `beta.${OS_LABEL}`]) {
      const os = nodeSelector?.[label];
      if (os !== undefined && os !== 'windows') {
        refuse(osNodeSelector, { subject, field: selectorField(label), got: os, allowed: 'windows' });
      }
    }
    const arch = nodeSelector?.[ARCH_LABEL];
    if (arch !== undefined && arch !== 'amd64') {
      refuse(windowsArch, { subject, field: selectorField(ARCH_LABEL), got: arch, allowed: 'amd64' });
    }
  }

  private refuseConflicts(): void {
    const { subject } = this;
    const { nodeSelector, windowsVersion, runtimeClass, runtimeClassName } = this.props;
    const build = nodeSelector?.[WINDOWS_BUILD_LABEL];
    if (build !== undefined && windowsVersion !== undefined && build !== windowsVersion.windowsBuild) {
      const allowed = windowsVersion.windowsBuild;
      refuse(windowsBuildConflict, { subject, field: selectorField(WINDOWS_BUILD_LABEL), got: build, allowed });
    }
    if (runtimeClass === undefined) return;
    if (runtimeClassName !== undefined) {
      refuse(runtimeClassTwice, { subject, field: 'runtimeClassName', got: runtimeClassName });
    }
    const own: Record<string, string> = {
      ...(windowsVersion ? { [WINDOWS_BUILD_LABEL]: windowsVersion.windowsBuild } : {}),
      ...nodeSelector,
    };
    for (const [label, value] of Object.entries(runtimeClass.nodeSelector)) {
      if (own[label] === undefined || own[label] === value) continue;
      const rule = label === WINDOWS_BUILD_LABEL ? windowsBuildConflict : runtimeClassConflict;
      const field = label === WINDOWS_BUILD_LABEL && windowsVersion ? 'windowsVersion' : selectorField(label);
      const allowed = `${value}, as in RuntimeClass ${runtimeClass.runtimeClassName}`;
      refuse(rule, { subject, field, got: own[label], allowed });
    }
  }

  private refuseUnknownBuild(): void {
    const { subject, cluster } = this;
    const { build, field } = this.statedBuild;
    if (build === undefined) return;
    if (ENDED_BUILDS.has(build)) {
      refuse(imageBuildEnded, { subject, field, got: build, fix: USE_A_SUPPORTED_BUILD });
    }
    if (!isWindowsBuild(build)) refuse(windowsBuildFormat, { subject, field, got: build });
    cluster._refuseBuildNotOffered(subject, field, build);
    const pools = cluster.windowsVersions;
    if (pools.length > 0 && !pools.some((pool) => pool.windowsBuild === build)) {
      const allowed = pools.map((pool) => nameOfBuild(pool.windowsBuild)).join(', ');
      const got = field === 'windowsVersion' ? nameOfBuild(build) : build;
      refuse(poolWindowsVersion, { subject, field, got, allowed });
    }
  }
}

function selectorField(label: string): string {
  return `nodeSelector['${label}']`;
}

function runsOnBuild(image: string | undefined, build: string): boolean {
  const { build: imageBuildNumber } = parseImageReference(image ?? '');
  return imageBuildNumber === undefined || imageRunsOnHost(imageBuildNumber, build);
}

/** Several builds need an affinity, since a node selector matches one value. */
function withBuilds(own: kplus.k8s.Affinity | undefined, builds: readonly string[]): kplus.k8s.Affinity | undefined {
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

/** With `spread`, cdk8s-plus adds its two terms anew whenever it renders the pod. */
function withoutRepeats(own: kplus.k8s.Affinity | undefined): kplus.k8s.Affinity | undefined {
  const terms = own?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (terms === undefined) return own;
  const distinct = new Map(terms.map((term) => [JSON.stringify(term), term]));
  return {
    ...own,
    podAntiAffinity: {
      ...own?.podAntiAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: [...distinct.values()],
    },
  };
}

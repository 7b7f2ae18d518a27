import type * as kplus from 'cdk8s-plus-28';
import { mergeTolerations } from '../../lib/platforms/tolerations';
import imageBuild from '../../lib/rules/image-build';
import imageBuildEnded from '../../lib/rules/image-build-ended';
import osNodeSelector from '../../lib/rules/os-node-selector';
import poolWindowsVersion from '../../lib/rules/pool-windows-version';
import runtimeClassConflict from '../../lib/rules/runtime-class-conflict';
import runtimeClassTwice from '../../lib/rules/runtime-class-twice';
import windowsBuildConflict from '../../lib/rules/windows-build-conflict';
import windowsBuildFormat from '../../lib/rules/windows-build-format';
import { imageRunsOnHost, isBoundToOwnBuild } from '../../lib/windows/image-compatibility';
import { parseImageReference } from '../../lib/windows/image-reference';
import { OS_LABEL, WINDOWS_BUILD_LABEL } from '../../lib/windows/labels';
import {
  ENDED_BUILDS,
  isWindowsBuild,
  nameOfBuild,
  USE_A_SUPPORTED_BUILD,
  WINDOWS_RELEASES,
} from '../../lib/windows/versions';
import type { TargetCluster } from '../target-cluster';
import type { WindowsPodProps } from '../windows-pod-props';
import { refuseOtherNodes, selectorField } from './node-selector';
import { refuse } from './refusal';

/** An image and where it is written. */
export interface PlacedImage {
  readonly field: string;
  readonly image?: string;
}

/** The builds of Windows that a pod is kept to, or away from. */
interface BuildChoice {
  readonly operator: 'In' | 'NotIn';
  readonly builds: readonly string[];
}

const KNOWN_BUILDS: readonly string[] = Object.values(WINDOWS_RELEASES).map(({ build }) => build);

/** On which nodes a pod runs: what its props say, what its images need, and what is known of the cluster. */
export class Placement {
  /** Refuses props that no Windows node can satisfy. */
  constructor(
    private readonly subject: string,
    private readonly cluster: TargetCluster,
    private readonly props: WindowsPodProps,
    private readonly hostProcess: boolean,
    private readonly isDaemon: boolean,
  ) {
    refuseOtherNodes(subject, props, osNodeSelector);
    this.refuseRuntimeClass();
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
    const choice = this.chooseBuilds(images);
    const [only] = choice?.operator === 'In' && choice.builds.length === 1 ? choice.builds : [];
    const ownAffinity = withoutRepeats(own.affinity);
    // a node selector matches one value: several builds, or all but some, need an affinity
    const affinity = choice === undefined || only !== undefined ? ownAffinity : withChoice(ownAffinity, choice);
    // Admission merges a RuntimeClass into pods; the DaemonSet controller chooses the nodes by its template alone.
    const ofClass = this.isDaemon ? this.props.runtimeClass : undefined;
    let tolerations = own.tolerations ?? [];
    for (const further of [this.props.tolerations, ofClass?.tolerations, this.cluster.windowsTolerations]) {
      if (further) tolerations = mergeTolerations(tolerations, further);
    }
    return {
      nodeSelector: {
        [OS_LABEL]: 'windows',
        ...ofClass?.nodeSelector,
        ...(only === undefined ? {} : { [WINDOWS_BUILD_LABEL]: only }),
        ...this.props.nodeSelector,
      },
      ...(affinity ? { affinity } : {}),
      tolerations,
    };
  }

  /**
   * The builds that the pod must be kept to, or away from; nothing when any node will do. HostProcess containers run on
   * every build, since they share nothing with their image but files.
   */
  private chooseBuilds(images: readonly PlacedImage[]): BuildChoice | undefined {
    const { build: stated, field } = this.statedBuild;
    // A build from the node selector or the RuntimeClass is there already.
    const states: BuildChoice | undefined =
      stated !== undefined && field === 'windowsVersion' ? { operator: 'In', builds: [stated] } : undefined;
    if (this.hostProcess) return states;
    const pools = this.cluster._windowsBuilds;
    if (stated === undefined && pools.length === 0) return this.avoidBuilds(images);
    const candidates = stated === undefined ? pools : [stated];
    const fitting = buildsForAll(images, candidates);
    if (fitting.length === 0) this.refuseImages(images, candidates);
    if (stated !== undefined) return states;
    return fitting.length === pools.length ? undefined : { operator: 'In', builds: fitting };
  }

  /** What pools there are is unknown, and so is what Windows comes next: only what surely fails is ruled out. */
  private avoidBuilds(images: readonly PlacedImage[]): BuildChoice | undefined {
    const own: string[] = [];
    for (const { image } of images) {
      const build = buildOf(image);
      if (build !== undefined && KNOWN_BUILDS.includes(build) && !own.includes(build)) own.push(build);
    }
    const choice = choiceFor(own);
    if (choice?.builds.length === 0) {
      const telling = images.filter(({ image }) => own.includes(buildOf(image) ?? ''));
      this.refuseImages(telling, KNOWN_BUILDS);
    }
    return choice;
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
        problem: `it is made for ${nameOfBuild(buildOf(alone.image) ?? '')}`,
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

  private refuseRuntimeClass(): void {
    const { subject } = this;
    const { nodeSelector, windowsVersion, runtimeClass, runtimeClassName } = this.props;
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

/** By the builds that images have: few are known, and all pods of a program have one or two of them. */
const CHOICES = new Map<string, BuildChoice | undefined>();

/** Of the known builds those on which images of all these builds run; none of them where no build is left. */
function choiceFor(own: readonly string[]): BuildChoice | undefined {
  const key = [...own].sort().join();
  if (!CHOICES.has(key)) CHOICES.set(key, chooseFor(own));
  return CHOICES.get(key);
}

function chooseFor(own: readonly string[]): BuildChoice | undefined {
  const fitting = KNOWN_BUILDS.filter((build) => own.every((image) => imageRunsOnHost(image, build)));
  if (fitting.length === KNOWN_BUILDS.length) return undefined;
  if (fitting.length === 0 || own.some(isBoundToOwnBuild)) return { operator: 'In', builds: fitting };
  return { operator: 'NotIn', builds: KNOWN_BUILDS.filter((build) => !fitting.includes(build)) };
}

function buildsForAll(images: readonly PlacedImage[], builds: readonly string[]): string[] {
  return builds.filter((build) => images.every(({ image }) => runsOnBuild(image, build)));
}

function runsOnBuild(image: string | undefined, build: string): boolean {
  const own = buildOf(image);
  return own === undefined || imageRunsOnHost(own, build);
}

/** The build that the image names; an image of a wrong type is refused later, by a rule that says so. */
function buildOf(image: string | undefined): string | undefined {
  return typeof image === 'string' ? parseImageReference(image).build : undefined;
}

function withChoice(own: kplus.k8s.Affinity | undefined, { operator, builds }: BuildChoice): kplus.k8s.Affinity {
  const expression = { key: WINDOWS_BUILD_LABEL, operator, values: [...builds] };
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

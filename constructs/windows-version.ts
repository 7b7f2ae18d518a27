import imageBuildEnded from '../lib/rules/image-build-ended';
import windowsBuildFormat from '../lib/rules/windows-build-format';
import { imageRunsOnHost } from '../lib/windows/image-compatibility';
import { parseImageReference } from '../lib/windows/image-reference';
import {
  ENDED_BUILDS,
  isWindowsBuild,
  releaseOfBuild,
  USE_A_SUPPORTED_BUILD,
  WINDOWS_RELEASES,
  type WindowsRelease,
} from '../lib/windows/versions';
import { refuse } from './rendering/refusal';

/**
 * A Windows Server release: the build of nodes, the tag of base images, and which image runs on which host.
 *
 * @see https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility
 */
export class WindowsVersion {
  /** Build 10.0.17763. Mainstream support ended in January 2024; AKS from 1.33 and Kubernetes from 1.36 no longer have it. */
  public static readonly SERVER_2019 = new WindowsVersion(WINDOWS_RELEASES.server2019);
  /** Build 10.0.20348. Mainstream support ended in October 2026, extended support ends in October 2031. */
  public static readonly SERVER_2022 = new WindowsVersion(WINDOWS_RELEASES.server2022);
  /** Build 10.0.25398, the Annual Channel; its containers use the `ltsc2022` images. Support has ended. */
  public static readonly ANNUAL_23H2 = new WindowsVersion(WINDOWS_RELEASES.annual23H2);
  /** Build 10.0.26100. Mainstream support until October 2029, extended support until October 2034. */
  public static readonly SERVER_2025 = new WindowsVersion(WINDOWS_RELEASES.server2025);

  /**
   * A release that has no constant yet.
   *
   * @param windowsBuild major.minor.build as on the node label `node.kubernetes.io/windows-build`, without revision.
   * @throws When the text is no build, or the build of a release that no supported node runs.
   */
  public static of(windowsBuild: string): WindowsVersion {
    if (ENDED_BUILDS.has(windowsBuild)) {
      refuse(imageBuildEnded, {
        subject: 'WindowsVersion',
        field: 'windowsBuild',
        got: windowsBuild,
        fix: USE_A_SUPPORTED_BUILD,
      });
    }
    if (!isWindowsBuild(windowsBuild)) {
      refuse(windowsBuildFormat, { subject: 'WindowsVersion', field: 'windowsBuild', got: windowsBuild });
    }
    const release = releaseOfBuild(windowsBuild);
    if (release !== undefined) return new WindowsVersion(release);
    return new WindowsVersion({
      name: `Windows ${windowsBuild}`,
      build: windowsBuild,
      imageTag: windowsBuild,
      otherTags: [],
      mainstreamEnd: 'unknown',
      extendedEnd: 'unknown',
      aksOsSku: 'unknown',
    });
  }

  /** The product's name, for example `Windows Server 2022`. */
  public readonly name: string;
  /** major.minor.build, for example `10.0.20348`: the value of the node label `node.kubernetes.io/windows-build`. */
  public readonly windowsBuild: string;
  /** The tag of Microsoft's base images that fit, for example `ltsc2022`. */
  public readonly imageTag: string;
  /** The month in which mainstream support ends, `YYYY-MM`, or `unknown`. */
  public readonly mainstreamSupportEnd: string;
  /** The month in which extended support ends, `YYYY-MM`, or `unknown`. */
  public readonly extendedSupportEnd: string;

  /** The value of the AKS node label `kubernetes.azure.com/os-sku`, for example `Windows2022`, or `unknown`. */
  public readonly aksOsSku: string;

  private constructor(release: WindowsRelease) {
    this.name = release.name;
    this.windowsBuild = release.build;
    this.imageTag = release.imageTag;
    this.mainstreamSupportEnd = release.mainstreamEnd;
    this.extendedSupportEnd = release.extendedEnd;
    this.aksOsSku = release.aksOsSku;
  }

  /**
   * Whether an image runs on nodes of this version, in process isolation (the only one that Kubernetes supports).
   *
   * @param image An image reference. One whose tag names no Windows build is given the benefit of the doubt.
   */
  public runsImage(image: string): boolean {
    const { build } = parseImageReference(image);
    return build === undefined || imageRunsOnHost(build, this.windowsBuild);
  }

  /**
   * Whether containers built for this version run on nodes of another.
   *
   * @param host The version of the nodes.
   */
  public runsOn(host: WindowsVersion): boolean {
    return imageRunsOnHost(this.windowsBuild, host.windowsBuild);
  }

  /**
   * An image of this version: the repository with the right tag.
   *
   * @param repository For example `mcr.microsoft.com/windows/nanoserver`.
   * @param tagPrefix What stands before the version in the tag, for example `windowsservercore-`.
   * @default - the tag is the version's own
   */
  public image(repository: string, tagPrefix?: string): string {
    return `${repository}:${tagPrefix ?? ''}${this.imageTag}`;
  }
}

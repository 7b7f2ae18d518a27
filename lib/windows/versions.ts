/**
 * The Windows Server releases that can host containers.
 *
 * Sources: MicrosoftDocs/Virtualization-Documentation
 * `virtualization/windowscontainers/deploy-containers/base-image-lifecycle.md` (builds, tags, ends of support) and
 * Azure/AKS release notes (OS SKU).
 */
export interface WindowsRelease {
  readonly name: string;
  /** major.minor.build, as in the node label `node.kubernetes.io/windows-build`; the revision is not part of it. */
  readonly build: string;
  /** The tag of Microsoft's base images; Annual Channel hosts run the image of the LTSC release before. */
  readonly imageTag: string;
  /** Other tags that name the same build. */
  readonly otherTags: readonly string[];
  /** The month in which mainstream support ends, `YYYY-MM`. */
  readonly mainstreamEnd: string;
  /** The month in which extended support ends, `YYYY-MM`. */
  readonly extendedEnd: string;
  /** Value of the AKS node label `kubernetes.azure.com/os-sku`. */
  readonly aksOsSku: string;
}

export const WINDOWS_RELEASES = {
  server2019: {
    name: 'Windows Server 2019',
    build: '10.0.17763',
    imageTag: 'ltsc2019',
    otherTags: ['1809'],
    mainstreamEnd: '2024-01',
    extendedEnd: '2029-01',
    aksOsSku: 'Windows2019',
  },
  server2022: {
    name: 'Windows Server 2022',
    build: '10.0.20348',
    imageTag: 'ltsc2022',
    otherTags: [],
    mainstreamEnd: '2026-10',
    extendedEnd: '2031-10',
    aksOsSku: 'Windows2022',
  },
  annual23H2: {
    name: 'Windows Server, version 23H2',
    build: '10.0.25398',
    imageTag: 'ltsc2022',
    otherTags: [],
    mainstreamEnd: '2025-10',
    extendedEnd: '2025-10',
    aksOsSku: 'WindowsAnnual',
  },
  server2025: {
    name: 'Windows Server 2025',
    build: '10.0.26100',
    imageTag: 'ltsc2025',
    otherTags: [],
    mainstreamEnd: '2029-10',
    extendedEnd: '2034-10',
    aksOsSku: 'Windows2025',
  },
} as const satisfies Record<string, WindowsRelease>;

/** The builds of the Semi-Annual Channel and of Server 2016: no supported Kubernetes node runs them any more. */
export const ENDED_BUILDS: ReadonlyMap<string, string> = new Map([
  ['10.0.14393', 'ltsc2016'],
  ['10.0.16299', '1709'],
  ['10.0.17134', '1803'],
  ['10.0.18362', '1903'],
  ['10.0.18363', '1909'],
  ['10.0.19041', '2004'],
  ['10.0.19042', '20H2'],
]);

export const USE_A_SUPPORTED_BUILD = "Use '10.0.20348' or '10.0.26100'.";

/** Whether the text has the form of the node label: major.minor.build, no revision. */
export function isWindowsBuild(text: string): boolean {
  return /^10\.0\.\d{5}$/.test(text);
}

/** A build in words: `Windows Server 2022 (10.0.20348)`. */
export function nameOfBuild(build: string): string {
  const name =
    releaseOfBuild(build)?.name ?? (ENDED_BUILDS.has(build) ? `Windows ${ENDED_BUILDS.get(build)}` : undefined);
  return name === undefined ? `Windows ${build}` : `${name} (${build})`;
}

export function releaseOfBuild(build: string): WindowsRelease | undefined {
  return Object.values(WINDOWS_RELEASES).find((release) => release.build === build);
}

/** The build that a text means which is none itself: one with a revision, its number alone, or the name of a release. */
export function buildMeantBy(text: string): string | undefined {
  const [, number] = /^(?:10\.0\.)?(\d{5})(?:\.\d+)?$/.exec(text.trim()) ?? [];
  if (number !== undefined) return releaseOfBuild(`10.0.${number}`)?.build;
  const name = text.trim().toLowerCase();
  return Object.values<WindowsRelease>(WINDOWS_RELEASES).find((release) => namesOf(release).includes(name))?.build;
}

/** The tag of the Annual Channel names another release. */
function namesOf({ name, imageTag, otherTags, aksOsSku }: WindowsRelease): string[] {
  const year = imageTag.slice('ltsc'.length);
  const tags = name.endsWith(year) ? [imageTag, year] : [];
  return [name, aksOsSku, ...tags, ...otherTags].map((known) => known.toLowerCase());
}

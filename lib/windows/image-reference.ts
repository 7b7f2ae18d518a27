import { isOnlyForLinux, officialName } from './linux-images';
import { ENDED_BUILDS, WINDOWS_RELEASES, type WindowsRelease } from './versions';

/** What an image reference says about the Windows build and base image inside. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  /** The build that the tag names, `10.0.20348`; absent when it names none. */
  readonly build?: string;
  /** The base image, when repository or tag name it. */
  readonly base?: 'nanoserver' | 'servercore' | 'server' | 'windows';
  /** Whether repository or tag say that it is for Windows, be it without a build. */
  readonly isOfWindows: boolean;
  /** True for images whose entry point is ServiceMonitor, which starts IIS: it needs an administrator. */
  readonly hostsIis: boolean;
  /** The part of the tag that names a Linux distribution, or the repository when it is for Linux alone. */
  readonly linux?: string;
}

export function parseImageReference(image: string): ImageReference {
  let parsed = PARSED.get(image);
  if (parsed === undefined) {
    // many rules ask for one image, and few programs have more images than this
    if (PARSED.size >= MOST_PARSED) PARSED.clear();
    parsed = parse(image);
    PARSED.set(image, parsed);
  }
  return parsed;
}

const MOST_PARSED = 10_000;
const PARSED = new Map<string, ImageReference>();

function parse(image: string): ImageReference {
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  if (TELLING_REPOSITORY.test(repository)) return reference(repository, tag);
  let known = BY_TAG.get(tag);
  if (known === undefined) {
    if (BY_TAG.size >= MOST_TAGS) BY_TAG.clear();
    known = reference(repository, tag);
    BY_TAG.set(tag, known);
  }
  const { build, base, isOfWindows, hostsIis, linux } = known;
  return { repository, tag, build, base, isOfWindows, hostsIis, linux };
}

/** Repositories that say something themselves. Of an image in another one the tag alone does, and fleets have few tags. */
const TELLING_REPOSITORY =
  /windows|nanoserver|servercore|dotnet\/framework|^[^/]*$|^(?:docker\.io|library|public\.ecr\.aws|mirror\.gcr\.io|gcr\.io|cgr\.dev|registry\.access\.redhat\.com|registry\.redhat\.io|mcr\.microsoft\.com)\//i;

const MOST_TAGS = 1000;
const BY_TAG = new Map<string | undefined, ImageReference>();

/** All that repository and tag say. */
function reference(repository: string, tag: string | undefined): ImageReference {
  const build = tag === undefined ? undefined : buildOfTag(repository, tag);
  const base = baseOf(repository, tag ?? '');
  return {
    repository,
    tag,
    build,
    base,
    isOfWindows: build !== undefined || base !== undefined || isOfWindows(repository, tag ?? ''),
    hostsIis: /(^|\/)(windows\/servercore\/iis|dotnet\/framework\/(aspnet|wcf))$/.test(repository),
    linux: build === undefined ? linuxIn(repository, tag) : undefined,
  };
}

/** Words by which tags of any image name a Linux distribution. */
const LINUX_TAG =
  /(?:^|[-._])(alpine|linux|debian|ubuntu|stretch|buster|bullseye|bookworm|trixie|bionic|focal|jammy|noble|ubi[789])(?=[-._\d]|$)/i;

function linuxIn(repository: string, tag = ''): string | undefined {
  if (/windows|nanoserver|servercore/i.test(tag)) return undefined;
  const distribution = LINUX_TAG.exec(tag)?.[1];
  if (distribution !== undefined) return distribution;
  const official = officialName(repository);
  if (isOnlyForLinux(repository)) return official ?? repository;
  // elsewhere anything may be slim
  return official !== undefined && /(^|-)slim$/.test(tag) ? 'slim' : undefined;
}

/** The names that tags give to builds, in small letters: `ltsc2022`, `1809`. */
const NAMES_OF_BUILDS: readonly (readonly [string, string])[] = [
  ...Object.values<WindowsRelease>(WINDOWS_RELEASES).flatMap(({ build, imageTag, otherTags }) =>
    [imageTag, ...otherTags].map((name) => [name.toLowerCase(), build] as const),
  ),
  ...[...ENDED_BUILDS].map(([build, name]) => [name.toLowerCase(), build] as const),
];

/** `1809` and `2004` are plain numbers: they name a Windows build only where something else speaks of Windows. */
function buildOfTag(repository: string, tag: string): string | undefined {
  const full = /(?:^|[^0-9.])(10\.0\.\d{5})(?:$|[^0-9])/.exec(`-${tag}`);
  if (full) return full[1];
  const words = tag.toLowerCase().split(/[^a-z0-9]+/);
  const named = NAMES_OF_BUILDS.filter(([name]) => words.includes(name));
  const telling = named.find(([name]) => name.startsWith('ltsc'));
  if (telling !== undefined) return telling[1];
  return speaksOfWindows(repository, tag) ? named[0]?.[1] : undefined;
}

/** A product that happens to have windows in its name may well number its releases by year and month. */
function speaksOfWindows(repository: string, tag: string): boolean {
  return (
    /nanoserver|servercore/i.test(repository) || /(^|\/)windows(\/|$)/i.test(repository) || /windows|nano/i.test(tag)
  );
}

/** What Microsoft builds for Windows alone, and a word that tags of images for several systems have. */
function isOfWindows(repository: string, tag: string): boolean {
  return (
    /^mcr\.microsoft\.com\/(windows|dotnet\/framework|oss\/kubernetes\/windows-host-process-containers-base-image)(\/|$)/.test(
      repository,
    ) || /(^|[-._])windows(server)?([-._\d]|$)/i.test(tag)
  );
}

function baseOf(repository: string, tag: string): ImageReference['base'] {
  const text = `${repository}:${tag}`.toLowerCase();
  if (text.includes('nanoserver')) return 'nanoserver';
  if (text.includes('servercore')) return 'servercore';
  if (/(^|\/)windows\/server$/.test(repository)) return 'server';
  if (/^mcr\.microsoft\.com\/windows$/.test(repository)) return 'windows';
  return undefined;
}

/** One of the images that Microsoft builds all others on. They have no tag `latest`. */
export function isBaseImage(repository: string): boolean {
  return /^mcr\.microsoft\.com\/windows(\/(nanoserver|servercore|server))?$/.test(repository);
}

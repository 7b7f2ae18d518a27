import { ENDED_BUILDS, WINDOWS_RELEASES } from './versions';

/** What an image reference says about the Windows build and base image inside. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** The build that the tag names, `10.0.20348`; absent when it names none. */
  readonly build?: string;
  /** The base image, when repository or tag name it. */
  readonly base?: 'nanoserver' | 'servercore' | 'server' | 'windows';
  /** True for images whose entry point is ServiceMonitor, which starts IIS: it needs an administrator. */
  readonly hostsIis: boolean;
}

export function parseImageReference(image: string): ImageReference {
  const [name, digest] = splitOnce(image, '@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  return {
    repository,
    tag,
    digest,
    build: tag === undefined ? undefined : buildOfTag(repository, tag),
    base: baseOf(repository, tag ?? ''),
    hostsIis: /(^|\/)(windows\/servercore\/iis|dotnet\/framework\/(aspnet|wcf))$/.test(repository),
  };
}

/** `1809` and `2004` are plain numbers: they name a Windows build only where something else speaks of Windows. */
function buildOfTag(repository: string, tag: string): string | undefined {
  const full = /(?:^|[^0-9.])(10\.0\.\d{5})(?:$|[^0-9])/.exec(`-${tag}`);
  if (full) return full[1];
  for (const release of Object.values(WINDOWS_RELEASES)) {
    if (namesToken(tag, release.imageTag)) return release.build;
  }
  if (namesToken(tag, 'ltsc2016')) return '10.0.14393';
  if (!speaksOfWindows(repository, tag)) return undefined;
  if (namesToken(tag, '1809')) return WINDOWS_RELEASES.server2019.build;
  for (const [build, ended] of ENDED_BUILDS) {
    if (namesToken(tag, ended)) return build;
  }
  return undefined;
}

/** A product that happens to have windows in its name may well number its releases by year and month. */
function speaksOfWindows(repository: string, tag: string): boolean {
  return (
    /nanoserver|servercore/i.test(repository) || /(^|\/)windows(\/|$)/i.test(repository) || /windows|nano/i.test(tag)
  );
}

function namesToken(tag: string, token: string): boolean {
  return new RegExp(`(^|[^a-z0-9])${token}([^0-9a-z]|$)`, 'i').test(tag);
}

function baseOf(repository: string, tag: string): ImageReference['base'] {
  const text = `${repository}:${tag}`.toLowerCase();
  if (text.includes('nanoserver')) return 'nanoserver';
  if (text.includes('servercore')) return 'servercore';
  if (/(^|\/)windows\/server$/.test(repository)) return 'server';
  if (/^mcr\.microsoft\.com\/windows$/.test(repository)) return 'windows';
  return undefined;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The builds of Windows Server, as Microsoft's release information has them and not as `lib/windows` does. */
export const BUILDS = {
  '2019': '10.0.17763',
  '2022': '10.0.20348',
  '23H2': '10.0.25398',
  '2025': '10.0.26100',
} as const;

export type Release = keyof typeof BUILDS;

/** The builds that run an image with this tag, one by one as Microsoft's compatibility table has them. */
export const HOSTS_OF_TAG: Readonly<Record<string, readonly string[]>> = {
  ltsc2019: [BUILDS['2019']],
  ltsc2022: [BUILDS['2022'], BUILDS['23H2'], BUILDS['2025']],
  ltsc2025: [BUILDS['2025']],
};

/** Image tags that at least one of these builds runs. */
export function tagsFor(builds: readonly string[]): string[] {
  return Object.keys(HOSTS_OF_TAG).filter((tag) => HOSTS_OF_TAG[tag].some((host) => builds.includes(host)));
}

/** The builds that run the image; `undefined` where its tag does not tell. */
export function hostsOf(image: string): readonly string[] | undefined {
  return HOSTS_OF_TAG[/ltsc\d{4}/.exec(image)?.[0] ?? ''];
}

/** `Windows 2022`, or `Linux` where there is no build. */
export function systemOf(build: string | undefined): string {
  if (build === undefined) return 'Linux';
  const release = Object.keys(BUILDS).find((own) => BUILDS[own as Release] === build);
  if (release === undefined) throw new Error(`${build} is no build of Windows Server`);
  return `Windows ${release}`;
}

/**
 * Which container image runs on which host, in process isolation.
 *
 * Up to Server 2019 the build numbers had to be equal. From build 20348 on, a host also runs images from the previous
 * long-term release up to its own build. This is containerd's own test (containerd/platforms
 * `platform_windows_compat.go`, `checkWindowsHostAndContainerCompat`), in containerd 1.7.27 and 2.x.
 */
const FIRST_STABLE_BUILD = 20348;

/** Long-term releases since the stable ABI, oldest first. The floor of a host is the one before the newest it has reached. */
const LONG_TERM_BUILDS = [20348, 26100];

export function imageRunsOnHost(imageBuild: string, hostBuild: string): boolean {
  const image = split(imageBuild);
  const host = split(hostBuild);
  if (image.version !== host.version) return false;
  if (host.build < FIRST_STABLE_BUILD) return image.build === host.build;
  const reached = LONG_TERM_BUILDS.filter((build) => build <= host.build);
  const floor = reached[Math.max(0, reached.length - 2)];
  return floor <= image.build && image.build <= host.build;
}

/** Whether an image of this build can run on no other build, those to come included. */
export function isBoundToOwnBuild(imageBuild: string): boolean {
  return split(imageBuild).build < FIRST_STABLE_BUILD;
}

function split(build: string): { version: string; build: number } {
  const [major, minor, number] = build.split('.');
  return { version: `${major}.${minor}`, build: Number(number) };
}

import { chosenBuildsOf, KNOWN_BUILDS } from '../manifests/build-choice';
import { containersOf, isHostProcess, type PodSpec } from '../manifests/pod-spec';
import { offeredBuildsOf } from '../platforms/offered-builds';
import { imageRunsOnHost } from '../windows/image-compatibility';
import { parseImageReference } from '../windows/image-reference';
import { ENDED_BUILDS, nameOfBuild } from '../windows/versions';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'image-build',
  topic: 'images',
  summary: 'An image must be one that runs on the Windows version of the node.',
  why: 'Containers share the kernel of their host. Up to Server 2019 both builds must be equal; from Server 2022 on an older image (back to 2022) runs on a newer host, never a newer one on an older host.',
  fix: 'Use an image for that version, or choose other nodes.',
  fixInCode: 'Use an image for that version, or another windowsVersion.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2025
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.26100 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2025
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster, target }) => {
    // what the images of HostProcess containers hold are files
    const images = isHostProcess(pod) ? [] : imagesOf(pod);
    const chosen = chosenBuildsOf(pod, cluster);
    // windows-build-conflict and platform-windows-version speak of choices that no node satisfies
    if (images.length === 0 || chosen?.length === 0) return [];
    if (chosen !== undefined) return alone(images, chosen, 'the pod may run on') ?? together(images, chosen);
    const offered = offeredBuildsOf(target);
    if (offered === undefined) return together(images, KNOWN_BUILDS);
    const failing = alone(images, offered.builds, `${offered.by} has`)?.filter(
      ({ severity }) => severity === undefined,
    );
    if (failing === undefined || failing.length === 0) return together(images, offered.builds);
    return failing.map((found): Found => (offered.isSure ? found : { ...found, severity: 'warning' }));
  },
});

interface PlacedImage {
  readonly path: string;
  readonly image: string;
  readonly build: string;
}

/** Those that tell their build; image-build-ended speaks of builds that run nowhere. */
function imagesOf(pod: PodSpec): PlacedImage[] {
  return containersOf(pod).flatMap(({ path, container: { image = '' } }) => {
    const { build } = parseImageReference(image);
    return build === undefined || ENDED_BUILDS.has(build) ? [] : [{ path: `${path}.image`, image, build }];
  });
}

/** The images that run on none of the hosts, and, with a warning, those that do not run on all of them. */
function alone(images: readonly PlacedImage[], hosts: readonly string[], whose: string): Found[] | undefined {
  const found = images.flatMap(({ path, image, build }): Found[] => {
    const others = hosts.filter((host) => !imageRunsOnHost(build, host));
    if (others.length === 0) return [];
    const problem = `it is made for ${nameOfBuild(build)}, and ${whose} ${others.map(nameOfBuild).join(' and ')}`;
    return [{ path, got: image, problem, ...(others.length === hosts.length ? {} : { severity: 'warning' }) }];
  });
  return found.length === 0 ? undefined : found;
}

/** The containers of a pod share one node: the first image that leaves none. */
function together(images: readonly PlacedImage[], hosts: readonly string[]): Found[] {
  const runsSomewhere = (upTo: readonly PlacedImage[]) =>
    hosts.some((host) => upTo.every(({ build }) => imageRunsOnHost(build, host)));
  const index = images.findIndex((image, at) => runsSomewhere([image]) && !runsSomewhere(images.slice(0, at + 1)));
  if (index < 1) return [];
  const others = images.slice(0, index).map(({ image }) => image);
  const problem = `no Windows runs it together with ${[...new Set(others)].join(', ')}`;
  const fix = 'Use images of one Windows version: the containers of a pod share one node.';
  return [{ path: images[index].path, got: images[index].image, problem, fix }];
}

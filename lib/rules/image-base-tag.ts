import { containersOf } from '../manifests/pod-spec';
import { type ImageReference, isBaseImage, parseImageReference } from '../windows/image-reference';
import { WINDOWS_RELEASES } from '../windows/versions';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-base-tag',
  topic: 'images',
  summary: 'A base image of Microsoft must be named by the tag of a Windows release.',
  why: 'Since 2019 they have no tag latest, and not every one of them is made for every release: the node finds no such image, and the pod stays in ImagePullBackOff.',
  fix: "Write the tag of the release, for example 'mcr.microsoft.com/windows/servercore:ltsc2022'.",
  severity: 'error',
  verdict: 'node',
  supersedes: ['image-latest'],
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: shell }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: shell
          image: mcr.microsoft.com/windows/servercore:latest
          command: [powershell.exe, -Command, Start-Sleep -Seconds 3600]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: shell }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: shell
          image: mcr.microsoft.com/windows/servercore:ltsc2022
          command: [powershell.exe, -Command, Start-Sleep -Seconds 3600]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { image = '' } }) => {
      const problem = problemOf(parseImageReference(image));
      return problem === undefined || image.includes('@') ? [] : [{ path: `${path}.image`, got: image, problem }];
    }),
});

const { server2019, server2022, server2025 } = WINDOWS_RELEASES;

function problemOf({ repository, tag, build }: ImageReference): string | undefined {
  if (!isBaseImage(repository)) return undefined;
  if (tag === undefined || tag === 'latest') return 'there is no latest';
  if (repository.endsWith('/windows') && (build === server2022.build || build === server2025.build))
    return 'it is made up to Server 2019; from Server 2022 on its name is mcr.microsoft.com/windows/server';
  if (repository.endsWith('/server') && build === server2019.build)
    return 'it is made from Server 2022 on; for Server 2019 its name is mcr.microsoft.com/windows';
  return undefined;
}

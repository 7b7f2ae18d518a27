import { containersOf, type PodSpec } from '../manifests/pod-spec';

/**
 * Where a pod names the numeric user to whom the kubelet gives its service account token: all of its containers have to
 * run as the same one. A kubelet on Windows cannot give a file to a number. Before 1.31, and 1.30 before its patches of
 * January 2025, it then never gets to start the pod; later ones leave the number alone.
 * Source: kubernetes/kubernetes `pkg/volume/util/util.go`, `FsUserFrom`; pull requests 125040 and 129507.
 */
export function tokenOwnerOf(pod: PodSpec): { path: string; got: number } | undefined {
  const own = pod.securityContext?.runAsUser;
  const { initContainers, containers } = pod;
  const users = containersOf({ initContainers, containers }).map(({ path, container }) => {
    const user = container.securityContext?.runAsUser;
    return { path: `${user === undefined ? '' : `${path}.`}securityContext.runAsUser`, got: user ?? own };
  });
  const [first] = users;
  if (first?.got === undefined || users.some(({ got }) => got !== first.got)) return undefined;
  return { path: first.path, got: first.got };
}

import { KUBEADM } from './kubeadm';
import type { Target } from './target';

/** The builds of Windows that the nodes of a target can have. */
export interface OfferedBuilds {
  readonly builds: readonly string[];
  /** Whether there can be no other: the platform makes the images of its nodes. Elsewhere others are only unsupported. */
  readonly isSure: boolean;
  /** Who offers them, in words: `Azure Kubernetes Service 1.34`. */
  readonly by: string;
}

/** Without a platform, what the documentation of Kubernetes names; nothing when the version is unknown, or nobody says it. */
export function offeredBuildsOf({ platform, kubernetes }: Target): OfferedBuilds | undefined {
  if (kubernetes === undefined) return undefined;
  const isNamed = platform !== undefined && platform.id !== 'unknown';
  const builds = (isNamed ? platform : KUBEADM).windowsBuilds(kubernetes);
  if (builds === undefined) return undefined;
  const by = isNamed ? `${platform.name} with Kubernetes 1.${kubernetes}` : `Kubernetes 1.${kubernetes}`;
  return { builds, isSure: isNamed && platform.choosesNodeImages === true, by };
}

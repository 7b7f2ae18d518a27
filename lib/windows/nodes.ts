import { ARCH_LABELS, OS_LABELS, WINDOWS_BUILD_LABEL } from './labels';
import { WINDOWS_RELEASES } from './versions';

/** What is known of the labels of a node: `null` for one that it never has; one that is not named may have any value. */
export type NodeLabels = Readonly<Record<string, string | null>>;

const ANY_WINDOWS: NodeLabels = { ...withValue(OS_LABELS, 'windows'), ...withValue(ARCH_LABELS, 'amd64') };

const BY_BUILD: ReadonlyMap<string, NodeLabels> = new Map(
  Object.values(WINDOWS_RELEASES).map(({ build }) => [build, { ...ANY_WINDOWS, [WINDOWS_BUILD_LABEL]: build }]),
);

/** One of each Windows release that is known. */
export const WINDOWS_NODES: readonly NodeLabels[] = [...BY_BUILD.values()];

/** A Windows node of that build, such as `10.0.20348`. There is no other processor that Kubernetes supports. */
export function windowsNode(build: string): NodeLabels {
  return BY_BUILD.get(build) ?? { ...ANY_WINDOWS, [WINDOWS_BUILD_LABEL]: build };
}

export const LINUX_NODE: NodeLabels = { ...withValue(OS_LABELS, 'linux'), [WINDOWS_BUILD_LABEL]: null };

function withValue(labels: readonly string[], value: string): NodeLabels {
  return Object.fromEntries(labels.map((label) => [label, value]));
}

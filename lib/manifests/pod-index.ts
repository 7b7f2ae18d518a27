import type { Cluster } from './cluster';
import type { LabelSelector } from './label-selector';
import type { PodTemplate } from './pod-template';
import { remembered } from './remembered';

/** What a selector cannot do without: one of these labels, as `labelText` writes them. */
export type LabelDemand = readonly string[];

export function labelText(key: string, value: string): string {
  return `${key}=${value}`;
}

/** The demands of a label selector; what else it says, they do not tell. */
export function demandsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelDemand[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => [labelText(key, value)]),
    ...matchExpressions.flatMap(({ key = '', operator, values = [] }) =>
      operator === 'In' ? [values.map((value) => labelText(key, value))] : [],
    ),
  ];
}

/** Pods by each of their labels: a fleet has thousands of pods and of selectors, and nobody compares all with all. */
export class PodIndex {
  private positions?: ReadonlyMap<string, readonly number[]>;

  /**
   * @param templates In the order in which they are to be found.
   * @param labelsOf What is known of a pod, by default its own labels.
   */
  public constructor(
    public readonly templates: readonly PodTemplate[],
    private readonly labelsOf: (template: PodTemplate) => readonly string[] = ownLabels,
  ) {}

  /** All that can meet the demands: none that does is missing, and some that do not may be among them. */
  public candidates(demands: readonly LabelDemand[]): readonly PodTemplate[] {
    let fewest: readonly (readonly number[])[] | undefined;
    for (const demand of demands) {
      const found = this.having(demand);
      if (fewest === undefined || count(found) < count(fewest)) fewest = found;
    }
    return fewest === undefined ? this.templates : inOrder(fewest).map((position) => this.templates[position]);
  }

  private having(labels: LabelDemand): readonly (readonly number[])[] {
    this.positions ??= positionsByLabel(this.templates, this.labelsOf);
    return [...new Set(labels)].flatMap((label) => {
      const found = this.positions?.get(label);
      return found === undefined ? [] : [found];
    });
  }
}

export function ownLabels({ labels }: PodTemplate): string[] {
  return Object.entries(labels).map(([key, value]) => labelText(key, value));
}

function count(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function inOrder(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.length === 1 ? lists[0] : [...new Set(lists.flat())].sort((left, right) => left - right);
}

function positionsByLabel(
  templates: readonly PodTemplate[],
  labelsOf: (template: PodTemplate) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  templates.forEach((template, position) => {
    for (const label of new Set(labelsOf(template))) {
      const same = positions.get(label);
      if (same === undefined) positions.set(label, [position]);
      else same.push(position);
    }
  });
  return positions;
}

const indexesOf = remembered((_: Cluster) => new Map<string | undefined, PodIndex>());

/** The pods whose manifests state that namespace, or all of them. */
export function podsIn(cluster: Cluster, namespace?: string): PodIndex {
  const indexes = indexesOf(cluster);
  let index = indexes.get(namespace);
  if (index === undefined) {
    index = new PodIndex(cluster.podTemplates(namespace));
    indexes.set(namespace, index);
  }
  return index;
}

/** The candidates that can be in one of the namespaces; those that state none can be in any. */
export function podsNear(
  cluster: Cluster,
  namespaces: readonly string[],
  demands: readonly LabelDemand[],
): readonly PodTemplate[] {
  if (namespaces.includes('')) return podsIn(cluster).candidates(demands);
  const found = [...new Set([...namespaces, ''])]
    .map((namespace) => podsIn(cluster, namespace).candidates(demands))
    .filter(({ length }) => length > 0);
  if (found.length < 2) return found[0] ?? [];
  const places = placesIn(cluster);
  const placeOf = (template: PodTemplate) => places.get(template) ?? 0;
  return found.flat().sort((left, right) => placeOf(left) - placeOf(right));
}

const placesIn = remembered(
  (cluster: Cluster) => new Map(cluster.podTemplates().map((template, place) => [template, place])),
);

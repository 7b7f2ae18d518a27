import type { Cluster } from './cluster';
import type { LabelSelector } from './label-selector';
import type { PodTemplate } from './pod-template';
import { remembered } from './remembered';

/** What a selector cannot do without: the label has one of these values. */
export interface LabelDemand {
  readonly key: string;
  readonly values: readonly string[];
}

/** The demands of a label selector; what else it says, they do not tell. */
export function demandsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelDemand[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, values: [value] })),
    ...matchExpressions.flatMap(({ key = '', operator, values = [] }) => (operator === 'In' ? [{ key, values }] : [])),
  ];
}

/** Pods by each of their labels: a fleet has thousands of pods and of selectors, and nobody compares all with all. */
export class PodIndex {
  private positions?: ReadonlyMap<string, readonly number[]>;

  /** @param templates In the order in which they are to be found. */
  public constructor(public readonly templates: readonly PodTemplate[]) {}

  /** All that can meet the demands: none that does is missing, and some that do not may be among them. */
  public candidates(demands: readonly LabelDemand[]): readonly PodTemplate[] {
    let fewest: readonly number[] | undefined;
    for (const { key, values } of demands) {
      const found = this.having(key, values);
      if (fewest === undefined || found.length < fewest.length) fewest = found;
    }
    return fewest === undefined ? this.templates : fewest.map((position) => this.templates[position]);
  }

  private having(key: string, values: readonly string[]): readonly number[] {
    this.positions ??= positionsByLabel(this.templates);
    const [first, ...others] = new Set(values);
    if (first === undefined) return NONE;
    if (others.length === 0) return this.positions.get(`${key}=${first}`) ?? NONE;
    return [first, ...others]
      .flatMap((value) => this.positions?.get(`${key}=${value}`) ?? NONE)
      .sort((left, right) => left - right);
  }
}

const NONE: readonly number[] = [];

function positionsByLabel(templates: readonly PodTemplate[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  templates.forEach(({ labels }, position) => {
    for (const [key, value] of Object.entries(labels)) {
      const label = `${key}=${value}`;
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

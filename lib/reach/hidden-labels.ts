import { CALICO_NAME, NAMES_OF_NAMESPACE, OF_ACCOUNT, OF_NAMESPACE } from '../calico/labels';
import type { Direction } from '../calico/policy';
import { labelsIn, matches } from '../calico/selector';
import type { PodTemplate } from '../manifests/pod-template';
import { DEFAULT_NAMESPACE } from '../policy/endpoint';
import { endpointLabels } from '../policy/endpoint-labels';
import type { Rule, Side } from '../policy/policy';
import type { Located, Reach } from '../policy/reach';

/** Labels of namespaces and accounts that rules ask for and that no manifest shows. */
export class HiddenLabels {
  /** Sides of rules that ask for such labels at all. */
  private readonly asking: readonly Side[];
  private readonly templates: ReadonlyMap<object, PodTemplate>;
  private readonly hidden = new Map<object, ReadonlySet<Side>>();

  public constructor(private readonly reach: Reach) {
    const { network } = reach;
    this.asking = network.rules().flatMap(({ source, destination }) => [source, destination].filter(asksForOthers));
    this.templates = new Map(network.cluster.podTemplates().map((template) => [template.object, template]));
  }

  /** Whether a rule between two ends hangs on them. */
  public matterBetween(from: HiddenEnd, to: HiddenEnd): boolean {
    const [sources, destinations] = [this.of(from), this.of(to)];
    if (sources.size + destinations.size === 0) return false;
    return [...this.rules(from, 'egress'), ...this.rules(to, 'ingress')].some(
      ({ source, destination }) => sources.has(source) || destinations.has(destination),
    );
  }

  private rules({ located }: HiddenEnd, direction: Direction): Rule[] {
    return this.reach
      .governing(located.classNumber, direction)
      .flatMap(({ policies }) => policies)
      .flatMap((policy) => policy[direction] ?? []);
  }

  /** The sides of rules of which nobody knows whether they are about an endpoint. */
  private of({ object }: HiddenEnd): ReadonlySet<Side> {
    const template = object && this.templates.get(object);
    if (object === undefined || template === undefined || this.asking.length === 0) return NONE;
    let sides = this.hidden.get(object);
    if (sides === undefined) {
      const { namespace } = template;
      const labels = endpointLabels(
        { ...template, namespace: namespace || DEFAULT_NAMESPACE },
        this.reach.network.cluster,
      );
      sides = new Set(
        this.asking.filter(({ selector, notSelector }) =>
          [selector, notSelector].some((each) => each !== undefined && matches(each, labels) === undefined),
        ),
      );
      this.hidden.set(object, sides);
    }
    return sides;
  }
}

export interface HiddenEnd {
  /** Of what is no address outside. */
  readonly object?: object;
  readonly located: Located;
}

const NONE: ReadonlySet<Side> = new Set();

const NAMES: readonly string[] = [
  ...NAMES_OF_NAMESPACE.map((name) => `${OF_NAMESPACE}${name}`),
  `${OF_ACCOUNT}${CALICO_NAME}`,
];

function asksForOthers({ selector, notSelector }: Side): boolean {
  return [selector, notSelector].some(
    (each) =>
      each !== undefined &&
      labelsIn(each).some(
        (label) => (label.startsWith(OF_NAMESPACE) || label.startsWith(OF_ACCOUNT)) && !NAMES.includes(label),
      ),
  );
}

import type { Party } from './table';

/** How many names stand in one line before the rest is counted only. */
const MOST_NAMES = 5;

/** Names for sets of parties: `shop/web, shop/api`, `all of shop`, `every workload but all of kube-system`. */
export class PartyText {
  private readonly byNamespace: ReadonlyMap<string, readonly Party[]>;
  private readonly workloads: readonly Party[];

  /** @param isBrief Long lists are cut, and whole namespaces are named instead of all that is in them. */
  public constructor(
    parties: readonly Party[],
    private readonly isBrief: boolean,
  ) {
    this.workloads = parties.filter(({ namespace }) => namespace !== '');
    this.byNamespace = new Map(
      grouped(this.workloads, ({ namespace }) => namespace).map((own) => [own[0].namespace, own]),
    );
  }

  public of(parties: readonly Party[]): string {
    const outside = parties.filter(({ namespace }) => namespace === '').map(({ name }) => name);
    const inside = parties.filter(({ namespace }) => namespace !== '');
    if (inside.length === 0) return outside.join(', ');
    if (!this.isBrief) return [...inside.map(({ name }) => name), ...outside].join(', ');
    return [...this.insideText(inside), ...outside].join(', ');
  }

  /** Names of parties of one namespace, without the namespace. */
  public within(parties: readonly Party[], namespace: string): string {
    const all = this.byNamespace.get(namespace) ?? [];
    if (parties.length === all.length) return all.length === 1 ? shortName(all[0]) : 'every workload';
    return cut(parties.map(shortName), 'more');
  }

  private insideText(parties: readonly Party[]): string[] {
    if (parties.length === this.workloads.length) return ['every workload'];
    const chosen = new Set(parties);
    const others = this.workloads.filter((party) => !chosen.has(party));
    const but = this.named(others);
    const own = this.named(parties);
    return others.length < parties.length && but.length < own.length
      ? [`every workload but ${cut(but, 'more')}`]
      : [cut(own, 'more')];
  }

  /** Whole namespaces, workloads of one name in many namespaces, and the rest. */
  private named(parties: readonly Party[]): string[] {
    const whole: string[] = [];
    const single: Party[] = [];
    for (const own of grouped(parties, (party) => party.namespace)) {
      const [{ namespace }] = own;
      const isWhole = own.length > 1 && own.length === this.byNamespace.get(namespace)?.length;
      if (isWhole) whole.push(namespace);
      else single.push(...own);
    }
    return [
      ...(whole.length === 0 ? [] : [`all of ${cut(whole, 'more namespaces')}`]),
      ...grouped(grouped(single, shortName), (own) => own.map(({ namespace }) => namespace).join()).flatMap((alike) => {
        const [first] = alike;
        if (first.length < MANY) return alike.flat().map(({ name }) => name);
        const names = cut(
          alike.map(([party]) => shortName(party)),
          'more',
        );
        return [
          `${names} of ${first.length} namespaces (${cut(
            first.map(({ namespace }) => namespace),
            'more',
          )})`,
        ];
      }),
    ];
  }
}

/** From so many namespaces on a name that all have is told once. */
const MANY = 3;

function grouped<T>(members: readonly T[], keyOf: (member: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const same = groups.get(keyOf(member));
    if (same === undefined) groups.set(keyOf(member), [member]);
    else same.push(member);
  }
  return [...groups.values()];
}

function shortName({ name, namespace }: Party): string {
  return name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
}

/** The first names, and how many more there are. */
export function cut(names: readonly string[], what: string): string {
  const more = names.length - MOST_NAMES;
  return more > 1 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} ${what}` : names.join(', ');
}

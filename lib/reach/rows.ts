import type { Party } from './table';

/** Parties between whom the same passes: from each of the first to each of the second. */
export interface Row {
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  /** What `valueAt` said of them. */
  readonly value: string;
}

/** Rows, sorted out by where their ends are. */
export interface Rows {
  /** Both ends in one namespace, by its name. */
  readonly inside: ReadonlyMap<string, readonly Row[]>;
  readonly across: readonly Row[];
}

export type ValueAt = (from: Party, to: Party) => string | undefined;

/** The rows of one party. */
export function rowsFrom(from: Party, parties: readonly Party[], valueAt: ValueAt): Row[] {
  const rows = new Map<string, Party[]>();
  for (const to of parties) {
    const value = valueAt(from, to);
    if (value === undefined) continue;
    const same = rows.get(value);
    if (same === undefined) rows.set(value, [to]);
    else same.push(to);
  }
  return [...rows].map(([value, to]) => ({ from: [from], to, value }));
}

/** All pairs in few rows. @param valueAt `undefined` for a pair that is not told. */
export function rowsOf(parties: readonly Party[], valueAt: ValueAt): Row[] {
  return merged(byNamespace(groupsOf(parties), valueAt)).map(expanded);
}

/**
 * The same, where ends in one namespace come by themselves, so that namespaces that are alike can be told once. A row from more
 * than half of everybody stays as it is.
 */
export function sortedRowsOf(parties: readonly Party[], valueAt: ValueAt): Rows {
  const groups = groupsOf(parties);
  const inside = new Map<string, Row[]>();
  const across: GroupRow[] = [];
  for (const row of byNamespace(groups, valueAt)) {
    const { namespace } = row.to[0];
    const own = row.from.filter((group) => group.namespace === namespace);
    if (namespace === '' || own.length === 0 || row.from.length * 2 > groups.length) {
      across.push(row);
      continue;
    }
    inside.set(namespace, [...(inside.get(namespace) ?? []), expanded({ ...row, from: own })]);
    const others = row.from.filter((group) => group.namespace !== namespace);
    if (others.length > 0) across.push({ ...row, from: others });
  }
  return { inside, across: merged(across).map(expanded) };
}

/** Parties of a namespace that behave alike. */
interface Group {
  readonly number: number;
  readonly namespace: string;
  readonly parties: Party[];
}

interface GroupRow {
  readonly from: readonly Group[];
  readonly to: readonly Group[];
  readonly value: string;
}

function groupsOf(parties: readonly Party[]): Group[] {
  const groups = new Map<string, Group>();
  for (const party of parties) {
    const { namespace, atom } = party;
    const key = `${namespace} ${atom}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { number: groups.size, namespace, parties: [party] });
    else group.parties.push(party);
  }
  return [...groups.values()];
}

/** Rows whose second ends are in one namespace. */
function byNamespace(groups: readonly Group[], valueAt: ValueAt): GroupRow[] {
  const rows = new Map<string, { readonly from: Group[]; readonly to: readonly Group[]; readonly value: string }>();
  for (const from of groups) {
    const targets = new Map<string, { readonly to: Group[]; readonly value: string }>();
    for (const to of groups) {
      const value = valueAt(from.parties[0], to.parties[0]);
      if (value === undefined) continue;
      const key = `${value} ${to.namespace}`;
      const target = targets.get(key);
      if (target === undefined) targets.set(key, { to: [to], value });
      else target.to.push(to);
    }
    for (const { to, value } of targets.values()) {
      const key = `${value} ${numbersOf(to)}`;
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { from: [from], to, value });
      else known.from.push(from);
    }
  }
  return [...rows.values()];
}

/** Rows from the same parties with the same value as one. */
function merged(rows: readonly GroupRow[]): GroupRow[] {
  const found = new Map<string, { readonly from: readonly Group[]; readonly to: Group[]; readonly value: string }>();
  for (const { from, to, value } of rows) {
    const key = `${value} ${numbersOf(from)}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { from, to: [...to], value });
    else known.to.push(...to);
  }
  return [...found.values()];
}

function numbersOf(groups: readonly Group[]): string {
  return groups.map(({ number }) => number).join();
}

function expanded({ from, to, value }: GroupRow): Row {
  return {
    from: from.flatMap(({ parties }) => parties),
    to: to.flatMap(({ parties }) => parties),
    value,
  };
}

import type { OperatingSystem } from '../manifests/operating-system';
import { isNone } from '../policy/bits';
import { kindsOf, type Nodes, planeOf } from '../policy/kinds';
import { PassageGrid } from '../policy/passage-grid';
import type { Dataplane, End, Located, Planes } from '../policy/reach';
import { CLUSTER_DNS } from './cluster-dns';
import { type OutsideRange, outsideRangesOf } from './outside';
import type { Survey } from './survey';
import { isTold } from './told';
import type { Workload } from './workload';

/** Passages between two parties by their numbers, on nodes of each system and as the pods really stand. */
export type Triple = Readonly<Record<Nodes, number>>;

/** Whatever nothing tells apart: pods of one kind, or addresses outside. */
export interface Atom {
  /** One of them. */
  readonly end: End;
  readonly located: Located;
  planeOn(nodes: Nodes): Dataplane;
}

/** Someone who connects or is connected to, as it stands in a table: a workload, or addresses outside. */
export interface Party {
  /** `shop/web`, `the Internet`, `203.0.113.0/24`. */
  readonly name: string;
  /** Empty for what is outside. */
  readonly namespace: string;
  readonly workload?: Workload;
  readonly outside?: OutsideRange;
  /** The DNS of the cluster, or what stands for it. */
  readonly isDns: boolean;
  readonly isStandIn: boolean;
  readonly system: OperatingSystem | undefined;
  /** Parties with the same number behave alike. */
  readonly atom: number;
}

/** Every party with every other. */
export class Table {
  public readonly parties: readonly Party[];
  /** Every different combination of passages; a value is an index. */
  public readonly values: readonly Triple[];
  private readonly atoms: readonly Atom[];
  private readonly grid: PassageGrid;
  private readonly cells: Int32Array;
  private readonly differing = new Map<number, boolean>();

  /** @param onRow Told again and again how far it is. */
  public constructor(
    public readonly survey: Survey,
    onRow: (done: number, all: number) => void = () => {},
  ) {
    const { reach, network, workloads } = survey;
    const kinds = kindsOf(reach);
    const kindOf = new Int32Array(network.endpoints.length);
    for (const [kind, { endpoints }] of kinds.entries()) for (const index of endpoints) kindOf[index] = kind;
    const ranges = outsideRangesOf(network);
    this.atoms = [
      ...kinds.map(({ endpoints: [first] }): Atom => {
        const endpoint = network.endpoints[first];
        const end = { endpoint: first };
        return { end, located: reach.located(end), planeOn: (nodes) => planeOf(endpoint, nodes) };
      }),
      ...ranges.map(({ piece }) => outsideAtom(network.outside, piece)),
    ];
    this.grid = new PassageGrid(
      reach,
      this.atoms.map(({ located }) => located),
    );
    const values: Triple[] = [];
    this.values = values;
    this.cells = this.filled(values, kinds.length, onRow);
    const inside = workloads.flatMap((workload) => this.partiesOf(workload, kindOf));
    this.parties = [
      ...inside.filter(({ isStandIn }) => !isStandIn),
      ...inside.filter(({ isStandIn }) => isStandIn),
      ...this.outsiders(ranges, kinds.length),
    ];
  }

  /** The index of the value between two parties; -1 for a pair that nobody asks about. */
  public valueAt(from: Party, to: Party): number {
    if (!isTold(from, to)) return -1;
    return this.cells[from.atom * this.atoms.length + to.atom];
  }

  /** Whether anything passes, or may pass. */
  public isOpen(value: number, nodes: Nodes): boolean {
    const { may, broken } = this.survey.reach.passageAt(this.values[value][nodes]);
    return broken !== undefined || !isNone(may);
  }

  /** The same for all nodes. */
  public isOpenAnywhere(value: number): boolean {
    return this.isOpen(value, 'actual') || this.isOpen(value, 'linux') || this.isOpen(value, 'windows');
  }

  public atomOf({ atom }: Party): Atom {
    return this.atoms[atom];
  }

  public locatedOf({ atom }: Party): Located {
    return this.atoms[atom].located;
  }

  public planesOf(from: Party, to: Party, nodes: Nodes): Planes {
    return { from: this.atoms[from.atom].planeOn(nodes), to: this.atoms[to.atom].planeOn(nodes) };
  }

  /** Whether Windows nodes make something else of the policies of a party than Linux nodes would, whoever is at the other end. */
  public differsOnWindows({ atom }: Party): boolean {
    let differs = this.differing.get(atom);
    if (differs === undefined) {
      differs = this.grid.differsOnWindows(atom);
      this.differing.set(atom, differs);
    }
    return differs;
  }

  private filled(values: Triple[], pods: number, onRow: (done: number, all: number) => void): Int32Array {
    const size = this.atoms.length;
    const { grid } = this;
    const cells = new Int32Array(size * size).fill(-1);
    const pairs = new Map<number, number>();
    const known = new Map<number, number>();
    const planes = this.atoms.map((atom) => atom.planeOn('actual'));
    for (let from = 0; from < size; from++) {
      onRow(from, size);
      for (let to = 0; to < size; to++) {
        // what happens outside is nobody's business here
        if (from >= pods && to >= pods) continue;
        const linux = grid.number(from, to, 'linux', 'linux');
        const windows = grid.number(from, to, 'windows', 'windows');
        const isMixed = planes[from] !== planes[to];
        const actual = isMixed
          ? grid.number(from, to, planes[from], planes[to])
          : planes[from] === 'linux'
            ? linux
            : windows;
        const pair = linux * MOST_PASSAGES + windows;
        let numbered = pairs.get(pair);
        if (numbered === undefined) {
          numbered = pairs.size;
          pairs.set(pair, numbered);
        }
        const key = numbered * MOST_PASSAGES + actual;
        let value = known.get(key);
        if (value === undefined) {
          value = values.length;
          values.push({ linux, windows, actual });
          known.set(key, value);
        }
        cells[from * size + to] = value;
      }
    }
    return cells;
  }

  /** One for a workload, as a rule; pods of one that are not alike come one by one. */
  private partiesOf(workload: Workload, kindOf: Int32Array): Party[] {
    const { network } = this.survey;
    const atoms = [...new Set(workload.endpoints.map((index) => kindOf[index]))];
    const isDns = this.survey.isDns(workload);
    const isStandIn = this.survey.isStandIn(workload);
    const { namespace, system } = workload;
    const party = (name: string, atom: number): Party => ({
      name: isStandIn ? CLUSTER_DNS : isDns ? `${name} (${CLUSTER_DNS})` : name,
      namespace: isStandIn ? '' : namespace,
      workload,
      isDns,
      isStandIn,
      system,
      atom,
    });
    if (atoms.length === 1) return [party(this.survey.nameOf(workload), atoms[0])];
    return workload.endpoints.map((index) => party(network.endpoints[index].id, kindOf[index]));
  }

  /** Ranges that no pod tells apart are one. */
  private outsiders(ranges: readonly OutsideRange[], first: number): Party[] {
    const size = this.atoms.length;
    const groups = new Map<string, { readonly range: OutsideRange; readonly atom: number; readonly texts: string[] }>();
    for (const [index, range] of ranges.entries()) {
      const atom = first + index;
      const column = Array.from({ length: first }, (_, pod) => this.cells[pod * size + atom]);
      const key = `${this.cells.subarray(atom * size, atom * size + first).join()} ${column.join()}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { range, atom, texts: [...range.networks] });
      else group.texts.push(...range.networks);
    }
    return [...groups.values()].map(({ range, atom, texts }): Party => {
      const name = range.isInternet ? 'the Internet' : shortList(texts);
      const outside = { ...range, networks: texts };
      return { name, namespace: '', outside, isDns: false, isStandIn: false, system: undefined, atom };
    });
  }
}

/** More than any memory holds; two of them fit into a number. */
const MOST_PASSAGES = 67_108_864;

/** Addresses that no policy of the cluster governs; the dataplane makes no difference. */
export function outsideAtom(classNumber: number, piece: number): Atom {
  const located = { classNumber, pieces: [piece] };
  return { end: located, located, planeOn: () => 'linux' };
}

const MOST_NETWORKS = 4;

/** The first networks of some, and how many more there are. */
export function shortList(networks: readonly string[]): string {
  const more = networks.length - MOST_NETWORKS;
  return `${networks.slice(0, MOST_NETWORKS).join(', ')}${more > 0 ? ` and ${more} more networks` : ''}`;
}

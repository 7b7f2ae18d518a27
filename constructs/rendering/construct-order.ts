import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** An app in the order in which it is written: charts, and the objects of each, every one behind what it depends on. */
export interface ConstructOrder {
  readonly charts: readonly Chart[];
  /** Whether any chart depends on another: then the names of files begin with a number. */
  readonly hasDependantCharts: boolean;
  objectsOf(chart: Chart): readonly ApiObject[];
}

/** Dependencies run in a circle; cdk8s finds its own words for it. */
export class DependencyCycle extends Error {}

/**
 * The order of cdk8s: the same charts, objects and ties as its `DependencyGraph` gives for an app and each of its charts, from
 * one look at the app. Where cdk8s walks every path through the dependencies, here every construct is visited once.
 *
 * @throws DependencyCycle
 */
export function constructOrderOf(all: readonly IConstruct[]): ConstructOrder {
  return orderAsGiven(all) ?? orderByDependencies(all);
}

/** Where nothing depends on anything, which is most often so: no look at paths is needed then. */
function orderAsGiven(all: readonly IConstruct[]): ConstructOrder | undefined {
  const objects = new Map<Chart, ApiObject[]>();
  for (const construct of all) {
    const { node } = construct;
    if (node.dependencies.length > 0) return undefined;
    if (construct instanceof Chart) {
      // a chart in a chart goes before it, and one whose name is a number before all others
      if (node.scopes.some((scope) => scope !== construct && scope instanceof Chart) || isIndex(node.path))
        return undefined;
      objects.set(construct, []);
    } else if (ApiObject.isApiObject(construct)) objects.get(construct.chart)?.push(construct);
  }
  return {
    charts: [...objects.keys()],
    hasDependantCharts: false,
    objectsOf: (chart) => objects.get(chart) ?? [],
  };
}

function isIndex(path: string): boolean {
  return /^\d+$/.test(path);
}

function orderByDependencies(all: readonly IConstruct[]): ConstructOrder {
  const members = all.map(memberOf);
  const byConstruct = new Map(members.map((member) => [member.construct, member]));
  const chartOf = (construct: IConstruct) => Chart.of(construct);
  const charts = members.filter(({ construct }) => construct instanceof Chart);
  let hasDependantCharts = false;
  const depend = (source: IConstruct, target: IConstruct) => {
    byConstruct.get(source)?.targets.add(target);
  };

  for (const { construct } of charts) {
    for (const child of construct.node.children) {
      if (!(child instanceof Chart)) continue;
      depend(construct, child);
      hasDependantCharts = true;
    }
  }
  for (const [source, target] of dependenciesOf(members)) {
    const from = chartOf(source);
    const to = chartOf(target);
    if (from === to) continue;
    depend(from, to);
    hasDependantCharts = true;
  }
  for (const [source, target] of dependenciesOf(members)) {
    const sources = objectsBelow(source, byConstruct);
    const targets = objectsBelow(target, byConstruct);
    for (const to of targets) for (const from of sources) if (from !== to) depend(from, to);
  }

  const charted = sorted(members, byConstruct).flatMap((construct) => (construct instanceof Chart ? [construct] : []));
  return {
    charts: charted,
    hasDependantCharts,
    objectsOf: (chart) => {
      const own = chart.node.findAll().map((construct) => byConstruct.get(construct) ?? memberOf(construct));
      return sorted(own, byConstruct).flatMap((construct) =>
        ApiObject.isApiObject(construct) && construct.chart === chart ? [construct] : [],
      );
    },
  };
}

interface Member {
  readonly construct: IConstruct;
  readonly path: string;
  /** What it depends on, each once, in the order in which that was said. */
  readonly targets: Set<IConstruct>;
  /** In which look it was found last, and whether its own dependencies are through. */
  look: number;
  isBelow: boolean;
  isDone: boolean;
  inbound: number;
}

function memberOf(construct: IConstruct): Member {
  const targets = new Set(construct.node.dependencies);
  return { construct, path: construct.node.path, targets, look: 0, isBelow: false, isDone: false, inbound: 0 };
}

function dependenciesOf(members: readonly Member[]): [source: IConstruct, target: IConstruct][] {
  return members.flatMap(({ construct, targets }) =>
    [...targets].map((target): [IConstruct, IConstruct] => [construct, target]),
  );
}

/** The objects of a construct that are in the same chart as itself. */
function objectsBelow(construct: IConstruct, members: ReadonlyMap<IConstruct, Member>): ApiObject[] {
  if (!members.has(construct)) return [];
  if (ApiObject.isApiObject(construct) && construct.node.children.length === 0) return [construct];
  const chart = Chart.of(construct);
  return construct.node
    .findAll()
    .filter((below): below is ApiObject => ApiObject.isApiObject(below) && Chart.of(below) === chart);
}

let looks = 0;

/** Everything behind what it depends on, as far as that is among the members. */
function sorted(members: readonly Member[], byConstruct: ReadonlyMap<IConstruct, Member>): IConstruct[] {
  looks += 1;
  for (const member of members) {
    member.look = looks;
    member.isBelow = false;
    member.isDone = false;
    member.inbound = 0;
  }
  const known = (construct: IConstruct) => {
    const member = byConstruct.get(construct);
    return member?.look === looks ? member : undefined;
  };
  // an object whose keys are paths: numbers among them come first, as they do in cdk8s
  const byPath: Record<string, Member> = {};
  for (const member of members) {
    byPath[member.path] = member;
    for (const target of member.targets) {
      const found = known(target);
      if (found !== undefined) found.inbound += 1;
    }
  }
  const order: IConstruct[] = [];
  const visit = (member: Member) => {
    if (member.isDone) return;
    if (member.isBelow) throw new DependencyCycle();
    member.isBelow = true;
    for (const target of member.targets) {
      const found = known(target);
      if (found !== undefined) visit(found);
    }
    member.isBelow = false;
    member.isDone = true;
    order.push(member.construct);
  };
  for (const member of Object.values(byPath)) if (member.inbound === 0) visit(member);
  // what nobody reached goes round in a circle
  if (order.length !== members.length) throw new DependencyCycle();
  return order;
}

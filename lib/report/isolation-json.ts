import type { Direction } from '../calico/policy';
import type { PlacedFinding } from '../lint/placed-finding';
import { titleOf } from '../manifests/kubernetes-object';
import type { Skipped, Unreadable } from '../manifests/manifest-text';
import type { Bits } from '../policy/bits';
import { without } from '../policy/bits';
import { type ConnectionPart, protocolName } from '../policy/connection-space';
import type { Nodes } from '../policy/kinds';
import type { Passage } from '../policy/passage-table';
import type { Verdict } from '../policy/reach';
import { ALL_NODES, type FlowAnswer, planeAt, sideOf, verdictOf } from '../reach/flow';
import { connectionsText } from '../reach/passage-text';
import type { Remark } from '../reach/remark';
import { sideSentence } from '../reach/side-sentence';
import type { Survey } from '../reach/survey';
import type { Party, Table } from '../reach/table';
import { windowsDifference } from '../reach/windows-difference';
import { type ReportedFinding, reportedFinding } from './json';

/** What every report of isolation says; `docs/isolation-report.schema.json` is its contract. */
export interface IsolationInput {
  readonly findings: readonly PlacedFinding[];
  readonly remarks: readonly Remark[];
  readonly unreadable: readonly UnreadableFlow[];
  readonly skipped: readonly Skipped[];
}

/** A file or a part of it that cannot be read, or a flow that cannot be answered. */
export interface UnreadableFlow extends Unreadable {
  /** Its place in the list of flows, from 0 on. */
  readonly index?: number;
}

export function flowsJson(answers: readonly FlowAnswer[], survey: Survey, input: IsolationInput): string {
  return written({ flows: answers.map((answer) => reportedFlow(answer, survey)), ...rest(survey, input) });
}

export function tableJson(
  table: Table,
  nodes: Nodes,
  isAsked: (party: Party) => boolean,
  input: IsolationInput,
): string {
  return written({ nodes, ...reportedTable(table, isAsked), ...rest(table.survey, input) });
}

/** As text; what there may be many of has a line each. */
export function written(report: { readonly [field: string]: unknown }): string {
  const short = Object.fromEntries(
    Object.entries(report).map(([field, value]) => [field, isLong(field, value) ? [] : value]),
  );
  const lines = (field: string) => (report[field] as readonly unknown[]).map((each) => `    ${JSON.stringify(each)}`);
  return `${JSON.stringify(short, null, 2)}\n`.replace(/^ {2}"(\w+)": \[\]/gm, (empty, field: string) =>
    isLong(field, report[field]) ? `  "${field}": [\n${lines(field).join(',\n')}\n  ]` : empty,
  );
}

const LONG: readonly string[] = ['flows', 'parties', 'pairs'];

function isLong(field: string, value: unknown): boolean {
  return LONG.includes(field) && (value as readonly unknown[]).length > 0;
}

export function rest({ given, enforcement }: Survey, { findings, remarks, unreadable }: IsolationInput) {
  return {
    windows: { enforcement: enforcement.windows, sentence: enforcement.sentence },
    findings: findings.map((finding): ReportedFinding => reportedFinding(finding)),
    remarks: remarks.map(({ message, object, path = '', isTrouble }) => {
      const place = object && given.placeOf(object, path);
      return { message, isTrouble, file: place?.file.name ?? null, line: place?.start.line ?? null };
    }),
    unreadable: unreadable.map(({ file, line = null, index = null, message }) => ({ file, line, index, message })),
  };
}

function reportedFlow(answer: FlowAnswer, survey: Survey) {
  const { from, to, protocol, port, sourcePort, icmpType, icmpCode } = answer.asked;
  const optional = { sourcePort, icmpType, icmpCode };
  const on = (nodes: Nodes) => [nodes, reportedVerdict(answer, nodes, survey)];
  return { from, to, protocol, port: port ?? null, ...optional, ...Object.fromEntries(ALL_NODES.map(on)) };
}

function reportedVerdict(answer: FlowAnswer, nodes: Nodes, survey: Survey) {
  const side = (direction: Direction) => reportedSide(answer, nodes, direction, survey);
  return { verdict: verdictOf(answer, nodes), egress: side('egress'), ingress: side('ingress') };
}

interface ReportedSide {
  readonly verdict: Verdict;
  /** `NetworkPolicy shop/web`; `null` where no policy decides. */
  readonly policy: string | null;
  readonly apiVersion: string | null;
  /** Path of the rule in the policy; `null` where none decides. */
  readonly rule: string | null;
  readonly tier: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly why: string;
  /** Why Windows nodes decide otherwise than Linux nodes. */
  readonly difference: readonly string[];
}

function reportedSide(answer: FlowAnswer, nodes: Nodes, direction: Direction, survey: Survey): ReportedSide {
  const side = sideOf(answer, nodes, direction);
  const [first] = answer.cases;
  const [near, far] = direction === 'egress' ? [first.from, first.to] : [first.to, first.from];
  const onWindows = planeAt(near.end, survey, nodes) === 'windows';
  const isOne = side.verdict === first.verdicts[nodes][direction].verdict;
  const policy = isOne ? side.by.policy : undefined;
  const rule = isOne ? side.by.rule : undefined;
  const place = policy && survey.given.placeOf(policy.object, rule?.path ?? '');
  return {
    verdict: side.verdict,
    policy: policy === undefined ? null : titleOf(policy.object),
    apiVersion: policy?.object.apiVersion ?? null,
    rule: rule?.path ?? null,
    tier: policy?.tier ?? null,
    file: place?.file.name ?? null,
    line: place?.start.line ?? null,
    why: isOne ? sideSentence(side, near, far, direction, survey) : 'The pods that are meant are not alike.',
    difference: onWindows ? windowsDifference(first, direction, survey) : [],
  };
}

/**
 * Connections between parties, class by class: what is the same from some classes to some others is told once. Where nothing
 * passes in any case, a pair is left out.
 */
function reportedTable(table: Table, isAsked: (party: Party) => boolean) {
  const { survey, parties, values } = table;
  const passages: number[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (passage: number) => {
    let number = numbers.get(passage);
    if (number === undefined) {
      number = passages.length;
      numbers.set(passage, number);
      passages.push(passage);
    }
    return number;
  };
  const byAtom = new Map<number, Party[]>();
  for (const party of parties) {
    const same = byAtom.get(party.atom);
    if (same === undefined) byAtom.set(party.atom, [party]);
    else same.push(party);
  }
  const classes = [...byAtom.values()];
  const areAsked = classes.map((members) => members.some(isAsked));
  const rows = new Map<string, { readonly from: number[]; readonly to: readonly number[]; readonly value: number }>();
  for (const [source, from] of classes.entries()) {
    const targets = new Map<number, number[]>();
    for (const [destination, to] of classes.entries()) {
      const value = table.valueAt(from[0], to[0]);
      if (value < 0 || !table.isOpenAnywhere(value) || !(areAsked[source] || areAsked[destination])) continue;
      const same = targets.get(value);
      if (same === undefined) targets.set(value, [destination]);
      else same.push(destination);
    }
    for (const [value, to] of targets) {
      const key = `${value} ${to.join()}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { from: [source], to, value });
      else row.from.push(source);
    }
  }
  const pairs = [...rows.values()].map(({ from, to, value }) => {
    const { linux, windows, actual } = values[value];
    return { from, to, linux: numberOf(linux), windows: numberOf(windows), actual: numberOf(actual) };
  });
  return {
    parties: classes.flatMap((members, number) => members.map((party) => reportedParty(party, number, table))),
    pairs,
    connections: passages.map((passage) => reportedPassage(survey.reach.passageAt(passage), survey)),
  };
}

function reportedParty(party: Party, number: number, table: Table) {
  const { name, namespace, workload, outside, system = null, isDns, isStandIn } = party;
  return {
    class: number,
    name,
    kind: isStandIn ? null : (workload?.kind ?? null),
    namespace: workload === undefined ? null : isStandIn ? workload.namespace : namespace,
    system,
    isOnHostNetwork: workload?.isOnHostNetwork ?? false,
    isDns,
    isAssumed: isStandIn,
    isolation: workload === undefined ? null : table.survey.isolationOf(workload),
    differsOnWindows: system === 'windows' && table.differsOnWindows(party),
    networks: outside?.networks ?? null,
  };
}

function reportedPassage({ sure, may, broken }: Passage, { network }: Survey) {
  const { connections: space } = network;
  const open = without(may, sure);
  return {
    text: connectionsText(sure, space),
    parts: reportedParts(sure),
    depends: reportedParts(open),
    broken: broken ?? null,
  };

  function reportedParts(bits: Bits) {
    return space.partsOf(bits).map(reportedPart);
  }
}

function reportedPart({ protocol, ranges, isOfSomeSources }: ConnectionPart) {
  return {
    protocol: protocol === undefined ? null : protocolName(protocol),
    ranges: ranges?.map(([from, to]) => ({ from, to })) ?? null,
    isOfSomeSources,
  };
}

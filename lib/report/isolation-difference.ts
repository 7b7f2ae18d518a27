import type { Difference } from '../reach/difference';
import { PartyText } from '../reach/party-text';
import { type Row, rowsOf } from '../reach/rows';
import { counted } from '../reach/summary';
import type { Survey } from '../reach/survey';
import type { Party } from '../reach/table';
import { type IsolationInput, rest, written } from './isolation-json';
import type { Paint } from './paint';
import { withoutControls } from './what-is-wrong';

type IsAsked = (party: Party) => boolean;

/** What has opened and what has closed between two versions. */
export interface ChangeRows {
  readonly opened: readonly Row[];
  readonly closed: readonly Row[];
}

export function changeRows(difference: Difference, isAsked: IsAsked): ChangeRows {
  const rows = (side: 'opened' | 'closed') =>
    rowsOf(difference.parties, (from, to) => {
      if (!(isAsked(from) || isAsked(to))) return undefined;
      const text = difference.changeAt(from, to)?.[side];
      return text === '-' ? undefined : text;
    });
  return { opened: rows('opened'), closed: rows('closed') };
}

export function isDifferent({ added, removed }: Difference, { opened, closed }: ChangeRows): boolean {
  return opened.length + closed.length + added.length + removed.length > 0;
}

/** With more parties than these, whole namespaces are named. */
const FEW = 15;

/** For people. */
export function differenceText(difference: Difference, changes: ChangeRows, paint: Paint): string {
  const names = new PartyText(difference.parties, difference.parties.length > FEW);
  const { added, removed } = difference;
  const part = (title: string, sign: string, style: 'added' | 'removed', rows: readonly Row[]) =>
    rows.length === 0
      ? []
      : [
          paint('strong', title),
          ...rows.map(
            ({ from, to, value }) =>
              `  ${paint(style, sign)} ${withoutControls(`${names.of(from)} → ${names.of(to)}`)}  ${paint(style, withoutControls(value))}`,
          ),
          '',
        ];
  const lines = [
    ...part('Opened', '+', 'added', changes.opened),
    ...part('Closed', '-', 'removed', changes.closed),
    ...(added.length === 0 ? [] : [`${counted(added.length, 'new workload')}: ${withoutControls(added.join(', '))}.`]),
    ...(removed.length === 0
      ? []
      : [`${counted(removed.length, 'workload')} gone: ${withoutControls(removed.join(', '))}.`]),
    ...(isDifferent(difference, changes) ? [] : ['Nothing has opened, nothing has closed.']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** For programs. */
export function differenceJson(
  difference: Difference,
  changes: ChangeRows,
  survey: Survey,
  input: IsolationInput,
): string {
  const reported = (rows: readonly Row[]) =>
    rows.map(({ from, to, value }) => ({
      from: from.map(({ name }) => name),
      to: to.map(({ name }) => name),
      connections: value,
    }));
  return written({
    nodes: difference.nodes,
    opened: reported(changes.opened),
    closed: reported(changes.closed),
    added: difference.added,
    removed: difference.removed,
    ...rest(survey, input),
  });
}

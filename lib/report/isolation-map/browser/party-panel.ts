import type { Nodes } from '../../../policy/kinds';
import { COMPARED } from '../../../reach/graph';
import { SYSTEM_WORDS } from '../../flow-words';
import type { MapParty } from '../map-data';
import type { MapReader } from '../map-reader';
import { element } from './element';
import { MARK_WORDS, markOf, markPicture } from './marks';
import type { PairActions } from './pair-panel';
import { systemTag, systemWord } from './party-view';
import type { Shown } from './shown';

/** A workload with a table of all that it reaches and of all that reaches it. */
export function partyPanel(shown: Shown, party: MapParty, actions: PairActions): HTMLElement {
  const { reader } = shown;
  const others = reader.parties;
  const rows = (isOut: boolean) =>
    others.flatMap((other) => {
      const [from, to] = isOut ? [party, other] : [other, party];
      const value = reader.valueOf(from, to);
      if (value === undefined || !reader.isOpen(value, shown.nodes)) return [];
      return [rowOf(reader, shown.nodes, from, to, other, actions)];
    });
  return element(
    'section',
    { 'aria-labelledby': 'party' },
    element('h2', { id: 'party', tabindex: -1 }, party.name, systemTag(party)),
    element('p', {}, factsOf(party)),
    party.networks === undefined
      ? undefined
      : element('p', { class: 'place' }, element('code', {}, party.networks.join(', '))),
    ...connections(`${party.name} connects to`, rows(true), shown.nodes),
    ...connections(`Connect to ${party.name}`, rows(false), shown.nodes),
  );
}

function factsOf(party: MapParty): string {
  const { workload, isStandIn } = party;
  if (isStandIn)
    return 'The manifests do not hold the DNS of the cluster: this stands for it, pods with the labels that the platform gives them.';
  if (workload === undefined) return 'Addresses that are no pod of these manifests.';
  const closed =
    workload.closed === ''
      ? 'no policy closes it'
      : `policies close what ${workload.closed === 'in' ? 'comes in' : workload.closed === 'out' ? 'goes out' : 'comes in and goes out'}`;
  return [
    `${workload.kind}, ${systemWord(party)}: ${closed}.`,
    ...(workload.isOnHostNetwork ? ['It is on the network of its node, where no policy governs.'] : []),
    ...(workload.differsOnWindows ? ['Windows enforces something else for it than Linux.'] : []),
  ].join(' ');
}

function connections(title: string, rows: readonly HTMLElement[], nodes: Nodes): HTMLElement[] {
  if (rows.length === 0) return [element('h3', {}, title), element('p', {}, 'Nobody.')];
  const heads = ['Who', HEADS[nodes], 'Windows beside Linux', 'Why'];
  return [
    element(
      'table',
      {},
      element('caption', {}, `${title} (${rows.length})`),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows),
    ),
  ];
}

const HEADS: Readonly<Record<Nodes, string>> = {
  actual: 'What passes',
  linux: 'What passes on Linux nodes',
  windows: 'What passes on Windows nodes',
};

function rowOf(
  reader: MapReader,
  nodes: Nodes,
  from: MapParty,
  to: MapParty,
  other: MapParty,
  { pair }: PairActions,
): HTMLElement {
  const value = reader.valueOf(from, to);
  if (value === undefined) return element('tr');
  const on = (plane: Nodes) => {
    const text = reader.text(value, plane, from.name, to.name);
    return text === '-' ? 'nothing' : text;
  };
  const difference = reader.difference(value, nodes);
  const mark = markOf(reader.amount(value, nodes), difference);
  const compared = COMPARED[nodes];
  const beside =
    difference === 'alike' ? 'alike' : `${MARK_WORDS[difference]} (${SYSTEM_WORDS[compared]} nodes: ${on(compared)})`;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, other.name, systemTag(other)),
    element('td', {}, on(nodes)),
    element('td', {}, markPicture(mark), ' ', beside),
    element(
      'td',
      {},
      element(
        'button',
        {
          type: 'button',
          'aria-label': `Why: ${from.name} to ${to.name}`,
          click: () => pair(from.name, to.name),
        },
        'Why',
      ),
    ),
  );
}

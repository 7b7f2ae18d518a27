import { ANYBODY } from '../../../reach/graph';
import type { MapParty } from '../map-data';
import { type Edge, withEdges } from './edges';
import { element } from './element';
import { type Mark, markPicture } from './marks';
import { passageWords } from './matrix-lines';
import { column, type MapActions, names, namespaceName, shortName, systemTag } from './party-view';
import type { Shown } from './shown';

/** A workload between those who reach it and those whom it reaches. */
export function partyMap(shown: Shown, party: MapParty, { pair, party: goTo }: MapActions): HTMLElement {
  const center = element(
    'div',
    { class: 'node center' },
    element('p', { class: 'space' }, namespaceName(party.namespace)),
    element('p', { class: 'name' }, shortName(party), systemTag(party)),
  );
  const edges: Edge[] = [];
  const side = (isOut: boolean) =>
    groupsOf(shown, party, isOut).map(({ namespace, mark, text, others }) => {
      const node = element(
        'div',
        { class: `node ${mark}`, role: 'group', 'aria-label': `${namespaceName(namespace)}: ${text}` },
        element('p', { class: 'space' }, namespaceName(namespace)),
        element('p', { class: 'passage' }, markPicture(mark), ' ', text),
        names(others, (other) => (isOut ? pair(party.name, other.name) : pair(other.name, party.name))),
      );
      edges.push(isOut ? { from: center, to: node, mark } : { from: node, to: center, mark });
      return node;
    });
  const [left, right] = [side(false), side(true)];
  const place = element(
    'div',
    { class: 'flow three' },
    column(`Who reaches ${party.name}`, left, 'Nobody reaches it.'),
    element('div', { class: 'column middle' }, center),
    column(`Whom ${party.name} reaches`, right, 'It reaches nobody.'),
  );
  withEdges(place, edges);
  return element(
    'div',
    { class: 'stage' },
    element('p', {}, element('button', { type: 'button', click: () => goTo('') }, 'All workloads')),
    place,
  );
}

interface Group {
  readonly namespace: string;
  readonly mark: Mark;
  readonly text: string;
  readonly others: MapParty[];
}

/** Those with whom the same passes, by namespace. */
function groupsOf(shown: Shown, party: MapParty, isOut: boolean): Group[] {
  const groups = new Map<string, Group>();
  for (const other of shown.reader.parties) {
    if (other === party) continue;
    const [from, to] = isOut ? [party, other] : [other, party];
    const mark = shown.markAt(from, to);
    if (mark === undefined || mark === 'none') continue;
    const text = passageWords(shown, from, to, ANYBODY);
    const key = JSON.stringify([other.namespace, mark, text]);
    const group = groups.get(key) ?? { namespace: other.namespace, mark, text, others: [] };
    groups.set(key, group);
    group.others.push(other);
  }
  return [...groups.values()];
}

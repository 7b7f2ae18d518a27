import { ANYBODY } from '../../../reach/graph';
import type { MapParty } from '../map-data';
import { type Edge, withEdges } from './edges';
import { element } from './element';
import { MARK_WORDS, type Mark, markPicture } from './marks';
import { passageWords } from './matrix-lines';
import { byNamespace, column, type MapActions, names, namespaceName, shortName } from './party-view';
import type { Shown } from './shown';

/** With more lines nobody could follow one. */
const MOST_EDGES = 140;
/** With more pairs it is not even tried. */
const MOST_PAIRS = 1500;

/** All that are shown: on the left who connects, on the right who is connected to, with what passes. */
export function wholeMap(shown: Shown, actions: MapActions): HTMLElement {
  const passages = passagesOf(shown);
  if (passages === undefined) return tooMany(shown, actions);
  const { parties } = shown;
  const senders = alike(parties, (party) => parties.map((to) => keyOf(passages, party, to)));
  const receivers = alike(parties, (party) => parties.map((from) => keyOf(passages, from, party)));
  const edges: Edge[] = [];
  const nodes = new Map(senders.map((group) => [group, nodeOf(group, actions)]));
  const targets = receivers.flatMap((group) => {
    const node = nodeOf(group, actions);
    const sockets = socketsOf(group, senders, passages);
    if (sockets.length === 0) return [];
    const rows = sockets.map(({ mark, text, from }) => {
      const who = from.flatMap((source) => source.map(({ name }) => name)).join(', ');
      const row = element(
        'li',
        { class: `socket ${mark}`, title: MARK_WORDS[mark] },
        markPicture(mark),
        ` ${text}`,
        element('span', { class: 'unseen' }, ` from ${who}`),
      );
      for (const source of from) edges.push({ from: nodes.get(source) as HTMLElement, to: row, mark });
      return row;
    });
    node.append(element('ul', { class: 'sockets' }, ...rows));
    return [{ group, node }];
  });
  if (edges.length > MOST_EDGES) return tooMany(shown, actions);
  const connecting = new Set(edges.map(({ from }) => from));
  const sources = [...nodes].map(([group, node]) => ({ group, node })).filter(({ node }) => connecting.has(node));
  const place = element(
    'div',
    { class: 'flow two' },
    column('From', boxes(sources), 'Nobody connects.'),
    column('To', boxes(targets), 'Nobody is connected to.'),
  );
  withEdges(place, edges);
  return element('div', { class: 'stage' }, place);
}

interface PassageShown {
  readonly mark: Mark;
  readonly text: string;
}

type Passages = ReadonlyMap<MapParty, ReadonlyMap<MapParty, PassageShown>>;

/** Whatever passes, by who connects to whom; `undefined` where that is too much. */
function passagesOf(shown: Shown): Passages | undefined {
  const { parties } = shown;
  const found = new Map<MapParty, Map<MapParty, PassageShown>>();
  let count = 0;
  for (const from of parties) {
    const own = new Map<MapParty, PassageShown>();
    found.set(from, own);
    for (const to of parties) {
      const mark = shown.markAt(from, to);
      if (mark === undefined || mark === 'none') continue;
      if (++count > MOST_PAIRS) return undefined;
      own.set(to, { mark, text: passageWords(shown, from, to, ANYBODY) });
    }
  }
  return found;
}

function keyOf(passages: Passages, from: MapParty, to: MapParty): string {
  const { mark, text } = passages.get(from)?.get(to) ?? { mark: '', text: '' };
  return `${mark} ${text}`;
}

/** Parties of one namespace between which there is no difference; those with whom nothing passes are left out. */
function alike(parties: readonly MapParty[], keysOf: (party: MapParty) => readonly string[]): MapParty[][] {
  const groups = new Map<string, MapParty[]>();
  for (const party of parties) {
    const keys = keysOf(party);
    if (keys.every((key) => key === ' ')) continue;
    const key = JSON.stringify([party.namespace, keys]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [party]);
    else group.push(party);
  }
  return [...groups.values()];
}

/** What reaches those of a group, each with who sends it. */
function socketsOf(group: readonly MapParty[], senders: readonly MapParty[][], passages: Passages) {
  const sockets = new Map<string, PassageShown & { readonly from: MapParty[][] }>();
  for (const source of senders) {
    const passage = passages.get(source[0])?.get(group[0]);
    // whether a workload reaches itself is no line
    if (passage === undefined || (source.length + group.length === 2 && source[0] === group[0])) continue;
    const key = `${passage.mark} ${passage.text}`;
    const socket = sockets.get(key) ?? { ...passage, from: [] };
    sockets.set(key, socket);
    socket.from.push(source);
  }
  return [...sockets.values()];
}

function nodeOf(parties: readonly MapParty[], { party }: MapActions): HTMLElement {
  return element(
    'div',
    { class: 'node' },
    names(parties, ({ name }) => party(name)),
  );
}

/** Nodes in a box for each namespace. */
function boxes(nodes: readonly { readonly group: readonly MapParty[]; readonly node: HTMLElement }[]): HTMLElement[] {
  const found = new Map<string, HTMLElement[]>();
  for (const { group, node } of nodes) {
    const [{ namespace }] = group;
    found.set(namespace, [...(found.get(namespace) ?? []), node]);
  }
  return [...found].map(([namespace, own]) =>
    element(
      'div',
      { class: 'box', role: 'group', 'aria-label': namespaceName(namespace) },
      element('p', { class: 'space' }, namespaceName(namespace)),
      ...own,
    ),
  );
}

function tooMany({ parties }: Shown, { namespace: choose, party }: MapActions): HTMLElement {
  const groups = byNamespace(parties);
  const outside = groups.flatMap(([namespace, own]) => (namespace === '' ? own : []));
  return element(
    'div',
    { class: 'stage' },
    element('p', {}, 'These are too many connections for one picture; the matrix shows them. Choose a part of them:'),
    element(
      'ul',
      { class: 'choices' },
      ...groups
        .filter(([namespace]) => namespace !== '')
        .map(([namespace, own]) =>
          element(
            'li',
            {},
            element(
              'button',
              { type: 'button', click: () => choose(namespace) },
              namespace,
              element('span', { class: 'count' }, ` ${own.length}`),
            ),
          ),
        ),
      ...outside.map((each) =>
        element('li', {}, element('button', { type: 'button', click: () => party(each.name) }, shortName(each))),
      ),
    ),
  );
}

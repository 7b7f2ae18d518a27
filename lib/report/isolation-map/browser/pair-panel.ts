import type { Direction } from '../../../calico/policy';
import type { Nodes } from '../../../policy/kinds';
import type { Verdict } from '../../../policy/reach';
import type { ExplainedSide } from '../../explained-side';
import { END_WORDS, NODE_WORDS, SYSTEM_WORDS, VERDICT_WORDS } from '../../flow-words';
import type { MapParty } from '../map-data';
import type { MapReader, PairCase } from '../map-reader';
import { element } from './element';
import { systemTag } from './party-view';

const BOTH: readonly Direction[] = ['egress', 'ingress'];

export interface PairActions {
  pair(from: string, to: string): void;
  party(name: string): void;
}

/** Why two parties can talk or cannot, connection by connection. */
export function pairPanel(reader: MapReader, from: MapParty, to: MapParty, actions: PairActions): HTMLElement {
  const cases = [...reader.explained(from, to)].sort((a, b) => rankOf(a) - rankOf(b));
  const back = reader.valueOf(to, from) !== undefined && from !== to;
  return element(
    'section',
    { 'aria-labelledby': 'pair' },
    element('h2', { id: 'pair', tabindex: -1 }, from.name, systemTag(from), ' → ', to.name, systemTag(to)),
    element(
      'p',
      { class: 'ways' },
      back ? button('The way back', () => actions.pair(to.name, from.name)) : undefined,
      button(`All of ${from.name}`, () => actions.party(from.name)),
      from === to ? undefined : button(`All of ${to.name}`, () => actions.party(to.name)),
    ),
    ...cases.map((each) => caseView(each, from, to)),
  );
}

function button(text: string, click: () => void): HTMLElement {
  return element('button', { type: 'button', click }, text);
}

/** What differs first, then what passes. */
function rankOf({ isSameOnWindows, verdicts: { linux, windows, actual } }: PairCase): number {
  if (linux !== windows) return 0;
  if (actual !== 'deny' || linux !== 'deny') return 1;
  return isSameOnWindows ? 3 : 2;
}

function caseView(each: PairCase, from: MapParty, to: MapParty): HTMLElement {
  const { connections, verdicts, isSameOnWindows } = each;
  const on = (nodes: 'linux' | 'windows', title: string) => nodesView(each, nodes, title, from, to);
  return element(
    'article',
    { class: verdicts.linux === verdicts.windows ? 'case' : 'case differs' },
    element('h3', {}, connections === 'all' ? 'all connections' : connections),
    ...(isSameOnWindows
      ? [on('linux', NODE_WORDS.both)]
      : [on('linux', NODE_WORDS.linux), on('windows', NODE_WORDS.windows), standing(each, from, to)]),
  );
}

function nodesView(
  { verdicts, sides }: PairCase,
  nodes: 'linux' | 'windows',
  title: string,
  from: MapParty,
  to: MapParty,
): HTMLElement {
  return element(
    'div',
    { class: 'nodes' },
    element('h4', {}, `${title}: `, verdictView(verdicts[nodes])),
    element('ul', {}, ...BOTH.map((end) => sideView(sides[end][nodes], end, (end === 'egress' ? from : to).name))),
  );
}

function sideView({ verdict, sentence, place, reasons }: ExplainedSide, end: Direction, name: string): HTMLElement {
  return element(
    'li',
    {},
    element('p', { class: 'end' }, `${END_WORDS[end]} ${name}: `, verdictView(verdict)),
    element('p', {}, sentence),
    place === undefined ? undefined : element('p', { class: 'place' }, element('code', {}, place.place)),
    place === undefined || place.excerpt.length === 0
      ? undefined
      : element('pre', { tabindex: 0, 'aria-label': `Lines of ${place.place}` }, place.excerpt.join('\n')),
    ...reasons.map((reason) => element('p', { class: 'reason' }, element('strong', {}, '! '), reason)),
  );
}

/** What is true where the pods really stand. */
function standing({ verdicts, sides }: PairCase, from: MapParty, to: MapParty): HTMLElement {
  const system = ({ workload, system: own }: MapParty) =>
    workload === undefined ? 'outside' : SYSTEM_WORDS[own ?? 'linux'];
  const nodes: Nodes = 'actual';
  return element(
    'div',
    { class: 'nodes' },
    element('h4', {}, `${NODE_WORDS.actual} (${system(from)} → ${system(to)}): `, verdictView(verdicts[nodes])),
    element(
      'ul',
      {},
      ...BOTH.map((end) =>
        element(
          'li',
          {},
          element(
            'p',
            { class: 'end' },
            `${END_WORDS[end]} ${(end === 'egress' ? from : to).name}: `,
            verdictView(sides[end][nodes].verdict),
          ),
        ),
      ),
    ),
  );
}

const SIGNS: Readonly<Record<Verdict, string>> = { allow: '✓', deny: '✕', depends: '?', broken: '!' };

function verdictView(verdict: Verdict): HTMLElement {
  return element(
    'span',
    { class: `verdict ${verdict}` },
    element('span', { 'aria-hidden': 'true' }, `${SIGNS[verdict]} `),
    VERDICT_WORDS[verdict],
  );
}

import { SYSTEM_WORDS } from '../../flow-words';
import type { MapParty } from '../map-data';
import { element } from './element';

export const OUTSIDE = 'Outside';

/** Its name where the namespace stands beside it. */
export function shortName({ name, namespace }: MapParty): string {
  return name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
}

export function namespaceName(namespace: string): string {
  return namespace === '' ? OUTSIDE : namespace;
}

/** In a word; nothing for what is outside. */
export function systemWord({ system, workload }: MapParty): string {
  if (workload === undefined) return '';
  return system === null ? 'names no system, taken for Linux' : SYSTEM_WORDS[system];
}

/** A letter for the system, with the word for those who do not see it. */
export function systemTag(party: MapParty): HTMLElement | undefined {
  if (party.workload === undefined) return undefined;
  const word = systemWord(party);
  const system = party.system ?? 'linux';
  const letter = party.system === null ? 'L?' : word[0];
  return element(
    'span',
    { class: `system ${system}`, title: word },
    element('span', { 'aria-hidden': 'true' }, letter),
    element('span', { class: 'unseen' }, ` (${word})`),
  );
}

/** Parties by their namespaces, in their order. */
export function byNamespace(parties: readonly MapParty[]): [namespace: string, parties: MapParty[]][] {
  const found = new Map<string, MapParty[]>();
  for (const party of parties) {
    const own = found.get(party.namespace);
    if (own === undefined) found.set(party.namespace, [party]);
    else own.push(party);
  }
  return [...found];
}

/** What somebody does with a map. */
export interface MapActions {
  pair(from: string, to: string): void;
  party(name: string): void;
  namespace(name: string): void;
}

const MOST_NAMES = 12;

/** Buttons with the names of parties; many of them are folded away. */
export function names(parties: readonly MapParty[], choose: (party: MapParty) => void): HTMLElement {
  const button = (party: MapParty) =>
    element(
      'li',
      {},
      element('button', { type: 'button', click: () => choose(party) }, shortName(party), systemTag(party)),
    );
  const rest = parties.slice(MOST_NAMES);
  return element(
    'ul',
    { class: 'names' },
    ...parties.slice(0, MOST_NAMES).map(button),
    rest.length === 0
      ? undefined
      : element(
          'li',
          {},
          element(
            'details',
            {},
            element('summary', {}, `and ${rest.length} more`),
            element('ul', { class: 'names' }, ...rest.map(button)),
          ),
        ),
  );
}

export function column(title: string, nodes: readonly HTMLElement[], nobody: string): HTMLElement {
  return element(
    'div',
    { class: 'column' },
    element('h3', {}, title),
    ...(nodes.length === 0 ? [element('p', { class: 'nobody' }, nobody)] : nodes),
  );
}

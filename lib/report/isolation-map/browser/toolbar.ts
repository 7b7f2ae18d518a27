import type { Nodes } from '../../../policy/kinds';
import { TABLE_HEADS } from '../../flow-words';
import type { MapReader } from '../map-reader';
import { element } from './element';
import { MARK_WORDS, MARKS, markPicture } from './marks';
import { byNamespace } from './party-view';
import type { Shown } from './shown';
import type { ViewState } from './view-state';

type Change = (change: Partial<ViewState>, isTyping?: boolean) => void;

/** Filters and switches; they stay as they are made, and only follow what the address says. */
export class Toolbar {
  public readonly place: HTMLElement;
  private readonly find = element('input', {
    type: 'search',
    id: 'find',
    placeholder: 'part of a name',
    autocomplete: 'off',
  });
  private readonly namespace: HTMLSelectElement;
  private readonly system: HTMLSelectElement;
  private readonly nodes: HTMLElement;
  private readonly view: HTMLElement;
  private readonly legend = element('ul', {
    class: 'legend',
    'aria-label': 'What the marks mean; each shows only its pairs',
  });

  public constructor(
    reader: MapReader,
    private readonly change: Change,
  ) {
    const namespaces = byNamespace(reader.parties).flatMap(([namespace]) => (namespace === '' ? [] : [namespace]));
    this.namespace = select(
      'in-namespace',
      [['', 'all'], ...namespaces.map((name) => [name, name] as const)],
      (value) => change({ namespace: value, open: undefined }),
    );
    this.system = select(
      'on-system',
      [
        ['', 'all'],
        ['linux', 'Linux'],
        ['windows', 'Windows'],
      ],
      (value) => change({ system: value as ViewState['system'] }),
    );
    this.find.addEventListener('input', () => change({ find: this.find.value }, true));
    this.nodes = radios('nodes', 'Nodes', NODES, (value) => change({ nodes: value as Nodes }));
    this.view = radios(
      'view',
      'View',
      [
        ['matrix', 'Matrix'],
        ['map', 'Map'],
      ],
      (value) => change({ view: value as ViewState['view'] }),
    );
    this.place = element(
      'form',
      { class: 'toolbar', 'aria-label': 'What is shown', submit: (event) => event.preventDefault() },
      element(
        'div',
        { class: 'fields' },
        this.view,
        this.nodes,
        field('Workload', this.find),
        field('Namespace', this.namespace),
        field('System', this.system),
        element('button', { type: 'button', class: 'reset', click: () => change(NO_FILTERS) }, 'Show all'),
      ),
      this.legend,
    );
  }

  public show({ state, counts }: Shown): void {
    if (this.find.value !== state.find) this.find.value = state.find;
    this.namespace.value = state.namespace;
    this.system.value = state.system;
    for (const [radiosOf, value] of [
      [this.nodes, state.nodes],
      [this.view, state.view],
    ] as const)
      for (const input of radiosOf.querySelectorAll('input')) input.checked = input.value === value;
    const { activeElement } = document;
    const focused = this.legend.contains(activeElement) ? activeElement?.getAttribute('data-mark') : undefined;
    this.legend.replaceChildren(
      ...MARKS.filter((mark) => counts.has(mark) || state.only === mark).map((mark) =>
        element(
          'li',
          {},
          element(
            'button',
            {
              type: 'button',
              'aria-pressed': `${state.only === mark}`,
              'data-mark': mark,
              click: () => this.change({ only: state.only === mark ? '' : mark }),
            },
            markPicture(mark),
            ` ${MARK_WORDS[mark]} `,
            element('span', { class: 'count' }, `${counts.get(mark) ?? 0}`),
          ),
        ),
      ),
    );
    if (focused) this.legend.querySelector<HTMLElement>(`[data-mark="${focused}"]`)?.focus();
  }
}

const NO_FILTERS = { find: '', namespace: '', system: '', only: '', open: undefined } as const;

const NODES: readonly (readonly [Nodes, string])[] = [
  ['actual', 'each pod on its own system'],
  ['linux', 'all Linux'],
  ['windows', 'all Windows'],
];

export function headOf({ nodes }: ViewState): string {
  return TABLE_HEADS[nodes];
}

function field(label: string, input: HTMLElement): HTMLElement {
  return element('p', { class: 'field' }, element('label', { for: input.id }, label), input);
}

function select(
  id: string,
  options: readonly (readonly [value: string, text: string])[],
  change: (value: string) => void,
): HTMLSelectElement {
  const made = element('select', { id }, ...options.map(([value, text]) => element('option', { value }, text)));
  made.addEventListener('change', () => change(made.value));
  return made;
}

function radios(
  name: string,
  title: string,
  options: readonly (readonly [value: string, text: string])[],
  change: (value: string) => void,
): HTMLElement {
  return element(
    'fieldset',
    {},
    element('legend', {}, title),
    ...options.map(([value, text]) =>
      element(
        'label',
        {},
        element('input', { type: 'radio', name, value, change: () => change(value) }),
        element('span', {}, text),
      ),
    ),
  );
}

import { counted } from '../../../reach/summary';
import type { MapData, MapParty } from '../map-data';
import { MapReader } from '../map-reader';
import { element } from './element';
import { Matrix } from './matrix';
import { linesOf } from './matrix-lines';
import { pairPanel } from './pair-panel';
import { partyMap } from './party-map';
import { partyPanel } from './party-panel';
import { Shown } from './shown';
import { headOf, Toolbar } from './toolbar';
import { hashOf, stateOf, type ViewState } from './view-state';
import { wholeMap } from './whole-map';

/** With more workloads the matrix comes first. */
const FEW = 15;

class Page {
  private readonly reader: MapReader;
  private readonly usual: ViewState;
  private state: ViewState;
  private shown: Shown;
  private readonly toolbar: Toolbar;
  private readonly matrix: Matrix;
  private readonly stage = element('section', { class: 'view', 'aria-labelledby': 'view' });
  private readonly head = element('h2', { id: 'view' });
  private readonly panel = element('aside', { class: 'panel', 'aria-label': 'Why' });
  private readonly status = element('p', { role: 'status', class: 'status' });
  private focusesPanel = false;

  public constructor(data: MapData, place: HTMLElement) {
    this.reader = new MapReader(data);
    this.usual = {
      nodes: data.nodes,
      view: data.parties.length > FEW ? 'matrix' : 'map',
      find: '',
      namespace: '',
      system: '',
      only: '',
      at: '',
      from: '',
      to: '',
    };
    this.state = stateOf(location.hash, this.usual);
    this.shown = new Shown(this.reader, this.state);
    this.toolbar = new Toolbar(this.reader, (change, isTyping) => this.go(change, isTyping));
    this.matrix = new Matrix(this.shown, {
      pair: (from, to, byKey) => {
        this.focusesPanel = byKey;
        this.go({ from, to, at: '' });
      },
      party: (name) => this.goToParty(name),
      open: (namespaces, isOpen) => this.open(namespaces, isOpen),
    });
    place.append(
      this.toolbar.place,
      element('div', { class: 'work' }, this.stage, this.panel),
      element(
        'p',
        { class: 'note' },
        'A connection from a pod’s own node always reaches it, whatever the policies say.',
      ),
    );
    addEventListener('hashchange', () => this.follow());
    this.panel.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.state.view === 'matrix') this.matrix.focus();
    });
    this.show(true);
  }

  /** What is looked at changes by the address alone, so that the back button undoes it. */
  private go(change: Partial<ViewState>, isTyping = false): void {
    const hash = hashOf({ ...this.state, ...change }, this.usual);
    if (isTyping) history.replaceState(null, '', hash);
    else if (hash !== (location.hash || '#')) history.pushState(null, '', hash);
    this.follow();
  }

  private goToParty(at: string): void {
    this.focusesPanel = at !== '';
    this.go({ at, from: '', to: '' });
  }

  private open(namespaces: readonly string[], isOpen: boolean): void {
    const open = new Set(linesOf(this.shown).flatMap((line) => (line.isOpen ? [line.namespace] : [])));
    for (const namespace of namespaces) {
      if (isOpen) open.add(namespace);
      else open.delete(namespace);
    }
    this.go({ open: [...open] });
  }

  private follow(): void {
    const before = this.state;
    this.state = stateOf(location.hash, this.usual);
    const isSame = FILTERS.every((name) => `${before[name]}` === `${this.state[name]}`);
    this.shown = new Shown(this.reader, this.state);
    this.show(!isSame);
  }

  private show(isOther: boolean): void {
    const { state, shown, reader } = this;
    this.toolbar.show(shown);
    const at = this.party(state.at);
    const [from, to] = [this.party(state.from), this.party(state.to)];
    this.head.textContent = headOf(state);
    const actions = {
      pair: (source: string, target: string) => {
        this.focusesPanel = true;
        this.go({ from: source, to: target });
      },
      party: (name: string) => this.goToParty(name),
      namespace: (namespace: string) => this.go({ namespace }),
    };
    const around = (...content: readonly HTMLElement[]) =>
      this.stage.replaceChildren(this.head, this.status, ...content);
    if (shown.parties.length === 0)
      around(
        element('p', { class: 'nobody' }, reader.parties.length === 0 ? 'No workloads.' : 'Nothing fits the filters.'),
      );
    else if (state.view === 'map') around(at === undefined ? wholeMap(shown, actions) : partyMap(shown, at, actions));
    else {
      const isThere = this.stage.contains(this.matrix.place);
      if (!isThere) around(this.matrix.tip, this.matrix.place);
      if (isOther || !isThere) this.matrix.show(shown);
      else this.matrix.select(shown);
    }
    if (from !== undefined && to !== undefined && reader.valueOf(from, to) !== undefined)
      this.panel.replaceChildren(pairPanel(reader, from, to, actions));
    else if (at !== undefined) this.panel.replaceChildren(partyPanel(shown, at, actions));
    else this.panel.replaceChildren(help(state));
    this.tell(shown);
    if (this.focusesPanel) this.panel.querySelector<HTMLElement>('h2')?.focus();
    this.focusesPanel = false;
  }

  private tell({ parties, matched }: Shown): void {
    const { length } = this.reader.parties;
    const workloads = this.reader.parties.filter(
      ({ workload, isStandIn }) => workload !== undefined && !isStandIn,
    ).length;
    const text =
      parties.length === length && matched === length
        ? `All are shown: ${counted(workloads, 'workload')}, and what is outside.`
        : `${parties.length} of ${length} are shown${matched < length ? `: ${matched} fit the filters, the others can talk to them` : ''}.`;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  private party(name: string): MapParty | undefined {
    return name === '' ? undefined : this.reader.parties.find((party) => party.name === name);
  }
}

const FILTERS = ['nodes', 'view', 'find', 'namespace', 'system', 'only', 'open'] as const;

function help({ view }: ViewState): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': 'help' },
    element('h2', { id: 'help' }, 'Why?'),
    element(
      'p',
      {},
      view === 'matrix'
        ? 'Rows connect, columns are connected to. Choose a cell to see which policy decides about it on Linux and on Windows nodes; a name to see all connections of a workload; a namespace to open or close it.'
        : 'Choose a workload to see who reaches it and whom it reaches, then another one to see which policy decides, on Linux and on Windows nodes.',
    ),
    ...(view === 'matrix'
      ? [element('p', {}, 'By keyboard: arrows move, Enter chooses, Escape leads back from here to the matrix.')]
      : []),
  );
}

const [data, place] = [document.getElementById('data'), document.getElementById('map')];
if (data !== null && place !== null) new Page(JSON.parse(data.textContent ?? ''), place);

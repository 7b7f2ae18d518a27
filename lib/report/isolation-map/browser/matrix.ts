import { element } from './element';
import { MarkStamps } from './marks';
import { type Crossing, crossingOf, type Line, lineName, linesOf } from './matrix-lines';
import { namespaceName, shortName, systemTag } from './party-view';
import type { Shown } from './shown';

function isSame(a: Line, b: Line): boolean {
  return a.namespace === b.namespace && a.party === b.party;
}

/** What somebody does with the matrix. */
export interface MatrixActions {
  /** @param byKey Whether it was a key of the keyboard. */
  pair(from: string, to: string, byKey: boolean): void;
  party(name: string): void;
  /** Opens namespaces or closes them. */
  open(namespaces: readonly string[], isOpen: boolean): void;
}

const HEAD_WIDTH = 210;
const HEAD_HEIGHT = 152;

/**
 * Rows connect, columns are connected to. A canvas draws what is in sight; of the cells only the one that has the focus is an
 * element, so that thousands of them cost nothing.
 */
export class Matrix {
  public readonly place = element('div', { class: 'matrix' });
  private readonly canvas = element('canvas', { 'aria-hidden': 'true' });
  /** What is under the pointer. */
  public readonly tip = element('p', { class: 'tip', 'aria-hidden': 'true' });
  private lines: readonly Line[] = [];
  private rows: HTMLElement[] = [];
  private columns: HTMLElement[] = [];
  private cell: HTMLElement | undefined;
  private size = 20;
  private row = 0;
  private column = 0;
  private stamps: MarkStamps | undefined;
  private readonly crossings = new Map<number, Crossing>();
  private isPending = false;
  private lit: readonly [row: number, column: number] | undefined;

  public constructor(
    private shown: Shown,
    private readonly actions: MatrixActions,
  ) {
    this.place.addEventListener('scroll', () => this.draw());
    this.place.addEventListener('keydown', (event) => this.press(event));
    this.place.addEventListener('click', (event) => this.click(event));
    this.place.addEventListener('mousemove', (event) => this.point(event));
    this.place.addEventListener('mouseleave', () => this.light(undefined));
    this.place.addEventListener('focusout', () => this.light(undefined));
    new ResizeObserver(() => this.draw()).observe(this.place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.redrawn());
    addEventListener('beforeprint', () => this.draw());
  }

  public show(shown: Shown): void {
    this.shown = shown;
    this.crossings.clear();
    const before = [this.lines[this.row], this.lines[this.column]];
    this.lines = linesOf(shown);
    const { length } = this.lines;
    this.size = length <= 16 ? 34 : length <= 34 ? 24 : length <= 60 ? 18 : 14;
    // lines come and go above and beside the cell where one is
    const [row, column] = before.map((line) =>
      line === undefined ? -1 : this.lines.findIndex((each) => isSame(each, line)),
    );
    if (row >= 0) this.row = row;
    if (column >= 0) this.column = column;
    const hadFocus = this.place.contains(document.activeElement);
    this.build();
    this.redrawn();
    this.activate(this.row, this.column, hadFocus);
  }

  /** Only another pair is chosen. */
  public select(shown: Shown): void {
    this.shown = shown;
    this.draw();
  }

  /** Back to where one was. */
  public focus(): void {
    this.activate(this.row, this.column, true);
  }

  private build(): void {
    const { lines, size } = this;
    const width = HEAD_WIDTH + lines.length * size;
    const height = HEAD_HEIGHT + lines.length * size;
    this.place.replaceChildren();
    const sheet = element('div', {
      class: 'sheet',
      role: 'grid',
      'aria-label': 'Who can talk to whom: rows connect to columns',
      'aria-rowcount': lines.length + 1,
      'aria-colcount': lines.length + 1,
    });
    sheet.style.width = `${width + 12}px`;
    sheet.style.height = `${height + 12}px`;
    sheet.style.setProperty('--size', `${size}px`);
    sheet.style.setProperty('--head-width', `${HEAD_WIDTH}px`);
    sheet.style.setProperty('--head-height', `${HEAD_HEIGHT}px`);
    this.columns = lines.map((line, index) => {
      const header = this.header(line, 'columnheader', index);
      header.style.left = `${HEAD_WIDTH + index * size}px`;
      return header;
    });
    const corner = element(
      'div',
      { class: 'corner', role: 'columnheader', 'aria-colindex': 1 },
      element('span', {}, 'from ↓'),
      element('span', {}, 'to →'),
    );
    const head = element('div', { class: 'columns', role: 'row', 'aria-rowindex': 1 }, corner, ...this.columns);
    this.rows = lines.map((line, index) => {
      const row = element(
        'div',
        { class: `row${line.party === undefined ? ' whole' : ''}`, role: 'row', 'aria-rowindex': index + 2 },
        this.header(line, 'rowheader', index),
      );
      row.style.top = `${HEAD_HEIGHT + index * size}px`;
      return row;
    });
    sheet.append(head, this.canvas, ...this.rows);
    this.place.append(sheet);
  }

  private header(line: Line, role: 'rowheader' | 'columnheader', index: number): HTMLElement {
    const { party, namespace, isOpen, parties } = line;
    const isRow = role === 'rowheader';
    const label =
      party === undefined
        ? [
            element('span', { class: 'arrow', 'aria-hidden': 'true' }, isOpen ? '▾' : '▸'),
            element('span', { class: 'label' }, namespaceName(namespace)),
          ]
        : [systemTag(party), element('span', { class: 'label' }, shortName(party))];
    const count = party === undefined ? element('span', { class: 'count' }, `${parties.length}`) : undefined;
    const button = element(
      'button',
      {
        type: 'button',
        tabindex: -1,
        title: party === undefined ? lineName(line) : party.name,
        'aria-expanded': party === undefined ? `${isOpen}` : undefined,
        'data-line': index,
      },
      ...label,
      count,
    );
    return element(
      'div',
      {
        class: `header${party === undefined ? ' whole' : ''}`,
        role,
        ...(isRow ? { 'aria-colindex': 1 } : { 'aria-colindex': index + 2 }),
      },
      button,
    );
  }

  /** -1 is where the headers are. */
  private activate(row: number, column: number, takesFocus: boolean): void {
    const last = this.lines.length - 1;
    if (last < 0) return;
    this.row = Math.max(-1, Math.min(last, row));
    this.column = Math.max(this.row < 0 ? 0 : -1, Math.min(last, column));
    this.cell?.remove();
    this.cell = undefined;
    for (const button of this.place.querySelectorAll('button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
    const header =
      this.row < 0 ? this.columns[this.column] : this.column < 0 ? this.rows[this.row].children[0] : undefined;
    let target = header?.querySelector('button') as HTMLElement | null | undefined;
    if (target === null || target === undefined) {
      const { text, mark } = this.crossing(this.row, this.column);
      target = element('div', {
        class: 'cell',
        role: 'gridcell',
        'aria-colindex': this.column + 2,
        'aria-label': text,
        'data-mark': mark,
      });
      target.style.left = `${HEAD_WIDTH + this.column * this.size}px`;
      this.rows[this.row].append(target);
      this.cell = target;
    }
    target.setAttribute('tabindex', '0');
    if (takesFocus) {
      target.focus({ preventScroll: true });
      this.reveal();
      this.light([this.row, this.column]);
    }
    this.draw();
  }

  private reveal(): void {
    const { place, size } = this;
    const [left, top] = [this.column * size, this.row * size];
    const width = place.clientWidth - HEAD_WIDTH;
    const height = place.clientHeight - HEAD_HEIGHT;
    if (this.column >= 0) {
      if (left < place.scrollLeft) place.scrollLeft = left;
      if (left + size > place.scrollLeft + width) place.scrollLeft = left + size - width;
    }
    if (this.row >= 0) {
      if (top < place.scrollTop) place.scrollTop = top;
      if (top + size > place.scrollTop + height) place.scrollTop = top + size - height;
    }
  }

  private press(event: KeyboardEvent): void {
    const { row, column, lines } = this;
    const page = 10;
    const last = lines.length - 1;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [row - page, column],
      PageDown: [row + page, column],
      Home: event.ctrlKey ? [0, 0] : [row, 0],
      End: event.ctrlKey ? [last, last] : [row, last],
    };
    if (Object.hasOwn(moves, event.key)) {
      event.preventDefault();
      this.activate(...moves[event.key], true);
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target === this.cell) {
      event.preventDefault();
      this.choose(row, column, true);
    }
  }

  private click(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>('button[data-line]');
    if (button !== null) {
      this.chooseLine(this.lines[Number(button.dataset.line)]);
      return;
    }
    const at = this.at(event);
    if (at === undefined) return;
    this.activate(...at, true);
    this.choose(...at, false);
  }

  private choose(row: number, column: number, byKey: boolean): void {
    const [from, to] = [this.lines[row], this.lines[column]];
    if (from.party !== undefined && to.party !== undefined) {
      if (this.shown.reader.valueOf(from.party, to.party) !== undefined)
        this.actions.pair(from.party.name, to.party.name, byKey);
      return;
    }
    const closed = [from, to].filter(({ party, isOpen }) => party === undefined && !isOpen);
    const whole = [from, to].filter(({ party }) => party === undefined);
    if (closed.length > 0)
      this.actions.open(
        closed.map(({ namespace }) => namespace),
        true,
      );
    else
      this.actions.open(
        whole.map(({ namespace }) => namespace),
        false,
      );
  }

  private chooseLine({ party, namespace, isOpen }: Line): void {
    if (party === undefined) this.actions.open([namespace], !isOpen);
    else this.actions.party(party.name);
  }

  private at(event: MouseEvent): [row: number, column: number] | undefined {
    const { left, top } = this.place.getBoundingClientRect();
    const [x, y] = [event.clientX - left - HEAD_WIDTH, event.clientY - top - HEAD_HEIGHT];
    const row = Math.floor((y + this.place.scrollTop) / this.size);
    const column = Math.floor((x + this.place.scrollLeft) / this.size);
    const isInside = x >= 0 && y >= 0 && row < this.lines.length && column < this.lines.length;
    return isInside ? [row, column] : undefined;
  }

  private point(event: MouseEvent): void {
    this.light(this.at(event));
  }

  /** The row and the column that somebody looks at. */
  private light(at: readonly [row: number, column: number] | undefined): void {
    if (this.lit?.join() === at?.join()) return;
    this.lit = at;
    const [row, column] = at ?? [-1, -1];
    this.tip.textContent = row < 0 || column < 0 ? '' : this.crossing(row, column).text;
    this.draw();
  }

  private crossing(row: number, column: number): Crossing {
    const key = row * this.lines.length + column;
    const known = this.crossings.get(key) ?? crossingOf(this.shown, this.lines[row], this.lines[column]);
    this.crossings.set(key, known);
    return known;
  }

  private redrawn(): void {
    this.stamps = undefined;
    this.draw();
  }

  private draw(): void {
    if (this.isPending) return;
    this.isPending = true;
    requestAnimationFrame(() => {
      this.isPending = false;
      this.drawNow();
    });
  }

  private drawNow(): void {
    const { place, canvas, lines, size } = this;
    const ratio = devicePixelRatio || 1;
    const width = Math.max(0, Math.min(place.clientWidth - HEAD_WIDTH, lines.length * size));
    const height = Math.max(0, Math.min(place.clientHeight - HEAD_HEIGHT, lines.length * size));
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const style = getComputedStyle(place);
    const colourOf = (name: string) => style.getPropertyValue(`--${name}`).trim();
    this.stamps ??= new MarkStamps(Math.round(size * ratio), colourOf);
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.scale(ratio, ratio);
    const [left, top] = [place.scrollLeft, place.scrollTop];
    const first = { row: Math.floor(top / size), column: Math.floor(left / size) };
    const end = {
      row: Math.min(lines.length, Math.ceil((top + height) / size)),
      column: Math.min(lines.length, Math.ceil((left + width) / size)),
    };
    const band = (index: number, colour: string, isRow: boolean) => {
      context.fillStyle = colourOf(colour);
      if (isRow) context.fillRect(0, index * size - top, width, size);
      else context.fillRect(index * size - left, 0, size, height);
    };
    for (let row = first.row; row < end.row; row++) if (lines[row].party === undefined) band(row, 'whole', true);
    for (let column = first.column; column < end.column; column++)
      if (lines[column].party === undefined) band(column, 'whole', false);
    const [litRow, litColumn] = this.lit ?? [-1, -1];
    if (litRow >= 0) band(litRow, 'band', true);
    if (litColumn >= 0) band(litColumn, 'band', false);
    context.fillStyle = colourOf('line');
    for (let row = first.row; row <= end.row; row++) context.fillRect(0, row * size - top, width, 1);
    for (let column = first.column; column <= end.column; column++)
      context.fillRect(column * size - left, 0, 1, height);
    const { from, to } = this.shown.state;
    for (let row = first.row; row < end.row; row++) {
      for (let column = first.column; column < end.column; column++) {
        const [x, y] = [column * size - left, row * size - top];
        const { mark } = this.crossing(row, column);
        if (mark !== undefined) context.drawImage(this.stamps.stamp(mark), x, y, size, size);
        if (lines[row].party?.name === from && lines[column].party?.name === to && from !== '') {
          context.strokeStyle = colourOf('text');
          context.lineWidth = 2;
          context.strokeRect(x + 1, y + 1, size - 1, size - 1);
        }
      }
    }
  }
}

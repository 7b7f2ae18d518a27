import type { Amount, Difference } from '../map-data';
import { svgElement } from './element';

/** How a pair is drawn: by how Windows nodes differ where they do, else by how much passes. */
export type Mark = Exclude<Amount, 'broken'> | Exclude<Difference, 'alike'>;

export function markOf(amount: Amount, difference: Difference): Mark {
  if (difference !== 'alike') return difference;
  return amount === 'broken' ? 'broken' : amount;
}

/** What asks for attention first. */
export const MARKS: readonly Mark[] = ['broken', 'opened', 'other', 'closed', 'depends', 'all', 'some', 'none'];

/** Whether it says how much passes, so that nothing differs on Windows nodes. */
export function isOfAmount(mark: Mark): boolean {
  return mark === 'none' || mark === 'some' || mark === 'all' || mark === 'depends';
}

export function isMark(text: string): text is Mark {
  return (MARKS as readonly string[]).includes(text);
}

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  broken: 'broken on Windows nodes',
  opened: 'more open on Windows nodes',
  other: 'otherwise open on Windows nodes',
  closed: 'more closed on Windows nodes',
  depends: 'depends on an address',
  all: 'alike: all connections',
  some: 'alike: some connections',
  none: 'nothing passes',
};

interface Shape {
  /** Within a square of 20. */
  readonly path: string;
  readonly paint: 'fill' | 'line' | 'glyph';
}

/** Told apart by their forms; the colours only help. */
const SHAPES: Readonly<Record<Mark, readonly Shape[]>> = {
  all: [{ path: 'M2 2H18V18H2Z', paint: 'fill' }],
  some: [{ path: 'M6 6H14V14H6Z', paint: 'fill' }],
  none: [{ path: 'M9 9H11V11H9Z', paint: 'fill' }],
  depends: [
    { path: 'M10 3A7 7 0 1 1 9.99 3Z', paint: 'line' },
    { path: 'M10 3A7 7 0 0 1 10 17Z', paint: 'fill' },
  ],
  opened: [
    { path: 'M1 1H19V19H1Z', paint: 'fill' },
    { path: 'M10 4.5V15.5M4.5 10H15.5', paint: 'glyph' },
  ],
  closed: [
    { path: 'M2.2 2.2H17.8V17.8H2.2Z', paint: 'line' },
    { path: 'M5.5 10H14.5', paint: 'line' },
  ],
  other: [
    { path: 'M10 0L20 10L10 20L0 10Z', paint: 'fill' },
    { path: 'M10 4.5V10.5M7 7.5H13M7 14H13', paint: 'glyph' },
  ],
  broken: [
    { path: 'M1 1H19V19H1Z', paint: 'line' },
    { path: 'M4.5 4.5L15.5 15.5M15.5 4.5L4.5 15.5', paint: 'line' },
  ],
};

const WIDTHS: Readonly<Record<Shape['paint'], number>> = { fill: 0, line: 2.4, glyph: 2.6 };

export function markPicture(mark: Mark): SVGSVGElement {
  return svgElement(
    'svg',
    { class: `mark ${mark}`, viewBox: '0 0 20 20', width: 16, height: 16, 'aria-hidden': 'true' },
    ...SHAPES[mark].map(({ path, paint }) =>
      svgElement('path', { d: path, class: paint, 'stroke-width': WIDTHS[paint] || undefined }),
    ),
  );
}

/** The same for a canvas; drawn once in each size. */
export class MarkStamps {
  private readonly stamps = new Map<Mark, HTMLCanvasElement>();

  public constructor(
    private readonly pixels: number,
    private readonly colourOf: (name: string) => string,
  ) {}

  public stamp(mark: Mark): HTMLCanvasElement {
    let stamp = this.stamps.get(mark);
    if (stamp === undefined) {
      stamp = document.createElement('canvas');
      stamp.width = stamp.height = this.pixels;
      this.draw(stamp.getContext('2d') as CanvasRenderingContext2D, mark);
      this.stamps.set(mark, stamp);
    }
    return stamp;
  }

  private draw(context: CanvasRenderingContext2D, mark: Mark): void {
    // a margin, so that neighbours stay apart
    const margin = this.pixels * 0.07;
    context.translate(margin, margin);
    context.scale((this.pixels - 2 * margin) / 20, (this.pixels - 2 * margin) / 20);
    for (const { path, paint } of SHAPES[mark]) {
      const shape = new Path2D(path);
      context.lineWidth = WIDTHS[paint];
      context.fillStyle = context.strokeStyle = this.colourOf(paint === 'glyph' ? 'ground' : mark);
      if (paint === 'fill') context.fill(shape);
      else context.stroke(shape);
    }
  }
}

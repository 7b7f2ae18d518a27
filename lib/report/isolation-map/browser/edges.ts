import { svgElement } from './element';
import { MARKS, type Mark } from './marks';

export interface Edge {
  readonly from: HTMLElement;
  readonly to: HTMLElement;
  readonly mark: Mark;
}

/** Draws lines between elements, behind them, whenever they have moved. */
export function withEdges(place: HTMLElement, edges: readonly Edge[]): void {
  const svg = svgElement('svg', { class: 'edges', 'aria-hidden': 'true' }, svgElement('defs', {}, ...MARKS.map(arrow)));
  const lines = edges.map(({ mark }) =>
    svgElement('path', { class: `edge ${mark}`, 'marker-end': `url(#arrow-${mark})` }),
  );
  svg.append(...lines);
  place.prepend(svg);
  const lay = () => {
    const origin = place.getBoundingClientRect();
    svg.setAttribute('width', `${place.scrollWidth}`);
    svg.setAttribute('height', `${place.scrollHeight}`);
    for (const [index, { from, to }] of edges.entries()) {
      const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
      const [x1, y1] = [a.right - origin.left, a.top + a.height / 2 - origin.top];
      const [x2, y2] = [b.left - origin.left - 4, b.top + b.height / 2 - origin.top];
      const bend = Math.max(24, (x2 - x1) / 2);
      lines[index].setAttribute('d', `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    }
  };
  new ResizeObserver(lay).observe(place);
  for (const [index, { from, to }] of edges.entries()) {
    for (const end of [from, to]) {
      const box = end.closest('.node') ?? end;
      const light = (isLit: boolean) => () => lines[index].classList.toggle('lit', isLit);
      box.addEventListener('mouseenter', light(true));
      box.addEventListener('mouseleave', light(false));
      box.addEventListener('focusin', light(true));
      box.addEventListener('focusout', light(false));
    }
  }
}

function arrow(mark: Mark): SVGElement {
  return svgElement(
    'marker',
    {
      id: `arrow-${mark}`,
      class: mark,
      viewBox: '0 0 8 8',
      refX: 6,
      refY: 4,
      markerWidth: 8,
      markerHeight: 8,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto',
    },
    svgElement('path', { d: 'M0 0L8 4L0 8Z', class: 'fill' }),
  );
}

import { byNamespace, type Graph, type GraphNode, linesOf } from '../reach/graph';
import { withoutControls } from './what-is-wrong';

/** A picture for Graphviz. What differs on Windows is dashed, so that it shows without colours too. */
export function isolationDot({ nodes, edges }: Graph): string {
  const lines = [
    'digraph isolation {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];',
    ...byNamespace(nodes).flatMap(([namespace, own], index) =>
      namespace === ''
        ? own.map((node) => `  ${nodeLine(node)}`)
        : [
            `  subgraph cluster_${index} {`,
            `    label=${quoted([namespace])};`,
            ...own.map((node) => `    ${nodeLine(node)}`),
            '  }',
          ],
    ),
    ...edges.map(({ from, to, text, otherwise }) => {
      const label = otherwise === undefined ? [text] : [text, `(otherwise ${otherwise})`];
      const difference = otherwise === undefined ? '' : `, style=dashed, color="#d55e00", fontcolor="#d55e00"`;
      return `  ${from.id} -> ${to.id} [label=${quoted(label)}${difference}];`;
    }),
    '}',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function nodeLine(node: GraphNode): string {
  const shape = node.namespace === '' ? ', shape=ellipse' : '';
  return `${node.id} [label=${quoted(linesOf(node))}${shape}];`;
}

/** Source: https://graphviz.org/doc/info/attrs.html#k:escString and https://graphviz.org/doc/info/lang.html */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) => withoutControls(line).replace(/[\\"]/g, '\\$&').replace(/&/g, '&amp;'));
  return `"${escaped.join('\\n')}"`;
}

import { byNamespace, type Graph, type GraphNode, linesOf } from '../reach/graph';

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
            `    label=${quoted(namespace)};`,
            ...own.map((node) => `    ${nodeLine(node)}`),
            '  }',
          ],
    ),
    ...edges.map(({ from, to, text, otherwise }) => {
      const difference = otherwise === undefined ? '' : `, style=dashed, color="#d55e00", fontcolor="#d55e00"`;
      return `  ${from.id} -> ${to.id} [label=${quoted(otherwise === undefined ? text : `${text}\\n(otherwise ${otherwise})`)}${difference}];`;
    }),
    '}',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function nodeLine(node: GraphNode): string {
  const shape = node.namespace === '' ? ', shape=ellipse' : '';
  return `${node.id} [label=${quoted(linesOf(node).join('\\n'))}${shape}];`;
}

/** `\n` stays what it is to Graphviz: a new line. */
function quoted(text: string): string {
  return `"${text.replace(/"/g, '\\"')}"`;
}

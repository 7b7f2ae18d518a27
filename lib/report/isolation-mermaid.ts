import { byNamespace, type Graph, type GraphNode, linesOf } from '../reach/graph';
import { withoutControls } from './what-is-wrong';

/** A picture for Mermaid. What differs on Windows is dotted, so that it shows without colours too. */
export function isolationMermaid({ nodes, edges }: Graph): string {
  const lines = [
    'flowchart LR',
    ...byNamespace(nodes).flatMap(([namespace, own], index) =>
      namespace === ''
        ? own.map((node) => `  ${nodeText(node)}`)
        : [`  subgraph s${index}["${escaped(namespace)}"]`, ...own.map((node) => `    ${nodeText(node)}`), '  end'],
    ),
    ...edges.map(({ from, to, text, otherwise }) => {
      const arrow = otherwise === undefined ? '-->' : '-.->';
      const label = otherwise === undefined ? text : `${text} (otherwise ${otherwise})`;
      return `  ${from.id} ${arrow}|"${escaped(label)}"| ${to.id}`;
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function nodeText(node: GraphNode): string {
  const text = linesOf(node).map(escaped).join('<br>');
  return node.namespace === '' ? `${node.id}(["${text}"])` : `${node.id}["${text}"]`;
}

/** All but what is surely text to Mermaid, by its number. Source: https://mermaid.js.org/syntax/flowchart.html */
function escaped(text: string): string {
  return withoutControls(text).replace(/[^\p{L}\p{N} .,/()_\u2192-]/gu, (character) => `#${character.codePointAt(0)};`);
}

import { createHash } from 'node:crypto';
import { titleOf } from '../../manifests/kubernetes-object';
import type { Nodes } from '../../policy/kinds';
import { isTrouble } from '../../reach/given-cluster';
import { counted, isolationSummary } from '../../reach/summary';
import type { Party, Table } from '../../reach/table';
import type { IsolationInput } from '../isolation-json';
import { foundIn } from '../message';
import { withoutControls } from '../what-is-wrong';
import { mapOf } from './map-of';

/** The script of the page, made of `browser/`, and its style. The bundler of the command line puts them in. */
declare const MAP_SCRIPT: string;
declare const MAP_STYLE: string;

/** A page of its own that shows who can talk to whom; it asks for nothing from anywhere. */
export function isolationPage(
  table: Table,
  nodes: Nodes,
  isAsked: (party: Party) => boolean,
  input: IsolationInput,
): string {
  const { enforcement } = table.survey;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(MAP_STYLE)}`,
    `script-src ${hashOf(MAP_SCRIPT)}`,
    // an empty picture keeps browsers from asking for one
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Who can talk to whom</title>
<link rel="icon" href="data:,">
<style>${MAP_STYLE}</style>
</head>
<body>
<header class="head">
<h1>Who can talk to whom</h1>
<p>${escaped([enforcement.sentence, ...isolationSummary(table)].join(' '))}</p>
</header>
${foundHtml(table, input)}<noscript><p class="banner">The map needs JavaScript, which is switched off here. The table is in the other formats, too: <code>--format text</code>, <code>json</code> or <code>csv</code>.</p></noscript>
<main id="map"></main>
<script type="application/json" id="data">${json(mapOf(table, nodes, isAsked))}</script>
<script>${MAP_SCRIPT}</script>
</body>
</html>
`;
}

/** What is wrong with the input stands above all: the map is that of the cluster without it. */
function foundHtml({ survey }: Table, { findings, remarks, unreadable, skipped }: IsolationInput): string {
  const items = [
    ...unreadable.map(({ file, line, message }) => ({
      isTrouble: true,
      word: 'cannot be read',
      text: message,
      place: `${file}${line === undefined ? '' : `:${line}`}`,
    })),
    ...findings.map((finding) => ({
      isTrouble: isTrouble(finding),
      word: finding.severity,
      text: `${titleOf(finding.object)}: ${foundIn(finding)}. ${finding.rule.summary} Do: ${finding.fix} (${finding.rule.id})`,
      place: `${finding.file.name}:${finding.start.line}:${finding.start.column}`,
    })),
    ...remarks.map(({ message, object, path = '', isTrouble: counts }) => {
      const place = object && survey.given.placeOf(object, path);
      const where = place === undefined ? '' : `${place.file.name}:${place.start.line}:${place.start.column}`;
      return { isTrouble: counts, word: counts ? 'not computed' : 'note', text: message, place: where };
    }),
    ...skipped.map(({ file, line, reason }) => ({
      isTrouble: false,
      word: 'skipped',
      text: reason,
      place: line === 1 ? file : `${file}:${line}`,
    })),
  ];
  if (items.length === 0) return '';
  const troubles = items.filter((item) => item.isTrouble).length;
  const title =
    troubles === 0
      ? `${counted(items.length, 'note')} on the input`
      : `${counted(troubles, 'thing')} of the input ${troubles === 1 ? 'plays' : 'play'} no part: this map is that of the cluster without ${troubles === 1 ? 'it' : 'them'}.`;
  const lines = items.map(
    ({ isTrouble: counts, word, text, place }) =>
      `<li${counts ? ' class="trouble"' : ''}><strong>${word}</strong> ${shown(text)}${place === '' ? '' : ` <code>${shown(place)}</code>`}</li>`,
  );
  return `<details class="banner${troubles === 0 ? '' : ' trouble'}"${troubles === 0 ? '' : ' open'}>
<summary>${title}</summary>
<ul>
${lines.join('\n')}
</ul>
</details>
`;
}

function shown(text: string): string {
  return escaped(withoutControls(text));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** No name in it can end the element. */
function json(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

import { describe, expect, test } from 'vitest';
import { type ManifestText, readManifests } from '../../../lib/manifests/manifest-text';
import { SourceFile } from '../../../lib/manifests/source-file';

const read = (text: string, name = 'web.yaml') => readManifests(new SourceFile(name, text));
const names = ({ objects }: ManifestText) => objects.map(({ object }) => `${object.kind} ${object.metadata?.name}`);
const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('objects are read from', () => {
  test.each([
    ['one document', pod('a'), ['Pod a']],
    ['several documents', `${pod('a')}---\n${pod('b')}---\n`, ['Pod a', 'Pod b']],
    ['documents that end with dots', `${pod('a')}...\n---\n${pod('b')}`, ['Pod a', 'Pod b']],
    ['line ends of Windows', `${pod('a')}---\n${pod('b')}`.replace(/\n/g, '\r\n'), ['Pod a', 'Pod b']],
    ['JSON', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', ['Pod a']],
    [
      'JSON that is indented by tabs',
      '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {\n\t\t"name": "a"\n\t}\n}',
      ['Pod a'],
    ],
    [
      'JSON after JSON',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}',
      ['Pod a', 'Pod b'],
    ],
    ['nothing but comments', '# later\n---\n# later still\n', []],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    const found = read(text);
    expect(names(found)).toEqual(expected);
    expect([found.skipped, found.unreadable]).toEqual([[], []]);
  });
});

describe('a List', () => {
  const list = (kind: string, ...items: string[]) =>
    `apiVersion: v1\nkind: ${kind}\nitems:\n${items.map((item) => `- ${item.trimEnd().replace(/\n/g, '\n  ')}\n`).join('')}`;

  test('gives its items, each with its path', () => {
    const found = read(list('List', pod('a'), pod('b')));
    expect(names(found)).toEqual(['Pod a', 'Pod b']);
    expect(found.objects.map(({ origin }) => origin.prefix)).toEqual(['items[0].', 'items[1].']);
  });

  test('may hold another one', () => {
    const found = read(list('List', pod('a'), list('List', pod('b'))));
    expect(names(found)).toEqual(['Pod a', 'Pod b']);
    expect(found.objects[1].origin.prefix).toBe('items[1].items[0].');
  });

  test('of one kind says what its items are', () => {
    const found = read('apiVersion: v1\nkind: PodList\nitems:\n- metadata:\n    name: a\n');
    expect(found.objects.map(({ object }) => object)).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    ]);
  });

  test('names the items that are no objects', () => {
    const found = read(list('List', 'text', pod('a')));
    expect(names(found)).toEqual(['Pod a']);
    expect(found.skipped).toEqual([{ file: 'web.yaml', line: 1, reason: 'items[0]: it holds a text and no object' }]);
  });

  test('without items is an object like any other', () => {
    expect(names(read('apiVersion: example.com/v1\nkind: AllowList\nmetadata: { name: a }\n'))).toEqual([
      'AllowList a',
    ]);
  });

  test('that holds one object twice gives two', () => {
    const found = read('apiVersion: v1\nkind: List\nitems:\n- &a { apiVersion: v1, kind: Pod }\n- *a\n');
    expect(new Set(found.objects.map(({ object }) => object)).size).toBe(2);
  });
});

describe('skipped, with its reason, is', () => {
  test.each([
    ['values of a chart', 'chart/values.yaml', 'image: web\n', 'it holds values of a chart'],
    ['values of one environment', 'values-prod.yml', 'image: web\n', 'it holds values of a chart'],
    ['the description of a chart', 'Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n', 'it describes a chart'],
    ['a kustomization', 'kustomization.yaml', 'resources: [web.yaml]\n', 'it is a kustomization'],
    [
      'a component',
      'x.yaml',
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
      'it is a kustomization',
    ],
    ['a Compose file', 'docker-compose.yml', 'services:\n  web:\n    image: web\n', 'it is a Compose file'],
    ['a file that names a version alone', 'x.yaml', 'apiVersion: v1\nsteps: []\n', 'kind is missing'],
    ['a kind of another program', 'x.yaml', 'kind: pipeline\nsteps: []\n', 'apiVersion is missing'],
    ['metadata of another program', 'x.yaml', 'metadata: {}\nspec: {}\n', 'apiVersion and kind are missing'],
    ['values that look like an object', 'values.yaml', 'kind: Deployment\nspec: {}\n', 'it holds values of a chart'],
    ['a template without a kind', 't.yaml', 'apiVersion: v1\nmetadata: { name: "{{ .Values.name }}" }\n', 'missing'],
    ['an object without both', 'x.yaml', 'a: 1\n', 'apiVersion and kind are missing'],
    ['an object whose kind is no text', 'x.yaml', 'apiVersion: v1\nkind: [Pod]\n', 'kind is missing'],
    ['a list', 'x.yaml', '- a\n', 'it holds a list and no object'],
    ['a text', 'x.yaml', 'just text\n', 'it holds a text and no object'],
    ['JSON of another program', 'package.json', '{"name": "web"}', 'apiVersion and kind are missing'],
    ['YAML that is broken and names no version', 'ci.yml', 'a: 1\na: 2\n', 'it names no apiVersion and cannot be read'],
    ['JSON with comments', 'tsconfig.json', '{ // why\n  "a": 1 }', 'it names no apiVersion and cannot be read'],
    ['a template that is no YAML', 't.yaml', `${pod('{{ .Release.Name }}')}`, 'it is a template'],
    ['a template with actions on lines', 't.yaml', `{{- if .x }}\n${pod('a')}{{- end }}\n`, 'it is a template'],
    ['a template in quotes', 't.yaml', `${pod('"{{ .Values.name }}"')}`, 'it is a template'],
    [
      'a template of an image',
      't.yaml',
      `${pod('a')}spec:\n  containers:\n  - image: "{{ image }}"\n`,
      'it is a template',
    ],
    ['a name to be filled in', 't.yaml', pod(`\${NAME}`), 'it is a template'],
  ])('%s', (_, name, text, reason) => {
    const found = read(text, name);
    expect(found.skipped).toEqual([{ file: name, line: expect.any(Number), reason: expect.stringContaining(reason) }]);
    expect([names(found), found.unreadable]).toEqual([[], []]);
  });

  test('but not an object that gives a template to another program', () => {
    const annotations =
      'annotations:\n    vault.hashicorp.com/agent-inject-template-db: |\n      {{- with secret "db" }}{{ . }}{{ end }}\n';
    expect(names(read(`${pod('a')}  ${annotations}`))).toEqual(['Pod a']);
    const command = "spec:\n  containers:\n  - command: [kubectl, get, -o, 'go-template={{ .metadata.name }}']\n";
    expect(names(read(`${pod('a')}${command}`))).toEqual(['Pod a']);
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  x: \'{{ template "slack" . }}\'\n';
    expect(names(read(text))).toEqual(['ConfigMap a']);
  });

  test('the document, at its first line, and not those around it', () => {
    const found = read(`${pod('a')}---\n\n# values\nimage: web\n---\n${pod('b')}`);
    expect(names(found)).toEqual(['Pod a', 'Pod b']);
    expect(found.skipped).toEqual([{ file: 'web.yaml', line: 8, reason: expect.stringContaining('are missing') }]);
  });
});

describe('what cannot be read', () => {
  test('hides no other document', () => {
    const found = read(`${pod('a')}---\nkind: [\n---\n${pod('b')}`);
    expect(names(found)).toEqual(['Pod a', 'Pod b']);
    expect(found.unreadable).toEqual([
      { file: 'web.yaml', line: 6, column: 7, message: expect.stringContaining('not closed') },
    ]);
  });

  test.each([
    ['a key twice', 'apiVersion: v1\na: 1\na: 2\n', 3, 1],
    ['a tab', 'apiVersion: v1\na:\n\tb: 1\n', 3, 1],
    ['JSON that is broken', '{\n  "apiVersion": "v1",\n  "kind" "Pod"\n}', 3, 10],
    ['JSON with a key twice', '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "kind": "Pod"\n}', 4, 3],
  ])('is named with its line: %s', (_, text, line, column) => {
    expect(read(text).unreadable).toEqual([{ file: 'web.yaml', line, column, message: expect.any(String) }]);
  });

  test.each([
    ['kind', 'apiVersion: v1\nmetadata: { name: a }\n', 1, 1, 'kind is missing: kubectl refuses an object without it'],
    ['kind, with a slip', 'apiVersion: v1\nKind: Pod\nspec: {}\n', 2, 1, 'kind is missing: write kind instead of Kind'],
    ['apiVersion', 'kind: Pod\nspec: {}\n', 1, 1, 'apiVersion is missing: kubectl refuses an object without it'],
    [
      'apiVersion, with a slip',
      'apiversion: v1\nkind: Pod\nspec: {}\n',
      1,
      1,
      'apiVersion is missing: write apiVersion instead of apiversion',
    ],
    [
      'both',
      'Apiversion: v1\nKind: Pod\nspec: {}\n',
      1,
      1,
      'apiVersion is missing: write apiVersion instead of Apiversion',
    ],
    ['a kind that is a text', 'apiVersion: v1\nkind:\nspec: {}\n', 2, 1, 'kind must be a text that is not empty'],
    [
      'kind, in a List',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  Kind: Pod\n  spec: {}\n',
      5,
      3,
      'items[0]: kind is missing: write kind instead of Kind',
    ],
  ])('is an object that forgot its %s', (_, text, line, column, message) => {
    const found = read(text);
    expect(found.unreadable).toEqual([{ file: 'web.yaml', line, column, message }]);
    expect(found.skipped).toEqual([]);
  });

  test('is found in no time in JSON that nests too deep', () => {
    const deep = `{"apiVersion":"v1","kind":"Pod","spec":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect(read(deep).unreadable).toMatchObject([
      { message: 'it nests deeper than any object of Kubernetes: split it' },
    ]);
  });
});

describe('is found in no time where a text is as long as', () => {
  const long = 'x'.repeat(8 * 1024 * 1024);
  test.each([
    ['broken JSON', `{"apiVersion": "${long}" "kind"}`, "expected ',' or '}'"],
    ['broken JSON with escapes', `{"apiVersion": "${'\\n'.repeat(long.length / 2)}" "kind"}`, "expected ',' or '}'"],
    ['JSON without an end', `{"apiVersion": "${long}`, 'expected a value'],
    ['a key that is there twice', `{"apiVersion": 1, "${long}": 1, "${long}": 1}`, 'stands here a second time'],
    ['quotes without an end', `apiVersion: "${long}\n`, 'close them'],
    ['a text with a colon', `apiVersion: ${long}: y\n`, "holds ': '"],
    ['a tag', `apiVersion: !${long}{\n`, 'no tag'],
    ['what does not fit its tag', `apiVersion: !!int ${long}\n`, 'does not fit its tag'],
    ['comments behind a document', `apiVersion: v1\n...\n${'#\n'.repeat(long.length / 2)}x`, 'nothing that follows'],
  ])('%s', (_, text, message) => {
    const start = performance.now();
    const [problem] = read(text).unreadable;
    expect(problem.message).toContain(message);
    expect(problem.message.length).toBeLessThan(200);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('the patches of a kustomization are told', () => {
  const text = 'patches:\n- path: a.yaml\n- patch: |-\n    x: y\npatchesStrategicMerge:\n- b.yaml\n- |-\n  x: y\n';
  expect(read(text, 'kustomization.yaml').patches).toEqual(['a.yaml', 'b.yaml']);
});

test('twenty megabytes are read', () => {
  const one = `${pod('a')}spec:\n  containers:\n${'  - { name: web, image: "registry.example.com/web:1.0" }\n'.repeat(500)}---\n`;
  const text = one.repeat(Math.ceil(20_000_000 / one.length));
  const start = performance.now();
  expect(read(text).objects.length).toBeGreaterThan(500);
  expect(performance.now() - start).toBeLessThan(10_000);
}, 30_000);

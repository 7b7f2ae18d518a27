/** One document of a stream: a part of its text. */
export interface DocumentText {
  readonly text: string;
  /** Offset in the stream. */
  readonly start: number;
}

/**
 * The documents of a stream, so that a broken one hides no other. As kubectl does it, YAML is split at the lines that
 * begin with `---`, and JSON may follow JSON without a mark between them.
 */
export function documentsOf(stream: string): DocumentText[] {
  return jsonDocumentsOf(stream) ?? yamlDocumentsOf(stream);
}

const MARK = /^---(?=[ \t\r\n]|$)/gm;
/** What stands before the mark of a document and belongs to it: `%YAML 1.1`. */
const DIRECTIVES = /(?:^|\n)(?:%[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*)+$/;

function yamlDocumentsOf(stream: string): DocumentText[] {
  const starts = [0];
  for (const { index } of stream.matchAll(MARK)) {
    const before = starts[starts.length - 1];
    if (index > 0) starts.push(stream.includes('%') ? startOfDirectives(stream, before, index) : index);
  }
  return starts
    .map((start, index) => ({ start, text: stream.slice(start, starts[index + 1] ?? stream.length) }))
    .filter(({ text }) => text !== '');
}

function startOfDirectives(stream: string, from: number, mark: number): number {
  const found = DIRECTIVES.exec(stream.slice(from, mark));
  return found === null ? mark : from + found.index + (found[0].startsWith('\n') ? 1 : 0);
}

/** The values of a stream of JSON objects; `undefined` when it is something else. */
function jsonDocumentsOf(stream: string): DocumentText[] | undefined {
  if (!/^\s*\{\s*["}]/.test(stream)) return undefined;
  const documents: DocumentText[] = [];
  let depth = 0;
  let start = 0;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(stream); token !== null; token = TOKEN.exec(stream)) {
    const [text] = token;
    if (text === '{') depth++;
    else if (text === '}' && --depth === 0) {
      documents.push({ start, text: stream.slice(start, TOKEN.lastIndex) });
      start = TOKEN.lastIndex;
    }
    if (depth < 0 || (depth === 0 && text !== '}')) return undefined;
  }
  return depth === 0 && stream.slice(start).trim() === '' ? documents : undefined;
}

/** Texts and brackets of JSON, and whatever else is neither space nor inside of an object. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]|[^\s{}"]+/g;

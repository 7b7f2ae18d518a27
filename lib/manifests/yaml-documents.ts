import { endOfJsonText } from './json-text';

/** One document of a stream: a part of its text. */
export interface DocumentText {
  readonly text: string;
  /** Offset in the stream. */
  readonly start: number;
  /** Whether kubectl tries to read it as JSON. */
  readonly isJson: boolean;
}

/**
 * The documents of a stream, so that a broken one hides no other. As kubectl does it, YAML is split at the lines that
 * begin with `---`, and JSON may follow JSON without a mark between them.
 */
export function documentsOf(stream: string): DocumentText[] {
  const hasBrace = /^\s*\{/.test(stream);
  return (hasBrace ? jsonDocumentsOf(stream) : undefined) ?? yamlDocumentsOf(stream, hasBrace);
}

/** @param hasBrace Whether the first one may be JSON; behind a mark kubectl reads YAML only. */
function yamlDocumentsOf(stream: string, hasBrace: boolean): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = 0;
  while (start < stream.length) {
    const mark = stream.indexOf('\n---', start);
    const end = mark < 0 ? stream.length : mark + 1;
    documents.push({ text: stream.slice(start, end), start, isJson: hasBrace && start === 0 });
    start = end;
  }
  return documents;
}

/** The values of a stream of JSON objects; `undefined` when it is something else. */
function jsonDocumentsOf(stream: string): DocumentText[] | undefined {
  const documents: DocumentText[] = [];
  let depth = 0;
  let start = 0;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(stream); token !== null; token = TOKEN.exec(stream)) {
    const [text] = token;
    if (text === '"') TOKEN.lastIndex = endOfJsonText(stream, token.index);
    if (text === '{') depth++;
    else if (text === '}' && --depth === 0) {
      documents.push({ start, text: stream.slice(start, TOKEN.lastIndex), isJson: true });
      start = TOKEN.lastIndex;
    } else if (depth <= 0) {
      return undefined;
    }
  }
  const isWhole = depth === 0 && /^[ \t\r\n]*$/.test(stream.slice(start));
  return isWhole && (documents.length === 1 || isJson(documents[0].text)) ? documents : undefined;
}

/** What begins with a brace may be YAML, which needs marks between its documents. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where a text of JSON or a bracket begins and, outside of all objects, everything but space. */
const TOKEN = /[{}"]|[^ \t\r\n{}"]{1,100}/g;

/** What YAML 1.1 would read as something else than text. Source: the tags of eemeli/yaml `src/schema/yaml-1.1`. */
const NOT_TEXT = new RegExp(
  [
    '~?|[Nn]ull|NULL',
    '[Yy]|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON',
    '[Nn]|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF',
    '[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*',
    '[-+]?\\.(?:inf|Inf|INF)|\\.nan|\\.NaN|\\.NAN',
    '[-+]?(?:[0-9][0-9_]*)?(?:\\.[0-9_]*)?[eE][-+]?[0-9]+|[-+]?(?:[0-9][0-9_]*)?\\.[0-9_]*',
    '[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?',
    '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|T|[ \\t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?(?:[ \\t]*(?:Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?',
  ]
    .map((form) => `^(?:${form})$`)
    .join('|'),
);

/** What cannot stand without quotes: indicators at the start, and what would end the text or begin a comment. */
const NOT_PLAIN = /^[ \t,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|:[ \t]|[ \t]#|[ \t:]$/;

/** Letters, and what is between them in the names, paths and images of manifests: nothing that has another meaning. */
const SURELY_PLAIN = /^[A-Za-z/][A-Za-z0-9./_:@-]{4,}[A-Za-z0-9./_-]$/;

/** Control characters, line ends that are none everywhere, and halves of pairs: they are escaped. */
const SPECIAL = /[^\P{Cc}\t\n]|\p{Cs}/u;

/** Whether a string is written as it is, as nearly all are. */
export function isSurelyPlain(value: string): boolean {
  return SURELY_PLAIN.test(value);
}

/** A string on the line of its key, or as key; `undefined` where that takes more than quotes. */
export function inlineText(value: string): string | undefined {
  if (SURELY_PLAIN.test(value)) return value;
  if (value.includes('\n') || SPECIAL.test(value)) return undefined;
  if (!NOT_PLAIN.test(value) && !NOT_TEXT.test(value)) return value;
  return value.includes('"') && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
}

/** Lines of text below their key; `undefined` for those that begin or end with white space beyond one line end. */
export function blockText(value: string, indent: number): string | undefined {
  if (!/^[^\s]/.test(value) || SPECIAL.test(value)) return undefined;
  const isClosed = value.endsWith('\n');
  const body = isClosed ? value.slice(0, -1) : value;
  if (/[\s]$/.test(body)) return undefined;
  const margin = ' '.repeat(indent);
  return `|${isClosed ? '' : '-'}\n${margin}${body.replace(/\n+/g, `$&${margin}`)}`;
}

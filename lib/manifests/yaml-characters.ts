export const TAB = 0x09;
export const SPACE = 0x20;
export const EXCLAMATION = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const PERCENT = 0x25;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const COLON = 0x3a;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const BRACKET_END = 0x5d;
export const BRACE = 0x7b;
export const BAR = 0x7c;
export const BRACE_END = 0x7d;

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** The last two are no ASCII: YAML 1.1 has more line breaks than other formats. */
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isBreak(code: number): boolean {
  return (
    code === LINE_FEED ||
    code === RETURN ||
    (code >= NEXT_LINE && (code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR))
  );
}

/** Whether a word ends there: at a blank, at a line break, at the zero behind the text. */
export function isBlankOrEnd(code: number): boolean {
  return code <= SPACE || (code >= NEXT_LINE && isBreak(code));
}

/** What ends a text without quotes between brackets. */
export function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA ||
    code === QUESTION ||
    code === BRACKET ||
    code === BRACKET_END ||
    code === BRACE ||
    code === BRACE_END
  );
}

/** Where the next line begins. */
export function behindBreak(text: string, at: number): number {
  return text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
}

/** A line break as it is read. */
export function breakText(text: string, at: number): string {
  return text.charCodeAt(at) >= LINE_SEPARATOR ? text[at] : '\n';
}

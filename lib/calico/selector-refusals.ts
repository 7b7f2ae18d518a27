import type { CalicoRefusal } from './refusal';
import { isSelector, parseSelector } from './selector-parser';

/** What Calico calls everything outside namespaces; a text that holds it anywhere counts, a value in quotes too. */
const GLOBAL = 'global()';

const ALONE = /^[ \t]*global\([ \t]*\)[ \t]*$/;

/** How much of the text is quoted. */
const AROUND = 12;

/** A text that Calico does not read as a selector. */
export function selectorRefusals(path: string, text: string | undefined): CalicoRefusal[] {
  if (text === undefined) return [];
  const parsed = parseSelector(text);
  if (isSelector(parsed)) return [];
  const { problem, at } = parsed;
  const rest = text.slice(at, at + AROUND);
  const where = at >= text.length ? 'at the end' : `at character ${at + 1}, ${JSON.stringify(rest)}`;
  return [{ about: 'selector', path, got: text, problem: `${where}: ${problem.replace(/, not at the end$/, '')}` }];
}

/** A selector in a place where `global()` means nothing. Where pools have one, it is found with blanks in it as well. */
export function localSelectorRefusals(path: string, text: string | undefined, global = GLOBAL): CalicoRefusal[] {
  const refusals = selectorRefusals(path, text);
  if (refusals.length > 0 || !text?.includes(global)) return refusals;
  return [
    { about: 'selector', path, got: text, problem: 'global() belongs into the namespaceSelector of a rule only' },
  ];
}

/** The namespaces of one side of a rule, where `global()` may stand alone. */
export function ruleNamespaceRefusals(path: string, text: string | undefined): CalicoRefusal[] {
  const refusals = selectorRefusals(path, text);
  if (refusals.length > 0 || !text?.includes('global(') || ALONE.test(text)) return refusals;
  return [{ about: 'selector', path, got: text, problem: 'global() stands alone or not at all' }];
}

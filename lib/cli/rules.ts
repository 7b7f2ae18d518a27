import { oneOf } from '../lint/settings';
import { rangeOf } from '../report/rule-pages';
import { unindented } from '../report/unindented';
import type { Rule } from '../rules/rule';
import { parseArguments } from './arguments';
import { RULES_HELP } from './help';
import { rulesAbout } from './rules-about';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const FORMATS = ['table', 'markdown', 'json'] as const;
const HEAD = ['rule', 'severity', 'who says no', 'what it says'] as const;

/** `cdk8s-windows rules [WORD…]` */
export async function rules(args: readonly string[], terminal: Terminal): Promise<number> {
  const { options, positionals } = parseArguments(args, { format: 'text' });
  if (options.has('help')) {
    terminal.write(RULES_HELP);
    return 0;
  }
  const format = oneOf(options.get('format')?.slice(-1)[0] ?? 'table', FORMATS, '--format');
  const chosen = rulesAbout(positionals);
  if (chosen.length === 0) throw new UsageError(`no rule speaks of '${positionals.join(' ')}'`);
  terminal.write({ table, markdown, json }[format](chosen));
  return 0;
}

function rowsOf(chosen: readonly Rule[]): string[][] {
  return chosen.map(({ id, severity, verdict, summary }) => [id, severity, verdict, summary]);
}

function table(chosen: readonly Rule[]): string {
  const all = [[...HEAD], ...rowsOf(chosen)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function markdown(chosen: readonly Rule[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |\n`;
  return [HEAD, HEAD.map(() => '---'), ...rowsOf(chosen)].map(line).join('');
}

function json(chosen: readonly Rule[]): string {
  return `${JSON.stringify(chosen.map(record), null, 2)}\n`;
}

function record(rule: Rule) {
  const { id, topic, summary, why, fix, fixInCode, severity, verdict, reference, kubernetes, platforms } = rule;
  const { fields, bad, good } = rule;
  const example = (text: string | undefined) => (text === undefined ? null : unindented(text));
  return {
    id,
    topic,
    summary,
    why,
    fix,
    fixInCode: fixInCode ?? null,
    severity,
    verdict,
    reference,
    kubernetes: kubernetes ?? null,
    platforms: platforms ?? null,
    holdsOn: rangeOf(rule),
    fields: fields ?? null,
    bad: example(bad),
    good: example(good),
  };
}

import { oneOf } from '../lint/settings';
import { rangeOf } from '../report/rule-pages';
import { unindented } from '../report/unindented';
import type { Rule } from '../rules/rule';
import { RULES } from '../rules/rules';
import { parseArguments } from './arguments';
import { RULES_HELP } from './help';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const FORMATS = ['table', 'markdown', 'json'] as const;
const HEAD = ['rule', 'severity', 'who says no', 'what it says'] as const;

/** `cdk8s-windows rules` */
export async function rules(args: readonly string[], terminal: Terminal): Promise<number> {
  const { options, positionals } = parseArguments(args, { format: 'text' });
  if (options.has('help')) {
    terminal.write(RULES_HELP);
    return 0;
  }
  if (positionals.length > 0) throw new UsageError(`rules takes no arguments: '${positionals[0]}'`);
  const format = oneOf(options.get('format')?.slice(-1)[0] ?? 'table', FORMATS, '--format');
  terminal.write({ table, markdown, json }[format]());
  return 0;
}

function rows(): string[][] {
  return RULES.map(({ id, severity, verdict, summary }) => [id, severity, verdict, summary]);
}

function table(): string {
  const all = [[...HEAD], ...rows()];
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

function markdown(): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |\n`;
  return [HEAD, HEAD.map(() => '---'), ...rows()].map(line).join('');
}

function json(): string {
  return `${JSON.stringify(RULES.map(record), null, 2)}\n`;
}

function record(rule: Rule) {
  const { id, topic, summary, why, fix, severity, verdict, reference, kubernetes, platforms, bad, good } = rule;
  const example = (text: string | undefined) => (text === undefined ? null : unindented(text));
  return {
    id,
    topic,
    summary,
    why,
    fix,
    severity,
    verdict,
    reference,
    kubernetes: kubernetes ?? null,
    platforms: platforms ?? null,
    holdsOn: rangeOf(rule),
    bad: example(bad),
    good: example(good),
  };
}

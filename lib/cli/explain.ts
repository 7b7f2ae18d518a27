import { ruleOf, WrongSetting } from '../lint/settings';
import { rangeOf } from '../report/rule-pages';
import { unindented } from '../report/unindented';
import { VERDICTS } from '../report/verdicts';
import type { Rule } from '../rules/rule';
import { parseArguments } from './arguments';
import { EXPLAIN_HELP } from './help';
import { rulesAbout } from './rules-about';
import { paintFor, type Terminal } from './terminal';
import { UsageError } from './usage-error';

/** `cdk8s-windows explain RULE` */
export async function explain(args: readonly string[], terminal: Terminal): Promise<number> {
  const { options, positionals } = parseArguments(args, { 'no-color': 'flag' });
  if (options.has('help')) {
    terminal.write(EXPLAIN_HELP);
    return 0;
  }
  if (positionals.length !== 1)
    throw new UsageError('explain takes the id of one rule; `cdk8s-windows rules` lists them');
  const rule = asked(positionals[0]);
  const { id, summary, why, fix, fixInCode, severity, severityInCode, verdict, fields, bad, good, reference } = rule;
  const paint = paintFor(terminal, options.has('no-color'));
  const part = (title: string, text: string | undefined) =>
    text === undefined ? [] : [`${paint('strong', title)}\n${text.trimEnd().replace(/^(?=.)/gm, '  ')}\n`];
  const yaml = (text: string | undefined) => (text === undefined ? undefined : unindented(text));
  terminal.write(
    [
      `${paint('strong', id)}: ${summary}\n`,
      ...part('Why', why),
      ...part('Do', fix),
      ...part('In a program', fixInCode),
      ...part('Fields', fields?.join('\n')),
      ...part(
        'Severity',
        `${paint(severity, severity)}: ${VERDICTS[verdict]}${severityInCode === undefined ? '' : '; constructs refuse it'}`,
      ),
      ...part('Holds on', rangeOf(rule)),
      ...part('Wrong', yaml(bad)),
      ...part('Right', yaml(good)),
      ...part('Read on', reference),
    ].join('\n'),
  );
  return 0;
}

/** Who knows no id names what it is about. */
function asked(word: string): Rule {
  try {
    return ruleOf(word, 'explain');
  } catch (error) {
    if (!(error instanceof WrongSetting) || error.message.includes('did you mean') || word.length < SHORTEST)
      throw error;
    const ids = rulesAbout([word]).map(({ id }) => id);
    if (ids.length === 0) throw error;
    const more = ids.length > MOST ? `, and ${ids.length - MOST} more: \`cdk8s-windows rules ${word}\`` : '';
    throw new UsageError(
      `explain: no rule is named '${word}', but these speak of it: ${ids.slice(0, MOST).join(', ')}${more}`,
    );
  }
}

const SHORTEST = 3;
const MOST = 5;

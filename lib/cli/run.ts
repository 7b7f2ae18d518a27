import { WrongSetting } from '../lint/settings';
import { didYouMean } from '../report/did-you-mean';
import { HELP } from './help';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { version } from './version';

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Commands by their names. A program may hold some of them only: what it does not need, it need not load. */
export type Commands = ReadonlyMap<string, Command>;

/** The commands of all programs. */
const NAMES: readonly string[] = ['lint', 'isolation', 'rules', 'explain'];

/** Does what the arguments say, and returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal, commands: Commands): Promise<number> {
  const [name, ...rest] = args;
  try {
    return await obey(name, rest, terminal, commands);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof WrongSetting)) throw error;
    const help = commands.has(name) ? `${name} --help` : '--help';
    terminal.tell(`error: ${error.message}\nTry \`cdk8s-windows ${help}\`.\n`);
    return 2;
  }
}

async function obey(
  name: string | undefined,
  rest: readonly string[],
  terminal: Terminal,
  commands: Commands,
): Promise<number> {
  if (name === undefined) {
    terminal.tell(HELP);
    return 2;
  }
  if (name === '--version' || name === '-V') {
    terminal.write(`${version()}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const command = commands.get(rest[0]);
    if (command !== undefined) return command(['--help'], terminal);
    terminal.write(HELP);
    return 0;
  }
  const command = commands.get(name);
  if (command === undefined) {
    throw new UsageError(`there is no command '${name}'${didYouMean(name, [...NAMES, '--help', '--version'])}`);
  }
  return command(rest, terminal);
}

import { didYouMean } from './did-you-mean';
import { HELP } from './help';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** A command is loaded when it is asked for. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['lint', async () => (await import('./lint')).lint],
  ['rules', async () => (await import('./rules')).rules],
  ['explain', async () => (await import('./explain')).explain],
]);

/** Does what the arguments say, and returns the exit code. */
export async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (name === '--version' || name === '-V') {
      terminal.write(`${(await import('./version')).version()}\n`);
      return 0;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      const command = await COMMANDS.get(rest[0])?.();
      if (command !== undefined) return await command(['--help'], terminal);
      terminal.write(HELP);
      return 0;
    }
    if (name === undefined) {
      terminal.tell(HELP);
      return 2;
    }
    const command = await COMMANDS.get(name)?.();
    if (command === undefined) {
      throw new UsageError(`there is no command '${name}'${didYouMean(name, [...COMMANDS.keys()])}`);
    }
    return await command(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const help = name !== undefined && COMMANDS.has(name) ? `${name} --help` : '--help';
    terminal.tell(`error: ${error.message}\nTry \`cdk8s-windows ${help}\`.\n`);
    return 2;
  }
}

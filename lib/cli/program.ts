import { type Commands, run } from './run';
import { PROCESS } from './terminal';

/** Runs what the process was started with. */
export function program(commands: Commands): void {
  // `… | head` is no mistake of ours
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode ??= 0;
  });

  run(process.argv.slice(2), PROCESS, commands).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = 2;
      process.stderr.write(
        `This is a mistake in cdk8s-windows, please report it with the manifest that caused it:\n${error instanceof Error ? error.stack : error}\n`,
      );
    },
  );
}

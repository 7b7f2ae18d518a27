import { run } from './run';
import { PROCESS } from './terminal';

// `… | head` is no mistake of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode ??= 0;
});

run(process.argv.slice(2), PROCESS).then(
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

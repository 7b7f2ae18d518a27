import { COLOURED, type Paint, PLAIN } from '../report/paint';

/** Where a command reads from and writes to. */
export interface Terminal {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For results only. */
  write(text: string): void;
  /** For everything else. */
  tell(text: string): void;
  /** Whether a person looks at the results, and at the rest. */
  readonly isWatched: boolean;
  readonly isToldToPerson: boolean;
  input(): Promise<Buffer>;
}

export const PROCESS: Terminal = {
  folder: process.cwd(),
  environment: process.env,
  write: (text) => void process.stdout.write(text),
  tell: (text) => void process.stderr.write(text),
  isWatched: process.stdout.isTTY === true,
  isToldToPerson: process.stderr.isTTY === true,
  input: async () => {
    if (process.stdin.isTTY) process.stderr.write('Reading standard input …\n');
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  },
};

/** Colours on a terminal only, unless somebody says otherwise; FORCE_COLOR is the stronger word, as in Node.js itself. */
export function paintFor({ environment, isWatched }: Terminal, noColour: boolean): Paint {
  if (noColour) return PLAIN;
  const { FORCE_COLOR: forced, NO_COLOR: unwanted, TERM: terminal } = environment;
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? PLAIN : COLOURED;
  return isWatched && !unwanted && terminal !== 'dumb' ? COLOURED : PLAIN;
}

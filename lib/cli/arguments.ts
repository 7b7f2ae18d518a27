import { parseArgs } from 'node:util';
import { hasField } from '../manifests/workload';
import { didYouMean } from '../report/did-you-mean';
import { UsageError } from './usage-error';

/** The options of a command by their names: whether they take a value, or one each time that they are given. */
export type OptionTypes = Readonly<Record<string, 'text' | 'texts' | 'flag'>>;

export interface Arguments {
  /** Every value that was given, by option; a flag has none. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

export function parseArguments(args: readonly string[], types: OptionTypes): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        Object.entries(types).map(([name, type]) => [name, { type: type === 'flag' ? 'boolean' : 'string' } as const]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const options = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const type = name === 'help' ? 'flag' : hasField(types, name) ? types[name] : undefined;
    if (type === undefined) {
      const known = [...Object.keys(types), 'help'].map((each) => `--${each}`);
      throw new UsageError(`unknown option ${rawName}${didYouMean(rawName, known)}`);
    }
    if (type === 'flag' && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (type !== 'flag' && (value === undefined || value === '' || (!inlineValue && /^-./.test(value)))) {
      throw new UsageError(`${rawName} needs a value`);
    }
    if (type === 'text' && options.has(name))
      throw new UsageError(`${rawName} stands here a second time: it takes one value`);
    options.set(name, [...(options.get(name) ?? []), ...(value === undefined ? [] : [value])]);
  }
  return { options, positionals };
}

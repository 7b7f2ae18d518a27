import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileText } from '../manifests/file-text';
import { jsonSyntaxError, repeatedKey } from '../manifests/json-syntax';
import { SourceFile } from '../manifests/source-file';
import { isObject } from '../manifests/workload';
import { ALL_NODES, type AskedFlow, FLOW_FIELDS } from '../reach/flow';
import { didYouMean } from '../report/did-you-mean';
import type { UnreadableFlow } from '../report/isolation-json';
import { STANDARD_INPUT } from '../report/standard-input';
import { systemProblem } from './input-files';
import type { Terminal } from './terminal';

/** Flows that are asked about, each with its place in the list. */
export interface AskedFlows {
  readonly file: string;
  readonly flows: readonly { readonly index: number; readonly asked: AskedFlow }[];
  readonly unreadable: readonly UnreadableFlow[];
}

/** Reads a list of flows; an entry that makes no sense hides no other. */
export async function flowsOf(name: string, terminal: Terminal): Promise<AskedFlows> {
  const file = name === '-' ? STANDARD_INPUT : name;
  const failed = (message: string, place: { readonly line?: number; readonly column?: number } = {}): AskedFlows => ({
    file,
    flows: [],
    unreadable: [{ file, line: place.line, column: place.column, message }],
  });
  let bytes: Buffer;
  try {
    bytes = name === '-' ? await terminal.input() : readFileSync(resolve(terminal.folder, name));
  } catch (error) {
    return failed(systemProblem(error as NodeJS.ErrnoException));
  }
  const source = fileText(file, bytes);
  if (!(source instanceof SourceFile)) return failed(source.message, source);
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch (error) {
    const found = jsonSyntaxError(source.text);
    return failed(found?.message ?? (error as Error).message, found && source.placeAt(found.offset));
  }
  const repeated = repeatedKey(source.text, value);
  if (repeated !== undefined) return failed(repeated.message, source.placeAt(repeated.offset));
  const list = isObject(value) ? value.flows : value;
  if (!Array.isArray(list))
    return failed('it holds no list of flows such as [{"from": "shop/web", "to": "shop/db", "port": 1433}]');
  const flows: { index: number; asked: AskedFlow }[] = [];
  const unreadable: UnreadableFlow[] = [];
  for (const [index, entry] of list.entries()) {
    const asked = askedFlow(entry);
    if (typeof asked === 'string') unreadable.push({ file, index, message: asked });
    else flows.push({ index, asked });
  }
  return { file, flows, unreadable };
}

/** The flow, or what is wrong with it. */
function askedFlow(entry: unknown): AskedFlow | string {
  if (!isObject(entry)) return 'it is no flow such as {"from": "shop/web", "to": "shop/db", "port": 1433}';
  for (const field of Object.keys(entry))
    if (!FIELDS.includes(field) && !BESIDE.includes(field))
      return `'${field}' is no field of a flow, which are ${FIELDS.join(', ')}${didYouMean(field, FIELDS)}`;
  const { from, to, protocol = 'TCP' } = entry;
  for (const [field, end] of Object.entries({ from, to })) {
    if (end === undefined || end === null || end === '')
      return `${field} is missing: a pod, a workload, a Service or an address`;
    if (typeof end !== 'string') return `${field} is ${JSON.stringify(end)}: it must be a text such as "shop/web"`;
  }
  if (typeof protocol !== 'string' && typeof protocol !== 'number') return 'protocol is no text and no number';
  const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const field of NUMBERS) {
    const value = entry[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number') return `${field} is no number`;
    numbers[field] = value;
  }
  return { from: from as string, to: to as string, protocol, ...numbers };
}

const NUMBERS = ['port', 'sourcePort', 'icmpType', 'icmpCode'] as const;
const FIELDS: readonly string[] = FLOW_FIELDS;
/** What may stand beside: a word on it, and what an earlier report answered. */
const BESIDE: readonly string[] = ['comment', ...ALL_NODES];

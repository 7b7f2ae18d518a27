import { oneOf, PLATFORM_IDS } from '../lint/settings';
import { parseNetwork } from '../manifests/network';
import { minorOf } from '../platforms/calico-version';
import type { Platform } from '../platforms/platform';
import { PLATFORMS } from '../platforms/platforms';
import type { Nodes } from '../policy/kinds';
import type { CalicoOnWindows } from '../reach/enforcement';
import type { OptionTypes } from './arguments';

import { UsageError } from './usage-error';

export const ISOLATION_OPTIONS: OptionTypes = {
  platform: 'text',
  calico: 'text',
  'pod-cidr': 'texts',
  nodes: 'text',
  namespace: 'texts',
  from: 'text',
  to: 'text',
  port: 'text',
  protocol: 'text',
  'source-port': 'text',
  'icmp-type': 'text',
  'icmp-code': 'text',
  flows: 'text',
  diff: 'texts',
  format: 'text',
  output: 'text',
  quiet: 'flag',
  'no-color': 'flag',
};

/** Those of the table; one flow, a list of flows and a difference have the first two. */
export const ISOLATION_FORMATS = ['text', 'json', 'csv', 'dot', 'mermaid', 'html'] as const;
export type IsolationFormat = (typeof ISOLATION_FORMATS)[number];

const NODES: readonly Nodes[] = ['actual', 'linux', 'windows'];

/** A flow as it is asked about on the command line; each part as it was written. */
export interface AskedOnLine {
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly protocol?: string;
  readonly sourcePort?: string;
  readonly icmpType?: string;
  readonly icmpCode?: string;
}

export interface IsolationOptions {
  readonly platform?: Platform;
  readonly calico?: CalicoOnWindows;
  readonly podNetworks?: readonly string[];
  readonly nodes: Nodes;
  readonly namespaces: readonly string[];
  readonly flow?: AskedOnLine;
  readonly flows?: string;
  readonly diff: readonly string[];
  readonly format: IsolationFormat;
  readonly output?: string;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** What is asked for, checked. */
export function isolationOptions(given: ReadonlyMap<string, readonly string[]>): IsolationOptions {
  const last = (name: string) => given.get(name)?.slice(-1)[0];
  const chosen = <T extends string>(name: string, known: readonly T[]): T | undefined => {
    const value = last(name);
    return value === undefined ? undefined : oneOf(value, known, `--${name}`);
  };
  const platform = chosen('platform', PLATFORM_IDS);
  const options: IsolationOptions = {
    platform: platform === undefined ? undefined : PLATFORMS[platform],
    calico: calico(last('calico')),
    podNetworks: podNetworks(given.get('pod-cidr')),
    nodes: chosen('nodes', NODES) ?? 'actual',
    namespaces: (given.get('namespace') ?? []).flatMap((value) => value.split(',')).map((name) => name.trim()),
    flow: flow(last),
    flows: last('flows'),
    diff: given.get('diff') ?? [],
    format: chosen('format', ISOLATION_FORMATS) ?? 'text',
    output: last('output'),
    quiet: given.has('quiet'),
    noColour: given.has('no-color'),
  };
  refuseCombinations(options);
  return options;
}

function calico(value: string | undefined): CalicoOnWindows | undefined {
  if (value === 'none') return value;
  const minor = minorOf(value);
  if (value !== undefined && minor === undefined)
    throw new UsageError(`--calico: '${value}' is no version such as 3.31, and not none`);
  return minor;
}

function podNetworks(values: readonly string[] | undefined): readonly string[] | undefined {
  const networks = values?.flatMap((value) => value.split(',')).map((network) => network.trim());
  for (const network of networks ?? [])
    if (parseNetwork(network) === undefined)
      throw new UsageError(`--pod-cidr: '${network}' is no network such as 10.244.0.0/16`);
  return networks;
}

function flow(last: (name: string) => string | undefined): AskedOnLine | undefined {
  const asked = {
    from: last('from'),
    to: last('to'),
    port: last('port'),
    protocol: last('protocol'),
    sourcePort: last('source-port'),
    icmpType: last('icmp-type'),
    icmpCode: last('icmp-code'),
  };
  return Object.values(asked).some((value) => value !== undefined) ? asked : undefined;
}

function refuseCombinations({ flow: asked, flows, diff, format }: IsolationOptions): void {
  const modes = [
    ...(asked === undefined ? [] : ['--from and --to']),
    ...(flows === undefined ? [] : ['--flows']),
    ...(diff.length === 0 ? [] : ['--diff']),
  ];
  if (modes.length > 1) throw new UsageError(`${modes.join(' and ')} are questions of their own: ask one at a time`);
  if (asked !== undefined && (asked.from === undefined || asked.to === undefined))
    throw new UsageError(`${asked.from === undefined ? '--from' : '--to'} is missing: one flow has both ends`);
  if (modes.length > 0 && format !== 'text' && format !== 'json')
    throw new UsageError(`--format: ${modes[0]} is answered as text or json, not as ${format}`);
}

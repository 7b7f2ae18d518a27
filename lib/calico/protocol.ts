import { type CalicoRefusal, oneOf } from './refusal';

const NAMES = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];

/** The protocols that have ports, by name and by number. */
const WITH_PORTS: ReadonlySet<string | number> = new Set(['TCP', 'UDP', 'SCTP', 6, 17, 132]);

export type Protocol = string | number | undefined;

/** A name, or a number from 1 to 255; Calico takes a number as a text as well. */
export function protocolRefusals(path: string, got: Protocol): CalicoRefusal[] {
  if (got === undefined || isNumber(numbered(got))) return [];
  if (typeof got === 'string' && !/^\d+$/.test(got)) {
    return oneOf(path, got, NAMES).map((refusal) => ({ ...refusal, allowed: `${NAMES.join(', ')}, 1 to 255` }));
  }
  return [{ about: 'value', path, got, allowed: '1 to 255' }];
}

export function isProtocol(protocol: Protocol): boolean {
  return protocolRefusals('', protocol).length === 0;
}

export function hasPorts(protocol: Protocol): boolean {
  return protocol !== undefined && WITH_PORTS.has(numbered(protocol));
}

/** Texts of digits are numbers. */
function numbered(protocol: string | number): string | number {
  return typeof protocol === 'string' && /^\d+$/.test(protocol) ? Number(protocol) : protocol;
}

function isNumber(protocol: string | number): boolean {
  return Number.isInteger(protocol) && (protocol as number) >= 1 && (protocol as number) <= 255;
}

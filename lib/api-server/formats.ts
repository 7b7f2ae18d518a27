import { isIP } from 'node:net';

/**
 * Forms that the API server demands of names and numbers (kubernetes/apimachinery `pkg/util/validation/validation.go`).
 * Each takes any value: what comes from plain JavaScript or from another language need not have the declared type.
 */

/** RFC 1123 label: names of containers and volumes. */
export function isDnsLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value);
}

/** RFC 1123 subdomain: names of most objects. */
export function isDnsSubdomain(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= 253 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(value)
  );
}

/** IANA service name: at most 15 characters, at least one letter, no dash at either end and no two together. */
export function isPortName(value: unknown): boolean {
  return typeof value === 'string' && /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
}

/** Printable ASCII without an equals sign; Kubernetes before 1.32 takes less, and Windows needs `ProgramFiles(x86)`. */
export function isEnvName(value: unknown): boolean {
  return typeof value === 'string' && /^[ -<>-~]+$/.test(value);
}

export function isPort(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65535;
}

export function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** A label key: a name, with a DNS subdomain and a slash before it or not. */
export function isLabelKey(key: string): boolean {
  const [name, prefix, ...rest] = key.split('/').reverse();
  return name !== '' && isLabelValue(name) && (prefix === undefined || isDnsSubdomain(prefix)) && rest.length === 0;
}

/** A label value: at most 63 characters, possibly none. */
export function isLabelValue(value: unknown): boolean {
  return typeof value === 'string' && /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value);
}

/**
 * An IPv4 or IPv6 network as every Kubernetes reads it: since 1.36 host bits must be zero, and IPv4 addresses may not be
 * in IPv6 form (`StrictIPCIDRValidation`).
 */
export function isCidr(text: unknown): boolean {
  const match = typeof text === 'string' ? /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(text) : null;
  if (match === null || isIP(match[1]) === 0) return false;
  const bits = isIP(match[1]) === 4 ? bitsOf(match[1].split('.'), 10, 8) : ipv6Bits(match[1]);
  const prefix = Number(match[2]);
  return prefix <= bits.length && !bits.includes('1', prefix) && !bits.startsWith(IPV4_IN_IPV6);
}

const IPV4_IN_IPV6 = `${'0'.repeat(80)}${'1'.repeat(16)}`;

function ipv6Bits(address: string): string {
  // as URLs have it: hexadecimal throughout, also where the end was written as an IPv4 address
  const [before, after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const zeros = Array<string>(8 - groups(before).length - groups(after).length).fill('0');
  return bitsOf([...groups(before), ...zeros, ...groups(after)], 16, 16);
}

function bitsOf(numbers: readonly string[], radix: number, width: number): string {
  return numbers.map((number) => Number.parseInt(number, radix).toString(2).padStart(width, '0')).join('');
}

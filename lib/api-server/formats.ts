import { familyOf, hasHostBits, parseNetwork } from '../manifests/network';

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
  if (typeof text !== 'string' || !/\/(0|[1-9]\d*)$/.test(text)) return false;
  const network = parseNetwork(text);
  if (network === undefined || hasHostBits(network)) return false;
  return network.bits === 32 || familyOf(network) === 6;
}

/** A network as Kubernetes before 1.36 reads it as well: with host bits, and with leading zeros in its numbers. */
export function isLegacyCidr(text: unknown): boolean {
  return typeof text === 'string' && parseNetwork(text, { leadingZeros: true }) !== undefined;
}

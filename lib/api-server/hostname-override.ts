import type { PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden, invalid } from './field-error';
import { isDnsSubdomain } from './formats';

const MAX_BYTES = 64;

export function hostnameOverrideErrors(pod: PodSpec): FieldError[] {
  const { hostnameOverride: got } = pod;
  if (got === undefined) return [];
  const path = 'hostnameOverride';
  const tooLong: FieldError = { path, type: 'TooLong', got, problem: `it has more than ${MAX_BYTES} bytes` };
  return [
    ...(pod.setHostnameAsFQDN ? [forbidden(path, got, 'setHostnameAsFQDN names the host already')] : []),
    ...(pod.hostNetwork ? [forbidden(path, got, 'with hostNetwork the host name is that of the node')] : []),
    ...(Buffer.byteLength(got, 'utf8') > MAX_BYTES ? [tooLong] : []),
    ...(isDnsSubdomain(got) ? [] : [invalid(path, got, 'it is no DNS subdomain')]),
  ];
}

import type { WindowsOptions } from '../manifests/pod-spec';
import { type FieldError, invalid } from './field-error';
import { isDnsSubdomain } from './formats';
import { userNameProblems } from './user-name';

/** The API server refuses a pod whose credential spec is larger, in bytes of UTF-8. */
export const MAX_CREDENTIAL_SPEC_BYTES = 64 * 1024;

/** What is wrong with the contents of `windowsOptions`, of the pod and of containers alike, whatever the `os`. */
export function windowsOptionsErrors(options: WindowsOptions | undefined, path: string): FieldError[] {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options ?? {};
  return [
    ...(name === undefined || isDnsSubdomain(name)
      ? []
      : [invalid(`${path}.gmsaCredentialSpecName`, name, 'it is no DNS subdomain')]),
    ...credentialSpecProblems(spec).map((problem) => invalid(`${path}.gmsaCredentialSpec`, spec, problem)),
    ...(user === undefined ? [] : userNameProblems(user)).map((problem) =>
      invalid(`${path}.runAsUserName`, user, problem),
    ),
  ];
}

/** The API server looks at the size only, not whether it is JSON. */
function credentialSpecProblems(spec: string | undefined): string[] {
  if (spec === undefined) return [];
  if (spec === '') return ['it is empty'];
  const bytes = Buffer.byteLength(spec, 'utf8');
  return bytes > MAX_CREDENTIAL_SPEC_BYTES ? [`it has ${bytes} bytes of at most ${MAX_CREDENTIAL_SPEC_BYTES}`] : [];
}

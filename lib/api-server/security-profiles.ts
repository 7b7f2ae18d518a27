import type { SecurityProfile } from '../manifests/pod-spec';
import { type FieldError, invalid, notSupported, required } from './field-error';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const MAX_APP_ARMOR_BYTES = 4095;

/** White space as Go knows it, which is not quite JavaScript's. */
const PADDED =
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

export function seccompProfileErrors(profile: SecurityProfile | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: file } = profile;
  const field = `${path}.localhostProfile`;
  const ofType = typeErrors(type, path);
  if (type !== 'Localhost') return [...ofType, ...(file === undefined ? [] : [onlyLocalhost(field, file)])];
  return file === undefined
    ? [needsFile(field)]
    : localPathProblems(file).map((problem) => invalid(field, file, problem));
}

export function appArmorProfileErrors(profile: SecurityProfile | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: name } = profile;
  const field = `${path}.localhostProfile`;
  const ofType = typeErrors(type, path);
  if (ofType.length > 0) return ofType;
  if (type !== 'Localhost') return name === undefined ? [] : [onlyLocalhost(field, name)];
  if (!name) return [needsFile(field)];
  const bytes = Buffer.byteLength(name, 'utf8');
  const tooLong: FieldError = { path: field, type: 'TooLong', got: name, problem: `it has ${bytes} bytes` };
  return [
    ...(PADDED.test(name) ? [invalid(field, name, 'it has white space around it')] : []),
    ...(bytes > MAX_APP_ARMOR_BYTES ? [{ ...tooLong, allowed: `at most ${MAX_APP_ARMOR_BYTES} bytes` }] : []),
  ];
}

/** What is wrong with a path that has to stay below a folder of the node. */
export function localPathProblems(path: string): string[] {
  return [
    ...(path.startsWith('/') ? ['it is an absolute path'] : []),
    ...(path.split('/').includes('..') ? ['it climbs with ..'] : []),
  ];
}

function typeErrors(type: string | undefined, path: string): FieldError[] {
  if (!type) return [required(`${path}.type`, 'a profile has a type')];
  return TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, TYPES)];
}

function needsFile(path: string): FieldError {
  return required(path, 'the type Localhost needs the profile');
}

function onlyLocalhost(path: string, got: string): FieldError {
  return invalid(path, got, 'only the type Localhost has one');
}

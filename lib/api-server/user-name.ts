/**
 * The grammar of `windowsOptions.runAsUserName`, `[DOMAIN\]USER`, exactly as the API server tests it
 * (kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateWindowsSecurityContextOptions`).
 * Lengths are bytes of UTF-8.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const CONTROL_CHARACTERS = /[\x00-\x1f\x7f]/;
const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_DOMAIN = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const FORBIDDEN_IN_USER = /["/\\:;|=,+*?<>@[\]]/;
const ONLY_DOTS_AND_SPACES = /^[. ]+$/;

const MAX_DOMAIN_BYTES = 255;
const MAX_USER_BYTES = 104;

/** Everything that is wrong with a user name; an empty list means that the API server accepts it. */
export function userNameProblems(userName: string): string[] {
  if (userName === '') return ['must not be empty'];
  if (CONTROL_CHARACTERS.test(userName)) return ['must not contain control characters'];
  const parts = userName.split('\\');
  if (parts.length > 2) return ['must not contain more than one backslash'];

  const problems: string[] = [];
  const user = parts[parts.length - 1];
  if (parts.length === 2) {
    const domain = parts[0];
    if (bytes(domain) > MAX_DOMAIN_BYTES) problems.push(`domain must have at most ${MAX_DOMAIN_BYTES} bytes`);
    if (!NETBIOS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain)) {
      problems.push('domain must be a NetBIOS name (1 to 15 characters, not starting with a dot) or a DNS name');
    }
  }
  if (user === '') problems.push('user must not be empty');
  else if (bytes(user) > MAX_USER_BYTES) problems.push(`user must have at most ${MAX_USER_BYTES} bytes`);
  if (ONLY_DOTS_AND_SPACES.test(user)) problems.push('user must not consist of dots and spaces only');
  if (FORBIDDEN_IN_USER.test(user)) problems.push('user must not contain any of " / \\ : ; | = , + * ? < > @ [ ]');
  return problems;
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

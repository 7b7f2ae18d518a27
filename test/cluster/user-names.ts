import fc from 'fast-check';

/** Lengths at the limits: 15 characters of a NetBIOS name, 63 of a DNS label, 255 bytes of a domain, 104 of a user. */
const LENGTHS = [0, 1, 14, 15, 16, 62, 63, 64, 103, 104, 105, 254, 255, 256];
/** DNS names with that many bytes, of labels that are not too long. */
const DNS_DOMAINS = [254, 255, 256].map((bytes) => `${`${'d'.repeat(61)}.`.repeat(4)}${'d'.repeat(bytes - 248)}`);
const FILLERS = ['a', 'é', '漢', '😀', '-', '.', ' '];
const PARTS = [
  'ContainerUser',
  'ContainerAdministrator',
  'NT AUTHORITY',
  'SYSTEM',
  'NT Service',
  'corp',
  'corp.example',
  '.corp',
  '-corp',
  'corp-',
  'a..b',
  'under_score',
  'Pérez',
  'svc$',
  '.',
  '. .',
  ' ',
  'user@corp',
  'a/b',
  'a:b',
  'a"b',
  'a[b]',
  'a\tb',
  'a\u007fb',
  'a\u0085b',
  'a\nb',
];

const long = fc
  .tuple(fc.constantFrom(...FILLERS), fc.constantFrom(...LENGTHS))
  .map(([filler, length]) => filler.repeat(length));
const cut = fc
  .tuple(fc.constantFrom('é', '漢', '😀'), fc.constantFrom(...LENGTHS), fc.constantFrom('', 'a', 'aa'))
  .map(([filler, bytes, rest]) => filler.repeat(Math.floor(bytes / Buffer.byteLength(filler))) + rest);
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PARTS) },
  { weight: 2, arbitrary: long },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: fc.constantFrom(...DNS_DOMAINS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'aZ0-._$ \\/:*?"<>|;=,+@[]'), maxLength: 20 }) },
);

/** Names of Windows users at the edges of `[DOMAIN\]USER`, right and wrong ones. */
export const userNames: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('ContainerUser', 'NT AUTHORITY\\SYSTEM', 'corp.example\\svc$') },
  { weight: 2, arbitrary: part },
  { weight: 3, arbitrary: fc.tuple(part, part).map((parts) => parts.join('\\')) },
  { weight: 3, arbitrary: part.map((domain) => `${domain}\\svc`) },
  { weight: 1, arbitrary: fc.array(part, { maxLength: 3 }).map((parts) => parts.join('\\')) },
);

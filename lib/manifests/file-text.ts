import { isAscii, isUtf8 } from 'node:buffer';
import { SourceFile } from './source-file';

/** Why the bytes of a file are no text that kubectl and every other tool read. */
export interface NoText {
  readonly line: number;
  readonly message: string;
}

/** The text of a file: UTF-8, with or without a byte order mark. */
export function fileText(name: string, bytes: Buffer): SourceFile | NoText {
  if (isAscii(bytes) && !bytes.includes(0)) return new SourceFile(name, bytes.toString('latin1'));
  const encoding = otherEncoding(bytes);
  if (encoding !== undefined) {
    return { line: 1, message: `it is ${encoding}: save it as UTF-8 (in Windows PowerShell: Out-File -Encoding utf8)` };
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { line: lineOf(bytes, zero), message: 'it holds zero bytes and is no text: leave it out' };
  if (!isUtf8(bytes)) {
    return { line: firstInvalidLine(bytes), message: 'it is not UTF-8: save it in that encoding' };
  }
  const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return new SourceFile(name, bytes.toString('utf8', marked ? 3 : 0), marked);
}

/** UTF-16 and UTF-32, by their byte order marks or by zeros in every other byte, as Windows PowerShell writes them. */
function otherEncoding(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  const head = bytes.subarray(0, 64);
  if (head.length < 4 || !head.includes(0)) return undefined;
  const zeros = (rest: number) => head.every((byte, index) => (byte === 0) === (index % 2 === rest));
  return zeros(0) || zeros(1) ? 'UTF-16' : undefined;
}

/** A character never reaches over the end of a line. */
function firstInvalidLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0 && isUtf8(bytes.subarray(start, end)); line++) {
    start = end + 1;
    end = bytes.indexOf(0x0a, start);
  }
  return line;
}

function lineOf(bytes: Buffer, at: number): number {
  let line = 1;
  for (let index = bytes.indexOf(0x0a); index >= 0 && index < at; index = bytes.indexOf(0x0a, index + 1)) line++;
  return line;
}

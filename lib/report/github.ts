import { titleOf } from '../manifests/kubernetes-object';
import { messageOf } from './message';
import type { Report } from './report';
import { STANDARD_INPUT } from './standard-input';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** The report as commands that GitHub Actions turns into annotations of a pull request. */
export function githubReport({ findings, unreadable }: Report): string {
  const lines = findings.map((finding) => {
    const { rule, severity, object, file, start, end, fix } = finding;
    const title = `${rule.id}: ${titleOf(object)}`;
    const place = { file: file.name, line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
    return command(COMMANDS[severity], { ...place, title }, `${messageOf(finding)}\nDo: ${fix}`);
  });
  const broken = unreadable.map(({ file, line, column, message }) =>
    command('error', { file, line, col: column, title: 'cannot be read' }, message),
  );
  return [...lines, ...broken].map((line) => `${line}\n`).join('');
}

/** Standard input is no file that GitHub could show: the message says where it stands. */
function command(name: string, { file, title, ...place }: Place, message: string): string {
  if (file !== STANDARD_INPUT) return written(name, { file, ...place, title }, message);
  return written(name, { title }, `${place.line === undefined ? '' : `Line ${place.line}: `}${message}`);
}

interface Place {
  readonly file: string;
  readonly title: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly col?: number;
  readonly endColumn?: number;
}

function written(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string) {
  const pairs = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${pairs.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

import { ACKNOWLEDGE_PREFIX } from '../lint/acknowledgement';
import type { PlacedFinding } from '../lint/placed-finding';
import { type KubernetesObject, titleOf } from '../manifests/kubernetes-object';
import type { Skipped, Unreadable } from '../manifests/manifest-text';
import type { SourceFile } from '../manifests/source-file';
import { countsOf } from './counts';
import { excerpt } from './excerpt';
import { foundIn } from './message';
import type { Paint } from './paint';
import type { Report } from './report';
import { VERDICTS } from './verdicts';
import { withoutControls } from './what-is-wrong';

export interface TextOptions {
  readonly paint: Paint;
  /** Findings only: neither what was skipped nor a summary. */
  readonly quiet: boolean;
  /** The texts of files, for excerpts. */
  readonly fileOf: (name: string) => SourceFile | undefined;
}

/** The report for people. */
export function textReport(report: Report, options: TextOptions): string {
  const summary = options.quiet ? [] : summaryLines(report, options.paint);
  return foundText(report, options) + summary.map((line) => `${line}\n`).join('');
}

/** What was found, what cannot be read and what was skipped. */
export function foundText(
  { findings, unreadable, skipped }: Pick<Report, 'findings' | 'unreadable' | 'skipped'>,
  options: TextOptions,
): string {
  const lines = [...findingLines(findings, options.paint), ...unreadableLines(unreadable, options)];
  if (!options.quiet) lines.push(...skippedLines(skipped, options.paint));
  return lines.map((line) => `${line}\n`).join('');
}

/** Grouped by file and object. */
function findingLines(findings: readonly PlacedFinding[], paint: Paint): string[] {
  const lines: string[] = [];
  let file: SourceFile | undefined;
  let object: KubernetesObject | undefined;
  findings.forEach((finding, index) => {
    if (finding.file !== file || finding.object !== object) {
      ({ file, object } = finding);
      lines.push(...headLines(findings.slice(index, endOfObject(findings, index)), paint), '');
    }
    lines.push(...bodyLines(finding, paint), '');
  });
  return lines;
}

function endOfObject(findings: readonly PlacedFinding[], from: number): number {
  let end = from;
  while (end < findings.length && findings[end].object === findings[from].object) end++;
  return end;
}

function headLines(findings: readonly PlacedFinding[], paint: Paint): string[] {
  const [{ object, file }] = findings;
  const title = `${paint('strong', oneLine(titleOf(object)))} ${paint('quiet', `in ${oneLine(file.name)}`)}`;
  const told = findings.find(({ because }) => because !== undefined);
  // os.name is the plain statement; anything else may surprise
  if (told?.because === undefined || told.because.startsWith('its os.name ')) return [title];
  const system = told.rule.pods?.includes('linux') ? 'Linux' : 'Windows';
  return [title, paint('quiet', `Taken for a ${system} pod: ${oneLine(told.because)}.`)];
}

function bodyLines(finding: PlacedFinding, paint: Paint): string[] {
  const { rule, severity, file, start, end, fix, mend } = finding;
  return [
    `  ${paint(severity, severity)} ${paint('strong', rule.id)} ${oneLine(file.name)}:${start.line}:${start.column}`,
    `    ${oneLine(foundIn(finding))}`,
    `    ${rule.summary}`,
    paint('quiet', `    Who says no: ${VERDICTS[rule.verdict]}.`),
    ...excerpt(file, start, end, paint).map((line) => `      ${line}`),
    `    Do: ${oneLine(fix)}${mend === undefined ? '' : paint('quiet', ' (--fix does it)')}`,
  ];
}

function unreadableLines(unreadable: readonly Unreadable[], { paint, fileOf }: TextOptions): string[] {
  return unreadable.flatMap(({ file, line, column = 1, message }) => {
    const source = fileOf(file);
    const at = line === undefined ? oneLine(file) : `${oneLine(file)}:${line}:${column}`;
    const place = { line: line ?? 1, column };
    return [
      `${paint('error', 'cannot be read')} ${at}`,
      `    ${oneLine(message)}`,
      ...(source === undefined || line === undefined
        ? []
        : excerpt(source, place, place, paint).map((each) => `      ${each}`)),
      '',
    ];
  });
}

function skippedLines(skipped: readonly Skipped[], paint: Paint): string[] {
  if (skipped.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { file, line, reason } of skipped) {
    const places = byReason.get(reason) ?? [];
    places.push(oneLine(line === 1 ? file : `${file}:${line}`));
    byReason.set(reason, places);
  }
  const groups = [...byReason].flatMap(([reason, places]) => [`  ${reason}`, ...places.map((each) => `    ${each}`)]);
  return ['Skipped:', ...groups, ''].map((line) => (line === '' ? line : paint('quiet', line)));
}

function summaryLines(
  { findings, unreadable, skipped, files, objects, accepted, hidden }: Report,
  paint: Paint,
): string[] {
  const counts = countsOf(findings);
  const style = findings.some(({ severity }) => severity === 'error') || unreadable.length > 0 ? 'error' : 'strong';
  const details = [
    `${objects} ${objects === 1 ? 'object' : 'objects'} in ${files} ${files === 1 ? 'file' : 'files'}`,
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
    ...(skipped.length === 0 ? [] : [`${skipped.length} skipped`]),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} could not be read`]),
    ...(hidden === 0 ? [] : [`${hidden} of lesser severity not shown`]),
  ];
  const [first] = findings;
  const mends = findings.filter(({ mend }) => mend !== undefined).length;
  return [
    `${paint(style, counts[0].toUpperCase() + counts.slice(1))} (${details.join(', ')}).`,
    ...(first === undefined ? [] : [`\`cdk8s-windows explain ${first.rule.id}\` says more of a rule.`]),
    ...(first === undefined ? [] : [`The annotation \`${ACKNOWLEDGE_PREFIX}RULE: the reason\` accepts one.`]),
    ...(mends === 0 ? [] : [`\`--fix\` can mend up to ${mends} of them.`]),
  ];
}

function oneLine(text: string): string {
  return withoutControls(text);
}

import { judged } from '../lint/lint';
import { type PlacedFinding, placed } from '../lint/placed-finding';
import type { Unreadable } from '../manifests/manifest-text';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../platforms/target';
import { githubReport } from '../report/github';
import { jsonReport } from '../report/json';
import type { Report } from '../report/report';
import { sarifReport } from '../report/sarif';
import { STANDARD_INPUT } from '../report/standard-input';
import { textReport } from '../report/text';
import { isAtLeast } from '../rules/rule';
import { parseArguments } from './arguments';
import { configuration } from './config-file';
import { LINT_HELP } from './help';
import { inputFiles } from './input-files';
import { type Given, LINT_OPTIONS, type LintOptions, lintOptions } from './lint-options';
import { diffOf, type Judged, mended, written } from './mend-files';
import { Progress } from './progress';
import { type ReadFile, readFiles, withoutManifests } from './read-files';
import { paintFor, type Terminal } from './terminal';
import { UsageError } from './usage-error';
import { version } from './version';

/** `cdk8s-windows lint PATH…` */
export async function lint(args: readonly string[], terminal: Terminal): Promise<number> {
  const { options: given, positionals } = parseArguments(args, LINT_OPTIONS);
  if (given.has('help')) {
    terminal.write(LINT_HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('lint needs a file, a folder, a pattern, or - for standard input');
  const options = lintOptions(withConfiguration(given, terminal));
  const mending = modeOf(given, positionals);
  return new LintRun(options, terminal, nameOfInput(given, positionals)).run(positionals, mending);
}

function nameOfInput(given: ReadonlyMap<string, readonly string[]>, positionals: readonly string[]): string {
  const name = given.get('stdin-name')?.slice(-1)[0];
  if (name !== undefined && !positionals.includes('-')) {
    throw new UsageError('--stdin-name names standard input: give - as a path as well');
  }
  return name ?? STANDARD_INPUT;
}

type Mending = 'no' | 'write' | 'show';

function modeOf(given: ReadonlyMap<string, unknown>, positionals: readonly string[]): Mending {
  if (given.has('fix-dry-run')) {
    if (given.has('format')) throw new UsageError('--fix-dry-run writes a diff: leave --format out');
    return 'show';
  }
  if (!given.has('fix')) return 'no';
  if (positionals.includes('-')) throw new UsageError('--fix writes files: for standard input there is --fix-dry-run');
  return 'write';
}

/** What stands on the command line takes the place of what the configuration says. */
function withConfiguration(given: ReadonlyMap<string, readonly string[]>, { folder }: Terminal): Map<string, Given> {
  const all = configuration(folder, given.get('config')?.slice(-1)[0]);
  for (const [name, values] of given) all.set(name, { values, where: `--${name}` });
  return all;
}

class LintRun {
  private readonly progress: Progress;

  public constructor(
    private readonly options: LintOptions,
    private readonly terminal: Terminal,
    private readonly nameOfInput: string,
  ) {
    this.progress = new Progress(terminal, options.quiet);
  }

  public async run(args: readonly string[], mending: Mending): Promise<number> {
    this.warnOfVersion();
    const { files: inputs, unreadable: missing } = await inputFiles(args, this.terminal.folder, this.nameOfInput);
    const before = this.judge(await readFiles(inputs, this.terminal, this.progress));
    const now = mending === 'no' ? { ...before, failed: [] } : this.mend(before, mending);
    const unreadable = [...missing, ...withoutManifests(args, now.files), ...now.failed];
    const report = this.report(now, unreadable);
    this.progress.end();
    if (mending !== 'show') this.terminal.write(this.written(report, now.files));
    this.tell(report, mending === 'show');
    if (report.unreadable.length > 0) return 2;
    return report.findings.some(({ severity }) => isAtLeast(severity, this.options.failOn)) ? 1 : 0;
  }

  /** What is there now: after the changes, or as before when they are only shown. */
  private mend(before: Judged, mending: 'write' | 'show'): Judged & { readonly failed: readonly Unreadable[] } {
    const after = mended(before, this.shown(before.findings), (files) => this.judge(files));
    this.progress.end();
    if (mending === 'show') {
      this.terminal.write(diffOf(before.files, after.files, paintFor(this.terminal, this.options.noColour)));
      this.tellOfMends('--fix would mend', before, after, after);
      return { ...before, failed: [] };
    }
    const { files, failed } = written(before.files, after.files);
    const now = failed.length === 0 ? after : this.judge(files);
    this.tellOfMends('Mended', before, now, after);
    return { ...now, failed };
  }

  private tellOfMends(did: string, before: Judged, after: Judged, planned: Judged): void {
    if (this.options.quiet) return;
    const findings = this.shown(before.findings).length - this.shown(after.findings).length;
    const files = after.files.filter((file, index) => file !== before.files[index]).length;
    const [what, where] = [findings === 1 ? 'finding' : 'findings', files === 1 ? 'file' : 'files'];
    const left = this.shown(planned.findings).filter(({ mend }) => mend !== undefined).length;
    const why = left === 0 ? '' : ` ${left} could be mended as well, but something else would be found then.`;
    this.terminal.tell(`${did} ${findings} ${what} in ${files} ${where}.${why}\n`);
  }

  private warnOfVersion(): void {
    const { kubernetes } = this.options.target;
    if (this.options.quiet || kubernetes === undefined) return;
    if (kubernetes >= OLDEST_KUBERNETES && kubernetes <= NEWEST_KUBERNETES) return;
    this.terminal.tell(
      `The rules were judged by Kubernetes 1.${OLDEST_KUBERNETES} to 1.${NEWEST_KUBERNETES}; what they say of 1.${kubernetes} is by the book only.\n`,
    );
  }

  private judge(files: readonly ReadFile[]): Judged {
    const objects = files.flatMap(({ manifests }) => manifests.objects);
    this.progress.say(() => `Judge ${objects.length} objects …`);
    const { target, isAsked } = this.options;
    const { findings, accepted } = judged(
      objects.map(({ object }) => object),
      { target, isAsked },
    );
    return { files, findings: placed(findings, objects), accepted: placed(accepted, objects) };
  }

  private shown(findings: readonly PlacedFinding[]): PlacedFinding[] {
    return findings.filter(({ severity }) => isAtLeast(severity, this.options.severity));
  }

  private report({ files, findings, accepted }: Judged, unreadable: readonly Unreadable[]): Report {
    const shown = this.shown(findings);
    return {
      findings: shown,
      unreadable: [...files.flatMap(({ manifests }) => manifests.unreadable), ...unreadable],
      skipped: files.flatMap(({ manifests }) => manifests.skipped),
      files: files.length,
      objects: files.reduce((sum, { manifests }) => sum + manifests.objects.length, 0),
      accepted,
      hidden: findings.length - shown.length,
    };
  }

  private written(report: Report, files: readonly ReadFile[]): string {
    const { format, quiet, noColour } = this.options;
    if (format === 'json') return jsonReport(report);
    if (format === 'github') return githubReport(report);
    if (format === 'sarif') return sarifReport(report, version());
    const sources = new Map(files.map(({ input, source }) => [input.name, source]));
    return textReport(report, {
      paint: paintFor(this.terminal, noColour),
      quiet,
      fileOf: (name) => sources.get(name),
    });
  }

  /** What a person should know although the results go elsewhere, in another format or not at all. */
  private tell({ unreadable, skipped }: Report, always: boolean): void {
    const { format, quiet } = this.options;
    if (format === 'text' && !always) return;
    for (const { file, line, message } of unreadable) {
      this.terminal.tell(`error: ${file}${line === undefined ? '' : `:${line}`}: ${message}\n`);
    }
    if (quiet) return;
    for (const { file, line, reason } of skipped) this.terminal.tell(`skipped: ${file}:${line}: ${reason}\n`);
  }
}

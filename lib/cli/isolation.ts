import { resolve } from 'node:path';
import type { ManifestObject, Skipped } from '../manifests/manifest-text';
import { EndFinder, WrongFlow } from '../reach/asked-end';
import { Difference } from '../reach/difference';
import { enforcementOf } from '../reach/enforcement';
import { ALL_NODES, answerOf, type FlowAnswer } from '../reach/flow';
import { givenCluster, isTrouble } from '../reach/given-cluster';
import { graphOf } from '../reach/graph';
import { Survey } from '../reach/survey';
import { type Party, Table } from '../reach/table';
import { didYouMean } from '../report/did-you-mean';
import { ADDRESS_SOURCES } from '../report/flow-words';
import { isolationCsv, TooManyPairs } from '../report/isolation-csv';
import { changeRows, differenceJson, differenceText, isDifferent } from '../report/isolation-difference';
import { isolationDot } from '../report/isolation-dot';
import { flowExplanation, flowLines } from '../report/isolation-flow-text';
import { flowsJson, type IsolationInput, tableJson, type UnreadableFlow } from '../report/isolation-json';
import { isolationPage } from '../report/isolation-map/page';
import { isolationMermaid } from '../report/isolation-mermaid';
import { isolationText } from '../report/isolation-text';
import { type Paint, PLAIN } from '../report/paint';
import { STANDARD_INPUT } from '../report/standard-input';
import { foundText } from '../report/text';
import { withoutControls } from '../report/what-is-wrong';
import { parseArguments } from './arguments';
import { flowsOf } from './flows-file';
import { inputFiles } from './input-files';
import { ISOLATION_HELP } from './isolation-help';
import {
  type AskedOnLine,
  ISOLATION_OPTIONS,
  type IsolationFormat,
  type IsolationOptions,
  isolationOptions,
} from './isolation-options';
import { OutputFile, pathsToKeep } from './output-file';
import { Progress } from './progress';
import { type ReadFile, readFiles, withoutManifests } from './read-files';
import { paintFor, type Terminal } from './terminal';
import { UsageError } from './usage-error';

/** `cdk8s-windows isolation PATH…` */
export async function isolation(args: readonly string[], terminal: Terminal): Promise<number> {
  const { options: given, positionals } = parseArguments(args, ISOLATION_OPTIONS);
  if (given.has('help')) {
    terminal.write(ISOLATION_HELP);
    return 0;
  }
  if (positionals.length === 0)
    throw new UsageError('isolation needs a file, a folder, a pattern, or - for standard input');
  const options = isolationOptions(given);
  const readers = [positionals.includes('-'), options.diff.includes('-'), options.flows === '-'];
  if (readers.filter((reads) => reads).length > 1)
    throw new UsageError('- stands for standard input, which can be read once only');
  return new IsolationRun(options, terminal).run(positionals);
}

/** An answer, as it is written, and whether it is one of --diff that has found changes. */
interface Answer {
  readonly text: string;
  readonly isDifference?: boolean;
  /** Flows that cannot be answered. */
  readonly unreadable?: readonly UnreadableFlow[];
  /** Whether the file of the flows cannot be read at all. */
  readonly isNothing?: boolean;
}

/** What was read for one cluster. */
interface Read {
  readonly survey: Survey;
  readonly files: readonly ReadFile[];
  readonly skipped: readonly Skipped[];
  readonly unreadable: readonly UnreadableFlow[];
}

const NOT_WRITTEN = 'Nothing is written, since there is nothing that can be read.';

class IsolationRun {
  private readonly progress: Progress;
  private readonly paint: Paint;
  private readonly output: OutputFile | undefined;

  public constructor(
    private readonly options: IsolationOptions,
    private readonly terminal: Terminal,
  ) {
    this.progress = new Progress(terminal, options.quiet);
    const { output, noColour } = options;
    this.output = output === undefined ? undefined : new OutputFile(output, terminal.folder);
    this.paint = output === undefined ? paintFor(terminal, noColour) : PLAIN;
  }

  public async run(paths: readonly string[]): Promise<number> {
    const now = await this.read(paths);
    const before = this.options.diff.length === 0 ? undefined : await this.read(this.options.diff);
    const reads = before === undefined ? [now] : [now, before];
    this.refuseToOverwrite(reads);
    if (reads.some(isNothing)) {
      if (before !== undefined)
        return this.unanswered(reads, 'Nothing is compared: one of the versions cannot be read.');
      if (this.output !== undefined) return this.unanswered(reads, NOT_WRITTEN);
    }
    this.refuseUnknownNamespaces(reads);
    const answer = await this.answer(now, before);
    this.progress.end();
    const input = inputOf(reads, answer.unreadable);
    if (answer.isNothing === true && this.output !== undefined)
      return this.unanswered(reads, NOT_WRITTEN, answer.unreadable);
    this.write(this.options.format === 'text' ? answer.text + this.found(reads, input) : answer.text);
    if (this.options.format !== 'text') this.tell(input);
    const hasTrouble =
      input.unreadable.length > 0 || input.findings.some(isTrouble) || input.remarks.some((remark) => remark.isTrouble);
    if (hasTrouble) return 2;
    return answer.isDifference === true ? 1 : 0;
  }

  /** What was read of no version, or of one of two, is no answer: an earlier one is worth more. */
  private unanswered(reads: readonly Read[], message: string, flows?: readonly UnreadableFlow[]): number {
    this.progress.end();
    this.tell(inputOf(reads, flows));
    this.terminal.tell(`error: ${message}\n`);
    return 2;
  }

  private refuseToOverwrite(reads: readonly Read[]): void {
    const { flows } = this.options;
    this.output?.refuseInput([
      ...reads.flatMap(({ files }) => pathsToKeep(files)),
      ...(flows === undefined ? [] : [resolve(this.terminal.folder, flows)]),
    ]);
  }

  private async read(paths: readonly string[]): Promise<Read> {
    const { files: inputs, unreadable: missing } = await inputFiles(paths, this.terminal.folder, STANDARD_INPUT);
    const files = await readFiles(inputs, this.terminal, this.progress);
    const objects = files.flatMap(({ manifests }): readonly ManifestObject[] => manifests.objects);
    this.progress.say(() => `Read ${objects.length} objects …`);
    const { platform, calico, podNetworks } = this.options;
    const survey = new Survey(givenCluster(objects, { platform }), enforcementOf(platform, calico), podNetworks);
    return {
      survey,
      files,
      skipped: files.flatMap(({ manifests }) => manifests.skipped),
      unreadable: [
        ...files.flatMap(({ manifests }) => manifests.unreadable),
        ...missing,
        ...withoutManifests(paths, files),
      ],
    };
  }

  private async answer(now: Read, before: Read | undefined): Promise<Answer> {
    const { flow, flows } = this.options;
    if (before !== undefined) return this.difference(now, before);
    if (flow !== undefined) return this.flow(flow, now);
    if (flows !== undefined) return this.flows(flows, now);
    return { text: this.tableText(now) };
  }

  private tableText(now: Read): string {
    const { format } = this.options;
    try {
      return TABLES[format](this.table(now), this.options, this.paint, this.isAsked, inputOf([now]));
    } catch (error) {
      if (!(error instanceof TooManyPairs)) throw error;
      throw new UsageError(
        `--format ${format}: ${error.message}: ask about some with --namespace, or take --format json`,
      );
    }
  }

  private table({ survey }: Read): Table {
    return new Table(survey, (done, all) => {
      this.progress.say(() => `Compute ${done} of ${all} kinds of pods …`);
    });
  }

  private difference(now: Read, before: Read): Answer {
    const { nodes, format } = this.options;
    const difference = new Difference(this.table(before), this.table(now), nodes);
    const changes = changeRows(difference, this.isAsked);
    const text =
      format === 'json'
        ? differenceJson(difference, changes, now.survey, inputOf([now, before]))
        : differenceText(difference, changes, this.paint) + this.notes(now);
    return { text, isDifference: isDifferent(difference, changes) };
  }

  private flow({ from = '', to = '', protocol = 'TCP', ...numbers }: AskedOnLine, now: Read): Answer {
    const { port, sourcePort, icmpType, icmpCode } = numbers;
    const asked = {
      from,
      to,
      protocol,
      ...(port === undefined ? {} : { port: portOf(port, '--port') }),
      ...(sourcePort === undefined ? {} : { sourcePort: portOf(sourcePort, '--source-port') }),
      ...(icmpType === undefined ? {} : { icmpType: icmpNumber(icmpType, '--icmp-type') }),
      ...(icmpCode === undefined ? {} : { icmpCode: icmpNumber(icmpCode, '--icmp-code') }),
    };
    let answer: FlowAnswer;
    try {
      answer = answerOf(asked, now.survey, new EndFinder(now.survey));
    } catch (error) {
      if (error instanceof WrongFlow) throw new UsageError(error.message);
      throw error;
    }
    const text =
      this.options.format === 'json'
        ? flowsJson([answer], now.survey, inputOf([now]))
        : flowExplanation(answer, now.survey, this.paint) + this.notes(now, [answer]);
    return { text };
  }

  private async flows(name: string, now: Read): Promise<Answer> {
    const { file, flows, unreadable } = await flowsOf(name, this.terminal);
    const finder = new EndFinder(now.survey);
    const wrong: UnreadableFlow[] = [...unreadable];
    const answers = flows.flatMap(({ index, asked }) => {
      try {
        return [answerOf(asked, now.survey, finder)];
      } catch (error) {
        if (!(error instanceof WrongFlow)) throw error;
        wrong.push({ file, index, message: error.message });
        return [];
      }
    });
    if (answers.length + wrong.length === 0 && !this.options.quiet)
      this.terminal.tell(`note: ${file}: it holds no flow\n`);
    wrong.sort((a, b) => (a.index ?? -1) - (b.index ?? -1));
    const text =
      this.options.format === 'json'
        ? flowsJson(answers, now.survey, inputOf([now], wrong))
        : flowLines(answers, now.survey, this.paint) + this.notes(now, answers);
    return { text, unreadable: wrong, isNothing: unreadable.some(({ index }) => index === undefined) };
  }

  /** What stands beside a table in any case. */
  private notes({ survey: { enforcement } }: Read, answers: readonly FlowAnswer[] = []): string {
    if (this.options.quiet) return '';
    const depends = answers.some(({ cases }) =>
      cases.some(({ verdicts }) => ALL_NODES.some((nodes) => verdicts[nodes].verdict === 'depends')),
    );
    const notes = [
      ...(enforcement.reservation === undefined ? [] : [enforcement.sentence]),
      ...(depends ? [ADDRESS_SOURCES] : []),
    ];
    return notes.map((note, index) => `${index === 0 ? '\n' : ''}${this.paint('info', 'note')} ${note}\n`).join('');
  }

  private readonly isAsked = ({ workload }: Party): boolean => {
    const { namespaces } = this.options;
    return namespaces.length === 0 || (workload !== undefined && namespaces.includes(workload.namespace));
  };

  private refuseUnknownNamespaces(reads: readonly Read[]): void {
    const known = [...new Set(reads.flatMap(({ survey }) => survey.workloads.map(({ namespace }) => namespace)))];
    for (const namespace of this.options.namespaces)
      if (!known.includes(namespace))
        throw new UsageError(`--namespace: no workload is in '${namespace}'${didYouMean(namespace, known)}`);
  }

  private write(text: string): void {
    if (this.output === undefined) this.terminal.write(text);
    else this.output.write(text);
  }

  /** What is wrong with the input, below an answer for people. */
  private found(reads: readonly Read[], { findings, remarks, unreadable, skipped }: IsolationInput): string {
    const sources = new Map(
      reads.flatMap(({ files }) => files.map(({ input, source }) => [input.name, source] as const)),
    );
    const named = unreadable.map((each) => ({ ...each, message: messageOf(each) }));
    const { quiet } = this.options;
    const text = foundText(
      { findings, unreadable: named, skipped },
      { paint: this.paint, quiet, fileOf: (name) => sources.get(name) },
    );
    const shown = remarks.filter(({ isTrouble: counts }) => counts || !quiet);
    const lines = shown.map(
      ({ message, isTrouble: counts }) =>
        `${counts ? this.paint('error', 'not computed') : this.paint('info', 'note')} ${withoutControls(message)}\n`,
    );
    const parts = [text, lines.join('')].filter((part) => part !== '');
    return parts.length === 0 ? '' : `\n${parts.join('')}`;
  }

  /** The same where the answer is for programs. */
  private tell({ findings, remarks, unreadable, skipped }: IsolationInput): void {
    for (const each of unreadable) {
      const { file, line } = each;
      this.terminal.tell(`error: ${file}${line === undefined ? '' : `:${line}`}: ${messageOf(each)}\n`);
    }
    for (const { rule, severity, file, start, problem = rule.summary } of findings)
      this.terminal.tell(
        `${severity}: ${file.name}:${start.line}:${start.column}: ${withoutControls(problem)} (${rule.id})\n`,
      );
    for (const { message, isTrouble: counts } of remarks)
      if (counts || !this.options.quiet)
        this.terminal.tell(`${counts ? 'error' : 'note'}: ${withoutControls(message)}\n`);
    if (this.options.quiet) return;
    for (const { file, line, reason } of skipped) this.terminal.tell(`skipped: ${file}:${line}: ${reason}\n`);
  }
}

function isNothing({ files, unreadable }: Read): boolean {
  return unreadable.length > 0 && files.every(({ manifests: { objects } }) => objects.length === 0);
}

type WriteTable = (
  table: Table,
  options: IsolationOptions,
  paint: Paint,
  isAsked: (party: Party) => boolean,
  input: IsolationInput,
) => string;

/** A table in every format. */
const TABLES: Readonly<Record<IsolationFormat, WriteTable>> = {
  text: (table, { nodes }, paint, isAsked) => isolationText(table, { nodes, paint, isAsked }),
  json: (table, { nodes }, _, isAsked, input) => tableJson(table, nodes, isAsked, input),
  csv: (table, _, __, isAsked) => isolationCsv(table, isAsked),
  dot: (table, { nodes }, _, isAsked) => isolationDot(graphOf(table, nodes, isAsked)),
  mermaid: (table, { nodes }, _, isAsked) => isolationMermaid(graphOf(table, nodes, isAsked)),
  html: (table, { nodes }, _, isAsked, input) => isolationPage(table, nodes, isAsked, input),
};

function inputOf(reads: readonly Read[], flows: readonly UnreadableFlow[] = []): IsolationInput {
  return {
    findings: reads.flatMap(({ survey }) => survey.given.findings),
    remarks: reads.flatMap(({ survey }) => survey.remarks),
    unreadable: [...reads.flatMap(({ unreadable }) => unreadable), ...flows],
    skipped: reads.flatMap(({ skipped }) => skipped),
  };
}

function messageOf({ index, message }: UnreadableFlow): string {
  return `${index === undefined ? '' : `flow ${index}: `}${withoutControls(message)}`;
}

function portOf(text: string, where: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new UsageError(`${where}: '${text}' is no port from 1 to 65535`);
  return port;
}

function icmpNumber(text: string, where: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 255) throw new UsageError(`${where}: '${text}' is no number from 0 to 255`);
  return number;
}

import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlacedAcceptance, PlacedFinding } from '../lint/placed-finding';
import { titleOf } from '../manifests/kubernetes-object';
import type { Unreadable } from '../manifests/manifest-text';
import type { Rule, Severity } from '../rules/rule';
import { messageOf } from './message';
import type { Report } from './report';
import { STANDARD_INPUT } from './standard-input';
import { unindented } from './unindented';
import { VERDICTS } from './verdicts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** The report in SARIF 2.1.0, as GitHub code scanning and Azure DevOps read it. */
export function sarifReport({ findings, accepted, unreadable, skipped }: Report, version: string): string {
  const all = [...findings, ...accepted];
  const rules = [...new Set(all.map(({ rule }) => rule))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indexes = new Map(rules.map((rule, index) => [rule, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-windows',
            semanticVersion: version,
            informationUri: 'https://github.com/cdk8s-windows/cdk8s-windows',
            rules: rules.map(descriptor),
          },
        },
        invocations: [
          {
            executionSuccessful: unreadable.length === 0,
            toolExecutionNotifications: [
              ...unreadable.map((each) => notification('error', each.message, each)),
              ...skipped.map((each) => notification('note', each.reason, each)),
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: withFingerprints(all).map(([finding, fingerprint]) =>
          result(finding, fingerprint, indexes.get(finding.rule) ?? -1),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: Rule) {
  const { id, topic, summary, why, fix, severity, verdict, reference, bad, good } = rule;
  const example = (title: string, manifest: string | undefined) =>
    manifest === undefined ? '' : `\n\n${title}:\n\n\`\`\`yaml\n${unindented(manifest)}\`\`\``;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${fix}`,
      markdown: `${why}\n\n${fix}${example('Wrong', bad)}${example('Right', good)}`,
    },
    helpUri: reference,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['kubernetes', 'windows', topic], verdict, whoSaysNo: VERDICTS[verdict] },
  };
}

function result(finding: PlacedFinding | PlacedAcceptance, fingerprint: string, ruleIndex: number) {
  const { rule, severity, object, path, file, start, end, fix } = finding;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${messageOf(finding)} ${fix}` },
    locations: [
      {
        ...physical(file.name, {
          startLine: start.line,
          startColumn: start.column,
          endLine: end.line,
          endColumn: Math.max(end.column, end.line === start.line ? start.column + 1 : 1),
        }),
        logicalLocations: [
          {
            name: titleOf(object),
            kind: 'object',
            fullyQualifiedName: `${object.apiVersion}/${titleOf(object)} ${path}`,
          },
        ],
      },
    ],
    partialFingerprints: { 'cdk8sWindows/v1': fingerprint },
    ...('reason' in finding ? { suppressions: [{ kind: 'inSource', justification: finding.reason }] } : {}),
  };
}

/** The same finding has the same fingerprint when lines above it come and go: file, object, path and rule make it. */
function withFingerprints<F extends PlacedFinding>(findings: readonly F[]): [F, string][] {
  const times = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, object, path, file } = finding;
    const text = [rule.id, file.name, object.apiVersion, titleOf(object), path].join('\n');
    const count = (times.get(text) ?? 0) + 1;
    times.set(text, count);
    return [finding, `${hashOf(text)}:${count}`];
  });
}

/** FNV-1a with 64 bits: cheaper to have at hand than cryptography, and nobody is to be kept from forging it. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

function notification(level: string, text: string, { file, line }: Pick<Unreadable, 'file' | 'line'>) {
  const place = physical(file, line === undefined ? undefined : { startLine: line });
  return { level, message: { text }, ...('physicalLocation' in place ? { locations: [place] } : {}) };
}

/** Standard input is no file: a place in it would be shown in a file that is not there. */
function physical(file: string, region: object | undefined) {
  if (file === STANDARD_INPUT) return {};
  return { physicalLocation: { artifactLocation: artifact(file), ...(region === undefined ? {} : { region }) } };
}

/** Paths below the working directory are relative to the root of the repository. */
function artifact(file: string) {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

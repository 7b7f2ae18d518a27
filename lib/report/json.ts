import type { AcceptedFinding, Finding } from '../lint/finding';
import type { PlacedAcceptance, PlacedFinding } from '../lint/placed-finding';
import type { Severity, Verdict } from '../rules/rule';
import { messageOf } from './message';
import type { Report } from './report';

/** What stands in the report for programs; `docs/lint-report.schema.json` is its contract. */
export interface LintReport {
  readonly findings: readonly ReportedFinding[];
  /** What an acknowledgement accepts. */
  readonly accepted: readonly ReportedAcceptance[];
  /** What should be a manifest and cannot be read. */
  readonly unreadable: readonly {
    readonly file: string;
    readonly line: number | null;
    readonly message: string;
  }[];
  readonly summary: {
    readonly files: number;
    readonly objects: number;
    /** Documents that are something else than manifests. */
    readonly skipped: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    /** Findings that an acknowledgement accepts. */
    readonly accepted: number;
  };
}

/** A broken rule. */
export interface ReportedFinding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Who says no. */
  readonly verdict: Verdict;
  /** What is wrong, in one or two sentences. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** Where to read on. */
  readonly reference: string;
  readonly object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string | null;
    readonly name: string | null;
  };
  /** The field, as the API server writes it; empty for the object itself. */
  readonly path: string;
  /** Where it stands in the text; `null` where objects were given and no text. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** A finding that is accepted, and why. */
export interface ReportedAcceptance extends ReportedFinding {
  readonly reason: string;
}

/** The report for programs, as text. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(reported(report), null, 2)}\n`;
}

/** The report for programs. */
export function reported({ findings, unreadable, skipped, files, objects, accepted }: ReportedParts): LintReport {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    findings: findings.map(reportedFinding),
    accepted: accepted.map((finding) => ({ ...reportedFinding(finding), reason: finding.reason })),
    unreadable: unreadable.map(({ file, line = null, message }) => ({ file, line, message })),
    summary: {
      files,
      objects,
      skipped: skipped.length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      accepted: accepted.length,
    },
  };
}

/** Findings without a place are those in objects that were not read from a text. */
type ReportedParts = Omit<Report, 'findings' | 'accepted' | 'hidden'> & {
  readonly findings: readonly (Finding | PlacedFinding)[];
  readonly accepted: readonly (AcceptedFinding | PlacedAcceptance)[];
};

/** A finding as all reports for programs give it. */
export function reportedFinding(finding: Finding | PlacedFinding): ReportedFinding {
  const { rule, severity, fix, object, path } = finding;
  const { apiVersion, kind, metadata } = object;
  return {
    rule: rule.id,
    severity,
    verdict: rule.verdict,
    message: messageOf(finding),
    fix,
    reference: rule.reference,
    object: { apiVersion, kind, namespace: textOrNull(metadata?.namespace), name: textOrNull(metadata?.name) },
    path,
    ...('file' in finding
      ? { file: finding.file.name, line: finding.start.line, column: finding.start.column }
      : { file: null, line: null, column: null }),
  };
}

/** What is read need not be of the type that it should have. */
function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import type { PlacedFinding } from '../lint/placed-finding';
import { messageOf } from './message';
import type { Report } from './report';

/** The report for programs; `docs/lint-report.schema.json` says what stands in it. */
export function jsonReport({ findings, unreadable, skipped, files, objects }: Report): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const report = {
    findings: findings.map(jsonFinding),
    unreadable: unreadable.map(({ file, line = null, message }) => ({ file, line, message })),
    summary: {
      files,
      objects,
      skipped: skipped.length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonFinding(finding: PlacedFinding) {
  const { rule, severity, fix, object, path, file, start } = finding;
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
    file: file.name,
    line: start.line,
    column: start.column,
  };
}

/** What is read need not be of the type that it should have. */
function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

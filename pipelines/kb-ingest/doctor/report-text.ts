import type { DoctorReport } from './doctor.ts';
import { type Finding, findingText } from './finding.ts';

/** Enough to begin with; the JSON report has more. */
const MAX_LINES = 50;

/** The report for a person at a terminal, errors first. */
export function doctorText({ errors, warnings, rows, findings }: DoctorReport): string {
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity);
  const shown = [...of('error'), ...of('warning')].slice(0, MAX_LINES);
  const hidden = errors + warnings - shown.length;
  return [
    errors + warnings === 0 ? `${rows} rows, nothing found` : `${rows} rows: ${errors} errors, ${warnings} warnings`,
    ...shown.map((finding) => `  ${finding.severity}: ${findingText(finding)}`),
    ...(hidden > 0 ? [`  and ${hidden} more; \`doctor --json\` has them`] : []),
  ].join('\n');
}

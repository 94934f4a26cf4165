/** Something wrong, where it is, and what to do about it. Values that may be personal are never part of it. */
export type Finding = {
  readonly severity: 'error' | 'warning';
  /** Below the folder that was looked at: `web_docs.csv`. */
  readonly file: string;
  /** CSV record number, the header is 1; null where it is about the file as a whole. */
  readonly row: number | null;
  /** A column, or a member of a sidecar; null where it is about the row or file as a whole. */
  readonly column: string | null;
  readonly problem: string;
  readonly fix: string;
};

/** A file with a mistake in every row says the same 100,000 times: this many of a kind are kept, all are counted. */
const MAX_KEPT = 10_000;

/** Findings as they come, errors and warnings kept apart so that neither crowds the other out. */
export function collectFindings() {
  const kept: Record<Finding['severity'], Finding[]> = { error: [], warning: [] };
  const counts = { error: 0, warning: 0 };
  return {
    counts,
    add(finding: Finding): void {
      counts[finding.severity] += 1;
      if (kept[finding.severity].length < MAX_KEPT) kept[finding.severity].push(finding);
    },
    /** By file and row, errors of a row before its warnings. */
    list(): Finding[] {
      const all = [...kept.error, ...kept.warning];
      return all.toSorted((a, b) => (a.file === b.file ? (a.row ?? 0) - (b.row ?? 0) : a.file < b.file ? -1 : 1));
    },
  };
}

/** One sentence: where, what, fix. */
export function findingText({ file, row, column, problem, fix }: Finding): string {
  const inColumn = column && !problem.includes(`\`${column}\``) ? `, \`${column}\`` : '';
  return `${file}${row === null ? '' : ` row ${row}`}${inColumn}: ${problem}; ${fix}`;
}

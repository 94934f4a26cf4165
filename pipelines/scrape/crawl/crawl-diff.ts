import type { Article } from '#core/domain/article.ts';
import type { MergedRow } from './merge-articles.ts';

/** What became of an article. `lines` shows what changed in its text: `- ` what went, `+ ` what came. */
export type Change = {
  readonly change: 'added' | 'changed' | 'removed';
  readonly url: string;
  readonly title: string;
  readonly lines?: readonly string[];
};

/** A report is a message, for a Lambda too; the CSV has them all. */
export const MAX_LISTED = 500;
/** Enough to see what an edit was about. */
const MAX_LINES = 6;
const MAX_LINE_LENGTH = 200;

/** Counts what became of the rows of a crawl, and lists it for a person. */
export class CrawlDiff {
  readonly changes: Change[] = [];
  readonly counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };

  get hasChanges(): boolean {
    const { added, changed, removed } = this.counts;
    return added + changed + removed > 0;
  }

  see({ before, after, isOurs }: MergedRow): void {
    if (!isOurs || (!before && !after)) return;
    const change = !before ? 'added' : !after ? 'removed' : isSame(before, after) ? null : 'changed';
    this.counts[change ?? 'unchanged']++;
    if (!change || this.changes.length >= MAX_LISTED) return;
    const { url, title } = (after ?? before)!;
    this.changes.push({ change, url, title, ...(before && after ? { lines: changedLines(before, after) } : {}) });
  }
}

function isSame(a: Article, b: Article): boolean {
  return a.title === b.title && a.body === b.body && a.tags.join(';') === b.tags.join(';');
}

/** The lines that only one side has, in their order, the ones that went first. */
function changedLines(before: Article, after: Article): string[] {
  const sides = [before, after].map(({ body, tags }) => [...body.split('\n'), `tags: ${tags.join(' ')}`].filter((line) => line.trim()));
  const [old, young] = sides as [string[], string[]];
  const only = (lines: readonly string[], others: readonly string[], sign: string) => {
    const known = new Set(others);
    return lines
      .filter((line) => !known.has(line))
      .map((line) => `${sign} ${line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line}`);
  };
  const [went, came] = [only(old, young, '-'), only(young, old, '+')];
  if (went.length + came.length === 0) return ['(lines in another order)'];
  if (went.length + came.length <= MAX_LINES) return [...went, ...came];
  const shown = [...went.slice(0, MAX_LINES / 2), ...came.slice(0, MAX_LINES / 2)];
  return [...shown, `… ${went.length + came.length - shown.length} more lines`];
}

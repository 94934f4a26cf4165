import type { PageExtract } from './extract/extract.ts';
import type { ScrapeReport } from './scrape.ts';

/** Enough to see what happened; the JSON report has more. */
const MAX_LINES = 20;
const SIGNS = { added: '+', changed: '~', removed: '-' } as const;

/** The report for a person at a terminal. */
export function scrapeText(report: ScrapeReport, out: string): string {
  const { pages, pagesRead, articles, added, changed, removed, unchanged, changes, skipped, skippedTotal } = report;
  const total = added + changed + removed;
  return [
    `${pages} pages (${pagesRead} new or changed), ${articles} articles in ${out}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`,
    ...changes
      .slice(0, MAX_LINES)
      .flatMap(({ change, url, title, lines = [] }) => [`  ${SIGNS[change]} ${title}  ${url}`, ...lines.map((line) => `      ${line}`)]),
    ...more(total),
    ...(skippedTotal > 0 ? [`${skippedTotal} skipped:`] : []),
    ...skipped.slice(0, MAX_LINES).map(({ url, reason }) => `  ${url}: ${reason}`),
    ...more(skippedTotal),
  ].join('\n');
}

/** The articles of one page as they go into the CSV, then what was removed. */
export function extractText({ articles, removals }: Pick<PageExtract, 'articles' | 'removals'>): string {
  return [
    ...articles.map(({ url, body, tags }) => `${url}  [${tags.join(' ')}]\n\n${body}\n`),
    `${articles.length} articles, ${removals.length} things removed`,
    ...removals.map(({ step, reason, text }) => `  ${step}: ${reason}: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`),
  ].join('\n');
}

function more(count: number): string[] {
  return count > MAX_LINES ? [`  … and ${count - MAX_LINES} more (--json lists them)`] : [];
}

import { pageOf } from './article.ts';
import { InvalidInput } from './errors.ts';

/** How fresh the articles of a version are. Times are ISO 8601. */
export type Freshness = {
  /** When the version's articles were read into the index. */
  readonly ingested: string | null;
  /** Article url to the time its content last changed. */
  readonly changed: ReadonlyMap<string, string>;
  /** Page to the time it was last seen to say what its articles say. Whole pages, since a page has many articles. */
  readonly crawled: ReadonlyMap<string, string>;
};

/** What a passage and a citation tell of one article; null where nobody knows. */
export type ArticleDates = {
  readonly updatedAt: string | null;
  readonly crawledAt: string | null;
  readonly ingestedAt: string | null;
};

export const NO_FRESHNESS: Freshness = { ingested: null, changed: new Map(), crawled: new Map() };

/** Each version has its own dates, which go with it through a rollback. */
export function freshnessFile(version: number): string {
  return `files/versions/${version}/freshness.json`;
}

/**
 * The file beside a CSV that says when its pages were last crawled: `web_docs.csv` → `web_docs.crawled.json`. For an article that a
 * person approved, it is when somebody last did. Whoever writes both writes the CSV first: what is crawled later than its rows would be
 * said of rows that nobody has seen.
 */
export function crawlFile(csv: string): string {
  return `${csv.replace(/\.csv$/i, '')}.crawled.json`;
}

/** The dates of an article, whose page they are found by. */
export function datesOf({ ingested, changed, crawled }: Freshness, url: string): ArticleDates {
  return { updatedAt: changed.get(url) ?? null, crawledAt: crawled.get(pageOf(url)) ?? null, ingestedAt: ingested };
}

/** The same dates give the same bytes. */
export function formatFreshness({ ingested, changed, crawled }: Freshness): string {
  return `${JSON.stringify({ ingested, changed: sorted(changed), crawled: sorted(crawled) }, null, 1)}\n`;
}

/** `file` names it in errors. Throws InvalidInput. */
export function parseFreshness(text: string, file: string): Freshness {
  const members = parseObject(text, file);
  const { ingested, changed, crawled } = members;
  // Versions that are kept from earlier have nothing but urls and when their content changed.
  if (changed === undefined) return { ...NO_FRESHNESS, changed: times(members, file) };
  return {
    ingested: ingested === null ? null : time(ingested, file),
    changed: times(changed, file),
    crawled: times(crawled, file),
  };
}

export function formatCrawlTimes(crawled: ReadonlyMap<string, string>): string {
  return `${JSON.stringify(sorted(crawled), null, 1)}\n`;
}

/** `file` names it in errors. Throws InvalidInput. */
export function parseCrawlTimes(text: string, file: string): Map<string, string> {
  return times(parseObject(text, file), file);
}

function sorted(dates: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...dates].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text), file);
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    throw badFile(file, cause);
  }
}

function asObject(value: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badFile(file);
  return value as Readonly<Record<string, unknown>>;
}

function times(value: unknown, file: string): Map<string, string> {
  return new Map(Object.entries(asObject(value, file)).map(([url, at]) => [url, time(at, file)]));
}

function time(value: unknown, file: string): string {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw badFile(file);
  return value;
}

function badFile(file: string, cause?: unknown): InvalidInput {
  return new InvalidInput(`${file} has no dates of articles in it; remove it, the next run writes it anew`, { cause });
}

import { pageOf } from '#core/domain/article.ts';
import {
  crawlFile,
  type Freshness,
  formatFreshness,
  freshnessFile,
  NO_FRESHNESS,
  parseCrawlTimes,
  parseFreshness,
} from '#core/domain/freshness.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { Files } from '#core/ports/files.ts';
import type { Manifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { sourceFile, stillAsChecked } from './read-sources.ts';

/** What a version keeps of its articles' dates; none for a version that kept nothing. */
export async function readFreshness(files: Files, version: number): Promise<Freshness> {
  const file = freshnessFile(version);
  const text = await files.readText(file);
  return text === null ? NO_FRESHNESS : parseFreshness(text, file);
}

export async function writeFreshness(files: Files, version: number, freshness: Freshness): Promise<void> {
  await files.write(freshnessFile(version), formatFreshness(freshness));
}

/** When the pages of both CSVs were crawled. Read it before the CSVs are looked at: they are written first. */
export async function readCrawlTimes(files: Files): Promise<ReadonlyMap<string, string>> {
  const crawled = new Map<string, string>();
  for (const source of SOURCES) {
    const file = crawlFile(sourceFile(source));
    const text = await files.readText(file);
    if (text !== null) for (const [page, at] of parseCrawlTimes(text, file)) crawled.set(page, at);
  }
  return crawled;
}

/** Pure: the dates of the version that a promotion makes. Articles that are as they served keep the date of their last change. */
export function versionFreshness(
  manifest: Pick<Manifest, 'rows'>,
  before: { readonly served: Pick<Manifest, 'rows'> | null; readonly freshness: Freshness },
  crawled: ReadonlyMap<string, string>,
  now: string,
): Freshness {
  const changed = SOURCES.flatMap((source) =>
    Object.entries(manifest.rows[source]).map(([url, digest]): [string, string] => {
      const same = before.served?.rows[source][url] === digest;
      return [url, same ? (before.freshness.changed.get(url) ?? now) : now];
    }),
  );
  return withCrawlTimes({ ingested: now, changed: new Map(changed), crawled: new Map() }, crawled);
}

/** Keeps that the pages of what serves were crawled again and say what they said: the end of a refresh in which nothing changed. */
export async function confirm(planned: Planned, { files }: { readonly files: Files }): Promise<Planned> {
  if (planned.dryRun || planned.fromVersion !== undefined) return planned;
  const crawled = await readCrawlTimes(files);
  for (const source of planned.sources) await stillAsChecked(files, { ...planned, ...source });
  const known = await readFreshness(files, planned.base);
  const confirmed = withCrawlTimes(known, crawled);
  if (formatFreshness(confirmed) !== formatFreshness(known)) await writeFreshness(files, planned.base, confirmed);
  return planned;
}

/** Only of pages that have articles in the version. */
function withCrawlTimes(freshness: Freshness, crawled: ReadonlyMap<string, string>): Freshness {
  const pages = new Set([...freshness.changed.keys()].map(pageOf));
  return { ...freshness, crawled: new Map([...crawled].filter(([page]) => pages.has(page))) };
}

import { withoutPart } from '#core/domain/article.ts';

/** A folder with fewer articles may come and go with one page. */
const FEWEST_ARTICLES = 5;

export type SilentSection = { readonly prefix: string; readonly articles: number };

/**
 * Folders of which articles serve now, and none would any more: a moved menu or a broken crawl more often than an editor's work. `counts` holds
 * what {@link countUrl} counted of the new rows. Of nested folders the topmost is named.
 */
export function silentSections(served: Iterable<string>, counts: ReadonlyMap<string, number>): SilentSection[] {
  const silent = [...countFolders(served)].filter(([prefix, articles]) => articles >= FEWEST_ARTICLES && !counts.has(prefix));
  const names = new Set(silent.map(([prefix]) => prefix));
  return silent
    .filter(([prefix]) => !foldersOf(prefix.slice(0, -1)).some((parent) => names.has(parent)))
    .map(([prefix, articles]) => ({ prefix, articles }))
    .toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

/** How many of these urls lie below each folder. */
function countFolders(urls: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const url of urls) countUrl(counts, url);
  return counts;
}

/** Counts one url in all of its folders. */
export function countUrl(counts: Map<string, number>, url: string): void {
  for (const folder of foldersOf(url)) {
    const count = counts.get(folder);
    // A copy: a part of a text holds the whole text, and here that would be a piece of the file.
    counts.set(count === undefined ? Buffer.from(folder).toString() : folder, (count ?? 0) + 1);
  }
}

/** `https://a.example/guide/x#y` lies in `https://a.example/` and `https://a.example/guide/`. Folders are few, and far fewer than this deep. */
function foldersOf(url: string): string[] {
  const page = withoutPart(url).replace(/[?#].*$/s, '');
  const folders: string[] = [];
  const start = page.indexOf('/', page.indexOf('://') + 3);
  for (let at = start; at > 0 && folders.length < MAX_DEPTH; at = page.indexOf('/', at + 1)) folders.push(page.slice(0, at + 1));
  return folders;
}

const MAX_DEPTH = 8;

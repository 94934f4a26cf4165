import type { Site } from '../site.ts';
import { type Glob, matchesGlob, parseGlob } from './glob.ts';

/** Which addresses belong to a site. */
export type Scope = {
  /** To be read. */
  readonly covers: (url: string) => boolean;
  /** Its rows are this site's, so that a row of a page that is excluded by now leaves the CSV. */
  readonly owns: (url: string) => boolean;
};

/** `finalStarts` are the addresses that the start addresses were redirected to: their folders belong to the site too. */
export function siteScope(site: Pick<Site, 'start' | 'include' | 'exclude'>, finalStarts: readonly string[] = []): Scope {
  const folders = [...site.start, ...finalStarts].map(folderOf);
  const include = site.include.map(parseGlob);
  const exclude = site.exclude.map(parseGlob);
  const starts = new Set([...site.start, ...finalStarts].map((url) => new URL(url).href.replace(/#.*$/s, '')));
  const inFolder = (url: string) => folders.some((folder) => url.startsWith(folder) || `${url}/` === folder);
  const included = (url: string) => include.some((glob) => matches(glob, url));
  return {
    covers: (url) => (include.length > 0 ? included(url) || starts.has(url) : inFolder(url)) && !exclude.some((glob) => matches(glob, url)),
    owns: (url) => inFolder(url) || included(url),
  };
}

/** `https://host/docs/guide/intro.html` lies in `https://host/docs/guide/`. */
export function folderOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.slice(0, pathname.lastIndexOf('/') + 1);
}

/** A glob without a query matches the page whatever its query is. */
function matches(glob: Glob, url: string): boolean {
  const { origin, pathname, search } = new URL(url);
  const path = glob.ofPath ? pathname : origin + pathname;
  return matchesGlob(glob, path) || (search !== '' && matchesGlob(glob, path + search));
}

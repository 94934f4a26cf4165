import { sha256 } from '#core/domain/digest.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';
import type { Skipped } from './crawl.ts';
import type { PageExtract } from './extract.ts';
import { byCodePoint, urlKey } from './page-url.ts';
import { compareVersions, type UrlVersion, urlVersion } from './page-version.ts';

/** Two pages that share this much of their text are the same page to a reader. */
const SAME_SHARE = 0.95;
/** A canonical link is believed when the pages share at least this much; templates that point every page at the home page do not. */
const CANONICAL_SHARE = 0.3;
/** A page is an edition of others for printing when this much of it stands there, and its address says so. */
const PRINT_SHARE = 0.9;
const PRINT_NAME = /(?:^|[/._?&=-])(?:print|printable|printview|single-?page|singlehtml|all-in-one|onepage|full)(?:[/._?&=-]|$)/i;

/** How Apache, nginx and their like title the list of a folder. */
const FILE_LIST = /^(?:index of|directory listing for) \//i;

/**
 * One page for each that a reader would call the same: the newest stable version of it, the canonical one, and of near-duplicates the
 * one with the plainest address. The others are listed with the reason. Pure; the order of `pages` makes no difference.
 */
export function collapsePages(
  pages: readonly PageExtract[],
  options: { readonly allVersions: boolean },
): { readonly kept: PageExtract[]; readonly skipped: Skipped[] } {
  const skipped: Skipped[] = [];
  const drop = (from: readonly PageExtract[], reasonFor: (page: PageExtract) => string | null) =>
    from.filter((page) => {
      const reason = reasonFor(page);
      if (reason) skipped.push({ url: page.url, reason });
      return !reason;
    });
  const withText = drop(pages.toSorted(byPlainness), (page) =>
    page.articles.length > 0 ? null : 'no text found in it; pages made by JavaScript alone cannot be read yet',
  );
  const realPages = drop(withText, (page) => (FILE_LIST.test(page.title) ? 'a list of files that the web server made' : null));
  const texts = new Map(realPages.map((page) => [page, blocksOf(page)]));
  const current = options.allVersions ? realPages : drop(realPages, olderVersion(realPages, texts));
  const own = drop(current, notCanonical(current, texts));
  const unlike = drop(own, nearDuplicate(texts));
  const kept = drop(unlike, printEdition(unlike, texts));
  return { kept: kept.sort((a, b) => byCodePoint(a.url, b.url)), skipped: skipped.sort((a, b) => byCodePoint(a.url, b.url)) };
}

/** Plain addresses first: no print name, no query, no version, then the shorter, then by code point. */
function byPlainness(a: PageExtract, b: PageExtract): number {
  const cost = ({ url }: PageExtract) =>
    (PRINT_NAME.test(new URL(url).pathname + new URL(url).search) ? 4 : 0) + (url.includes('?') ? 2 : 0) + (urlVersion(url) ? 1 : 0);
  return cost(a) - cost(b) || a.url.length - b.url.length || byCodePoint(a.url, b.url);
}

/** Pages of one address but for the version: the current or highest stable one stays. Unreleased pages go where any release is read. */
function olderVersion(pages: readonly PageExtract[], texts: Texts): (page: PageExtract) => string | null {
  const homes = Map.groupBy(pages.filter(isVersionHome), (page) => urlKey(urlVersion(page.url)!.plainUrl));
  /** A page above the homes of the versions is one more version of them, or it leads to them and is a page of its own. */
  const isLike = (page: PageExtract, home: PageExtract) =>
    isSameTitle(page, home) || share(texts.get(home)!, texts.get(page)!) >= CANONICAL_SHARE;
  const familyOf = (page: PageExtract) => {
    const mine = urlVersion(page.url);
    if (mine) return urlKey(mine.plainUrl);
    const below = homes.get(urlKey(page.url)) ?? [];
    return below.length > 0 && !below.some((home) => isLike(page, home)) ? `${urlKey(page.url)} alone` : urlKey(page.url);
  };
  const families = Map.groupBy(pages, familyOf);
  const newest = new Map(
    [...families].map(([family, versions]) => [
      family,
      versions.toSorted((a, b) => versionOrder(b) - versionOrder(a) || newerFirst(a, b))[0]!,
    ]),
  );
  const hasRelease = pages.some((page) => urlVersion(page.url)?.rank !== 'unreleased');
  return (page) => {
    const mine = urlVersion(page.url);
    const best = newest.get(familyOf(page))!;
    if (best !== page) return `an ${mine?.rank === 'unreleased' ? 'unreleased' : 'older'} version of ${best.url}`;
    return mine?.rank === 'unreleased' && hasRelease ? 'only in an unreleased version' : null;
  };
}

/** `/docs/4.7/`, not a page within. */
function isVersionHome({ url }: PageExtract): boolean {
  const { pathname } = new URL(urlKey(url));
  return urlVersion(`https://host${pathname.slice(pathname.lastIndexOf('/'))}/`) !== null;
}

/** The number of the version is no part of it. */
function isSameTitle(a: PageExtract, b: PageExtract): boolean {
  const words = ({ title }: PageExtract) =>
    title
      .toLowerCase()
      .replace(/\bv?\d[\w.-]*/g, '')
      .replace(/[^\p{L}]+/gu, ' ')
      .trim();
  return words(a) === words(b);
}

const ORDER: Readonly<Record<UrlVersion['rank'] | 'plain', number>> = { current: 3, plain: 2, numbered: 1, unreleased: 0 };

function versionOrder(page: PageExtract): number {
  return ORDER[urlVersion(page.url)?.rank ?? 'plain'];
}

function newerFirst(a: PageExtract, b: PageExtract): number {
  return compareVersions(urlVersion(b.url)?.version ?? '0', urlVersion(a.url)?.version ?? '0');
}

type Texts = ReadonlyMap<PageExtract, ReadonlyMap<string, number>>;

/** The page's blocks by hash, with their sizes; headings and addresses left out, since copies differ in them. */
function blocksOf(page: PageExtract): ReadonlyMap<string, number> {
  const blocks = new Map<string, number>();
  for (const article of page.articles)
    for (const block of markdownBlocks(article.body).slice(1)) {
      const text = block.replace(/\]\([^)]*\)/g, ']').replace(/\s+/g, ' ');
      blocks.set(sha256(text).slice(0, 16), text.length);
    }
  return blocks;
}

function notCanonical(pages: readonly PageExtract[], texts: Texts): (page: PageExtract) => string | null {
  const byKey = new Map(pages.map((page) => [urlKey(page.url), page]));
  return (page) => {
    const canonical = page.canonical ? byKey.get(urlKey(page.canonical)) : undefined;
    if (!canonical || canonical === page || canonical.canonical === page.url) return null;
    return share(texts.get(page)!, texts.get(canonical)!) >= CANONICAL_SHARE ? `a copy of ${canonical.url}, says its canonical link` : null;
  };
}

/** Compares each page with the pages kept so far that share its largest blocks, so the work grows with the pages and not their pairs. */
function nearDuplicate(texts: Texts): (page: PageExtract) => string | null {
  const byBlock = new Map<string, PageExtract[]>();
  return (page) => {
    const blocks = texts.get(page)!;
    const largest = [...blocks]
      .sort(([a, size], [b, otherSize]) => otherSize - size || byCodePoint(a, b))
      .slice(0, PROBES)
      .map(([hash]) => hash);
    const rivals = new Set(largest.flatMap((hash) => (byBlock.get(hash) ?? []).slice(0, MAX_RIVALS)));
    const same = [...rivals].find(
      (other) => share(blocks, texts.get(other)!) >= SAME_SHARE && share(texts.get(other)!, blocks) >= SAME_SHARE,
    );
    if (same) return `the same text as ${same.url}`;
    for (const hash of largest) byBlock.set(hash, [...(byBlock.get(hash) ?? []), page].slice(0, MAX_RIVALS));
    return null;
  };
}

/** A copy shares nearly all blocks, so some of the largest few are among them. */
const PROBES = 8;
/** Blocks that more pages share are boilerplate. */
const MAX_RIVALS = 50;

function printEdition(pages: readonly PageExtract[], texts: Texts): (page: PageExtract) => string | null {
  return (page) => {
    const { pathname, search } = new URL(page.url);
    if (!PRINT_NAME.test(pathname + search)) return null;
    const elsewhere = new Map(pages.filter((other) => other !== page).flatMap((other) => [...texts.get(other)!]));
    return share(texts.get(page)!, elsewhere) >= PRINT_SHARE ? 'an edition of other pages for printing' : null;
  };
}

/** How much of `part`, by length, stands in `whole`. */
function share(part: ReadonlyMap<string, number>, whole: ReadonlyMap<string, number>): number {
  let shared = 0;
  let all = 0;
  for (const [hash, size] of part) {
    all += size;
    if (whole.has(hash)) shared += size;
  }
  return all === 0 ? 0 : shared / all;
}

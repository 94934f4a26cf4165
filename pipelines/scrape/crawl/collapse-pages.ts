import { type BlockSet, blocksOf, shareOf } from '../extract/block-set.ts';
import type { PageSummary } from '../extract/page-summary.ts';
import { compareVersions, type UrlVersion, urlVersion } from '../extract/page-version.ts';
import { byCodePoint, urlKey } from '../page-url.ts';
import type { Skipped } from './crawl.ts';

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
  pages: readonly PageSummary[],
  options: { readonly allVersions: boolean },
): { readonly kept: PageSummary[]; readonly skipped: Skipped[] } {
  const skipped: Skipped[] = [];
  const drop = (from: readonly PageSummary[], reasonFor: (page: PageSummary) => string | null) =>
    from.filter((page) => {
      const reason = reasonFor(page);
      if (reason) skipped.push({ url: page.url, reason });
      return !reason;
    });
  const withText = drop(pages.toSorted(byPlainness), noText);
  const realPages = drop(withText, (page) => (FILE_LIST.test(page.title) ? 'a list of files that the web server made' : null));
  const current = options.allVersions ? realPages : drop(realPages, olderVersion(realPages));
  const own = drop(current, notCanonical(current));
  const unlike = drop(own, nearDuplicate());
  const kept = drop(unlike, printEdition(unlike));
  return { kept: kept.sort((a, b) => byCodePoint(a.url, b.url)), skipped: skipped.sort((a, b) => byCodePoint(a.url, b.url)) };
}

function noText(page: PageSummary): string | null {
  if (page.needsScript) return 'its text is made by JavaScript; scrape with --render to read it';
  return page.articles > 0 ? null : 'no text found in it';
}

/** Plain addresses first: no print name, no query, no version, then the shorter, then by code point. */
function byPlainness(a: PageSummary, b: PageSummary): number {
  const cost = ({ url }: PageSummary) =>
    (PRINT_NAME.test(new URL(url).pathname + new URL(url).search) ? 4 : 0) + (url.includes('?') ? 2 : 0) + (urlVersion(url) ? 1 : 0);
  return cost(a) - cost(b) || a.url.length - b.url.length || byCodePoint(a.url, b.url);
}

/** Pages of one address but for the version: the current or highest stable one stays. Unreleased pages go where any release is read. */
function olderVersion(pages: readonly PageSummary[]): (page: PageSummary) => string | null {
  const homes = Map.groupBy(pages.filter(isVersionHome), (page) => urlKey(urlVersion(page.url)!.plainUrl));
  /** A page above the homes of the versions is one more version of them, or it leads to them and is a page of its own. */
  const isLike = (page: PageSummary, home: PageSummary) => isSameTitle(page, home) || shareOf(home.blocks, page.blocks) >= CANONICAL_SHARE;
  const familyOf = (page: PageSummary) => {
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
function isVersionHome({ url }: PageSummary): boolean {
  const { pathname } = new URL(urlKey(url));
  return urlVersion(`https://host${pathname.slice(pathname.lastIndexOf('/'))}/`) !== null;
}

/** The number of the version is no part of it. */
function isSameTitle(a: PageSummary, b: PageSummary): boolean {
  const words = ({ title }: PageSummary) =>
    title
      .toLowerCase()
      .replace(/\bv?\d[\w.-]*/g, '')
      .replace(/[^\p{L}]+/gu, ' ')
      .trim();
  return words(a) === words(b);
}

const ORDER: Readonly<Record<UrlVersion['rank'] | 'plain', number>> = { current: 3, plain: 2, numbered: 1, unreleased: 0 };

function versionOrder(page: PageSummary): number {
  return ORDER[urlVersion(page.url)?.rank ?? 'plain'];
}

function newerFirst(a: PageSummary, b: PageSummary): number {
  return compareVersions(urlVersion(b.url)?.version ?? '0', urlVersion(a.url)?.version ?? '0');
}

function notCanonical(pages: readonly PageSummary[]): (page: PageSummary) => string | null {
  const byKey = new Map(pages.map((page) => [urlKey(page.url), page]));
  return (page) => {
    const canonical = page.canonical ? byKey.get(urlKey(page.canonical)) : undefined;
    if (!canonical || canonical === page || canonical.canonical === page.url) return null;
    return shareOf(page.blocks, canonical.blocks) >= CANONICAL_SHARE ? `a copy of ${canonical.url}, says its canonical link` : null;
  };
}

/** Compares each page with the pages kept so far that share its largest blocks, so the work grows with the pages and not their pairs. */
function nearDuplicate(): (page: PageSummary) => string | null {
  const byBlock = new Map<number, PageSummary[]>();
  return (page) => {
    const largest = largestBlocks(page.blocks);
    const rivals = new Set(largest.flatMap((hash) => byBlock.get(hash) ?? []));
    const same = [...rivals].find(
      (other) => shareOf(page.blocks, other.blocks) >= SAME_SHARE && shareOf(other.blocks, page.blocks) >= SAME_SHARE,
    );
    if (same) return `the same text as ${same.url}`;
    for (const hash of largest) {
      const sharing = byBlock.get(hash) ?? [];
      if (sharing.length < MAX_RIVALS) byBlock.set(hash, [...sharing, page]);
    }
    return null;
  };
}

/** A copy shares nearly all blocks, so some of the largest few are among them. */
const PROBES = 8;
/** Blocks that more pages share are boilerplate. */
const MAX_RIVALS = 50;

function largestBlocks(blocks: BlockSet): number[] {
  const largest = [...blocksOf(blocks)].sort(([a, length], [b, otherLength]) => otherLength - length || a - b);
  return largest.slice(0, PROBES).map(([hash]) => hash);
}

function printEdition(pages: readonly PageSummary[]): (page: PageSummary) => string | null {
  /** On how many pages each block stands: counted once, and only where there is a page for printing. */
  let counts: Map<number, number> | null = null;
  return (page) => {
    const { pathname, search } = new URL(page.url);
    if (!PRINT_NAME.test(pathname + search)) return null;
    counts ??= countBlocks(pages);
    let elsewhere = 0;
    let all = 0;
    for (const [hash, length] of blocksOf(page.blocks)) {
      all += length;
      if ((counts.get(hash) ?? 0) > 1) elsewhere += length;
    }
    return elsewhere >= PRINT_SHARE * all ? 'an edition of other pages for printing' : null;
  };
}

function countBlocks(pages: readonly PageSummary[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const page of pages) for (const [hash] of blocksOf(page.blocks)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
}

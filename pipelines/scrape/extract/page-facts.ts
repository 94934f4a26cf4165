import type { IncomingHttpHeaders } from 'node:http';
import type { Element, ParentNode } from 'domhandler';
import { resolveLink } from '../fetch/resolve-link.ts';
import { robotsDirectives } from '../fetch/robots-directives.ts';
import { needsScript } from './needs-script.ts';
import { classWords, elementsOf, textOf } from './page-tree.ts';
import { readVersion, urlVersion } from './page-version.ts';
import { statedUpdate, statedVersions } from './stated-facts.ts';

/** What a page says about itself, beside its text. */
export type PageFacts = {
  /** From `title`, without the site's name; the first heading usually says it better. */
  readonly title: string;
  /** Absolute; null where the page names none. */
  readonly canonical: string | null;
  readonly isNoindex: boolean;
  readonly language: string | null;
  /** Of the product that the page is about: `4.7`. */
  readonly version: string | null;
  /** ISO 8601. */
  readonly lastModified: string | null;
  /** Where a meta refresh leads, when the page is nothing but that. */
  readonly refreshTo: string | null;
  /** The page as sent has no text of its own: JavaScript makes it. */
  readonly needsScript: boolean;
  /** Names of the parents in the breadcrumb, outermost first. */
  readonly breadcrumb: readonly string[];
  /** Absolute addresses to follow, as they stand; none where the page asks not to follow them. */
  readonly links: readonly string[];
};

/** A page that forwards after longer than this is read by people first. */
const MAX_REFRESH_SECONDS = 10;
/** No writer puts more links on a page; mazes do. */
const MAX_LINKS = 10_000;

/** Reads the facts of a page before anything is removed from it. `headers` may say some of them too. */
export function readFacts(page: ParentNode, elements: readonly Element[], url: string, headers: IncomingHttpHeaders): PageFacts {
  const named = Map.groupBy(elements, ({ name }) => name);
  const all = (name: string): readonly Element[] => named.get(name) ?? [];
  const metas = readMetas(all('meta'));
  const meta = (...names: string[]) => names.map((name) => metas.get(name)).find(Boolean) ?? null;
  const base = URL.parse(all('base').find(({ attribs }) => attribs.href)?.attribs.href ?? '', url)?.href ?? url;
  const absolute = (href: string | undefined) => (href ? resolveLink(href, base) : null);
  const robots = robotsDirectives({
    metas: all('meta').map(({ attribs }) => ({ name: attribs.name ?? '', content: attribs.content ?? '' })),
    header: headers['x-robots-tag'],
  });
  return {
    title: pageTitle(all('title')[0] ? textOf(all('title')[0]!) : '', meta('og:site_name', 'application-name')),
    canonical: absolute(all('link').find(({ attribs }) => attribs.rel?.toLowerCase() === 'canonical')?.attribs.href),
    isNoindex: robots.isNoindex,
    language: all('html')[0]?.attribs.lang?.trim() || meta('docsearch:language', 'og:locale'),
    version:
      readVersion(meta('docsearch:version', 'docusaurus_version', 'doc-version', 'page-version', 'version', 'product-version') ?? '') ??
      urlVersion(url)?.version ??
      firstOf(statedVersions(elements), readVersion),
    lastModified: firstOf(
      [
        meta(
          'article:modified_time',
          'og:updated_time',
          'last-modified',
          'dcterms.modified',
          'dc.date.modified',
          'date.modified',
          'revised',
        ),
        statedUpdate(elements),
        headers['last-modified'],
      ],
      readDate,
    ),
    refreshTo: absolute(refreshTarget(meta('refresh') ?? '')),
    needsScript: !meta('refresh') && needsScript(page, elements),
    breadcrumb: readBreadcrumb(elements),
    links: robots.isNofollow
      ? []
      : [...all('a'), ...all('area'), ...all('frame')]
          .slice(0, MAX_LINKS)
          .flatMap(({ attribs }) => absolute(attribs.href ?? attribs.src) ?? []),
  };
}

/** The first value of each meta element, by its name in lower case. */
function readMetas(elements: readonly Element[]): ReadonlyMap<string, string> {
  const metas = new Map<string, string>();
  for (const { attribs } of elements) {
    const name = (attribs.name ?? attribs.property ?? attribs['http-equiv'])?.toLowerCase();
    if (name && attribs.content && !metas.has(name)) metas.set(name, attribs.content.trim());
  }
  return metas;
}

/** `Proxy settings | Ferrywork docs` without what follows the last separator; the name of the site may also stand first. */
function pageTitle(title: string, siteName: string | null): string {
  const text = title.replace(/\s+/g, ' ').trim();
  const parts = text.split(/ (?:[|·•–—:-]|::|«|»|›) /);
  const kept = siteName ? parts.filter((part) => part.toLowerCase() !== siteName.toLowerCase()) : parts;
  return (kept.length < parts.length ? kept.join(' – ') : parts.length > 1 ? parts[0]! : text).trim();
}

function refreshTarget(content: string): string | undefined {
  const [, seconds, target] = /^\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)["']?\s*$/i.exec(content) ?? [];
  return seconds && Number(seconds) <= MAX_REFRESH_SECONDS ? target : undefined;
}

function firstOf(texts: readonly (string | null | undefined)[], read: (text: string) => string | null): string | null {
  for (const text of texts) {
    const found = text ? read(text) : null;
    if (found) return found;
  }
  return null;
}

/** Where the page names no zone, the machine's own must not matter. */
function readDate(text: string): string | null {
  const hasZone = /^\d{4}-\d{2}-\d{2}$|(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|\b[A-Z]{3,4})$/.test(text.trim());
  const time = Date.parse(hasZone ? text : `${text.trim()} UTC`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function readBreadcrumb(elements: readonly Element[]): string[] {
  const isTrail = ({ attribs }: Element) =>
    /breadcrumb/i.test(attribs['aria-label'] ?? '') ||
    /breadcrumb/i.test(attribs.class ?? '') ||
    /BreadcrumbList$/.test(attribs.itemtype ?? '');
  const trail = elements.find(isTrail);
  if (!trail) return [];
  const inner = elementsOf(trail);
  const entries = inner.filter(({ name }) => name === 'li');
  const leaves = (entries.length > 0 ? entries : inner.filter(({ name }) => name === 'a' || name === 'span')).filter(
    (entry) => !classWords(entry).has('separator'),
  );
  return leaves.map((entry) => textOf(entry).replace(/^[\s/›»>•·]+|[\s/›»>•·]+$/g, '')).filter(Boolean);
}

/** The sitemap protocol allows this many entries in one file. */
const MAX_ENTRIES = 50_000;
/** Longer text is no address and no date. */
const MAX_FIELD_LENGTH = 4_096;

/** An address, and when it was last changed as the sitemap writes it. */
export type SitemapEntry = { readonly loc: string; readonly lastmod: string | null };

export type Sitemap = { readonly pages: readonly SitemapEntry[]; readonly sitemaps: readonly string[] };

/** Entries and the field with their address: of sitemaps, sitemap indexes, RSS and Atom. */
const ENTRIES: ReadonlyMap<string, string> = new Map([['url', 'loc'], ['sitemap', 'loc'], ['item', 'link'], ['entry', 'link']]); // biome-ignore format: short
const DATES = new Set(['lastmod', 'pubdate', 'updated']);

/**
 * The pages and further sitemaps that a sitemap, a sitemap index, a feed or a plain list of addresses names; `base` is its own address.
 * A sitemap can have 50 MB, so no tree is built: its tags are looked at in one pass. Only what belongs to an entry itself counts, in the
 * namespace of that entry: not `image:loc`, `video:player_loc` or `xhtml:link`. What a DOCTYPE defines does not exist here.
 */
export function parseSitemap(text: string, base: string): Sitemap {
  return text.includes('<') ? parseXml(text, base) : { pages: parseList(text, base), sitemaps: [] };
}

function parseList(text: string, base: string): SitemapEntry[] {
  const pages: SitemapEntry[] = [];
  for (const [line] of text.matchAll(/[^\s\uFEFF]+/g)) {
    const loc = /^https?:\/\//.test(line) ? absolute(line, base) : null;
    if (loc && pages.push({ loc, lastmod: null }) >= MAX_ENTRIES) break;
  }
  return pages;
}

type OpenEntry = { readonly name: string; readonly prefix: string; depth: number; loc: string | null; lastmod: string | null };

function parseXml(text: string, base: string): Sitemap {
  const pages: SitemapEntry[] = [];
  const sitemaps: string[] = [];
  let entry: OpenEntry | null = null;
  for (const tag of tagsOf(text)) {
    if (!entry) {
      if (!tag.isEnd && !tag.isEmpty && ENTRIES.has(tag.name))
        entry = { name: tag.name, prefix: tag.prefix, depth: 0, loc: null, lastmod: null };
    } else if (tag.isEnd && tag.name === entry.name && tag.prefix === entry.prefix) {
      if (entry.loc && entry.name === 'sitemap') sitemaps.push(entry.loc);
      else if (entry.loc) pages.push({ loc: entry.loc, lastmod: entry.lastmod });
      entry = null;
      if (pages.length + sitemaps.length >= MAX_ENTRIES) break;
    } else if (tag.isEnd) entry.depth--;
    else {
      if (entry.depth === 0 && tag.prefix === entry.prefix) readField(entry, tag, text, base);
      if (!tag.isEmpty) entry.depth++;
    }
  }
  return { pages, sitemaps };
}

function readField(entry: OpenEntry, tag: Tag, text: string, base: string): void {
  if (tag.name === ENTRIES.get(entry.name)) {
    // Atom has addresses in an attribute, and several of them: the page is the one without `rel`, or the alternate.
    const attributes = text.slice(tag.nameEnd, Math.min(tag.end, tag.nameEnd + MAX_FIELD_LENGTH));
    const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    const isOther = /\srel\s*=\s*["'](?!alternate["'])/.test(attributes);
    entry.loc ??= isOther ? null : absolute(href ? decodeEntities(href[1] ?? href[2] ?? '') : textAfter(text, tag.end), base);
  } else if (DATES.has(tag.name)) entry.lastmod ??= Buffer.from(textAfter(text, tag.end)).toString().slice(0, 40) || null;
}

type Tag = {
  readonly prefix: string;
  readonly name: string;
  readonly isEnd: boolean;
  readonly isEmpty: boolean;
  readonly nameEnd: number;
  /** After the `>`. */
  readonly end: number;
};

const NAME = /([\w.-]{1,50}:)?([\w.-]{1,50})/y;

/** The tags of a text in their order, comments, CDATA and declarations left out. */
function* tagsOf(text: string): Generator<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '>';
    const found = text.indexOf(close, at + 1);
    if (found < 0) return;
    const end = found + close.length;
    const isEnd = text[at + 1] === '/';
    NAME.lastIndex = at + (isEnd ? 2 : 1);
    const name = close === '>' ? NAME.exec(text) : null;
    if (name)
      yield {
        prefix: name[1] ?? '',
        name: name[2]!.toLowerCase(),
        isEnd,
        isEmpty: text[found - 1] === '/',
        nameEnd: NAME.lastIndex,
        end,
      };
    at = end;
  }
}

/** The text from here to the next tag, CDATA opened and entities decoded. */
function textAfter(text: string, start: number): string {
  const limit = Math.min(text.length, start + MAX_FIELD_LENGTH);
  const window = text.slice(start, limit).trimStart();
  if (window.startsWith('<![CDATA[')) return window.slice(9, Math.max(window.indexOf(']]>'), 9)).trim();
  const next = window.indexOf('<');
  return next < 0 ? '' : decodeEntities(window.slice(0, next).trim());
}

/** A new string each: a piece of a 50 MB text would keep all of it in memory. */
function absolute(address: string, base: string): string | null {
  const url = address ? URL.parse(address, base) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name) return NAMED[name.toLowerCase()] ?? entity;
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

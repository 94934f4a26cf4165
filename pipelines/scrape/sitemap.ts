/** The sitemap protocol allows this many entries in one file. */
const MAX_ENTRIES = 50_000;

/** The pages and further sitemaps that a sitemap, a sitemap index or a plain list of addresses names. */
export function parseSitemap(text: string): { readonly pages: readonly string[]; readonly sitemaps: readonly string[] } {
  if (!text.includes('<'))
    return {
      pages: text
        .split(/\s+/)
        .filter((line) => /^https?:\/\//.test(line))
        .slice(0, MAX_ENTRIES),
      sitemaps: [],
    };
  const addresses: string[] = [];
  // A sitemap can have 50 MB, and only the text of its `loc` elements counts: no tree is built.
  for (const [, address] of text.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)/g)) {
    if (addresses.push(decodeEntities(address!.trim())) >= MAX_ENTRIES) break;
  }
  return /<(?:\w+:)?sitemapindex[\s>]/.test(text) ? { pages: [], sitemaps: addresses } : { pages: addresses, sitemaps: [] };
}

function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(\w+);/g, (entity, name: string) => named[name] ?? entity);
}

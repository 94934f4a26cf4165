/** Pages of a site repeat their navigation, and reading an address costs more than finding it again. Some MB at most. */
const MAX_KNOWN = 20_000;
const known = new Map<string, string | null>();

/** The absolute address of a link on a page; null for what is no address. */
export function resolveLink(href: string, base: string): string | null {
  const address = href.trim();
  // Whatever else the page is, such a link leads to the same place on all of its host.
  const isOfHost = address.startsWith('/') && !address.startsWith('//');
  if (!isOfHost) return URL.parse(address, base)?.href ?? null;
  const end = base.indexOf('/', base.indexOf('//') + 2);
  const key = (end < 0 ? base : base.slice(0, end)) + address;
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  if (known.size >= MAX_KNOWN) known.clear();
  const found = URL.parse(address, base)?.href ?? null;
  known.set(key, found);
  return found;
}

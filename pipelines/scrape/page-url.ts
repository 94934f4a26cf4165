/** Longer addresses come from traps, not from writers; citations and metadata have no room for them either. */
const MAX_URL_LENGTH = 600;
/** `/a/b/a/b/a/b/…`: relative links that grow with each step. */
const MAX_SAME_SEGMENTS = 3;

/** Parameters that say where a visitor came from or who they are, never what the page is. */
const TRACKING =
  /^(utm_.*|gclid|gbraid|wbraid|fbclid|msclkid|yclid|dclid|igshid|mc_[ce]id|_hs\w+|hsctatracking|_ga|_gl|ref_src|phpsessid|jsessionid|sid|sessionid)$/i;

/** Assets, known by their names: no page, and not worth a request or a line in the report. Documents such as PDF are asked for and reported. */
const ASSET =
  /\.(?:7z|avi|avif|bmp|bz2|css|dmg|eot|exe|gif|gz|ico|iso|jar|jpe?g|js|map|mjs|mov|mp[34]|msi|ogg|otf|png|rar|rss|svg|tar|tgz|tiff?|ttf|wasm|wav|webm|webp|whl|woff2?|zip)$/i;

/**
 * The address of a page as we ask for it: absolute, without fragment, user name, tracking parameters and empty query. Null for what is
 * no page: other schemes, files by their name, traps.
 */
export function normaliseUrl(href: string, base?: string): string | null {
  const url = URL.parse(href.trim(), base);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, '').replace(/\/{2,}/g, '/');
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name));
  url.search = kept.length === url.searchParams.size ? url.search : new URLSearchParams(kept).toString();
  if (url.href.endsWith('?')) url.search = '';
  if (url.href.length > MAX_URL_LENGTH || ASSET.test(url.pathname) || isTrap(url.pathname)) return null;
  return url.href;
}

/** Two addresses with the same key are the same page until the site says otherwise: index file and last slash make no difference. */
export function urlKey(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/').replace(/\/+$/, '');
  return `${origin}${path}${search}`;
}

/** The page that an article's url points into. */
export function pageOf(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** Code-point order, the same on every machine. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isTrap(pathname: string): boolean {
  const counts = new Map<string, number>();
  for (const segment of pathname.split('/').filter(Boolean)) {
    const count = (counts.get(segment) ?? 0) + 1;
    if (count > MAX_SAME_SEGMENTS) return true;
    counts.set(segment, count);
  }
  return false;
}

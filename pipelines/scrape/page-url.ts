/** Longer addresses come from traps, not from writers; citations and metadata have no room for them either. */
const MAX_URL_LENGTH = 600;
/** As written, before tracking parameters go; what is longer is not even parsed. */
const MAX_HREF_LENGTH = 4_000;
/** `/a/b/a/b/a/b/…`: relative links that grow with each step. */
const MAX_SAME_SEGMENTS = 3;
/** Folders of Java packages are the deepest that docs have, some fifteen. */
const MAX_SEGMENTS = 30;
/** Filters and search forms make addresses with more; a page of docs needs one or two. */
const MAX_PARAMETERS = 10;

/** Parameters that say where a visitor came from or who they are, never what the page is. */
const TRACKING =
  /^(?:utm_.*|(?:pk|mtm|piwik|matomo)_.*|gclid|gclsrc|gbraid|wbraid|gad_\w+|dclid|srsltid|fbclid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid?|epik|mc_[ce]id|mkt_tok|vero_id|oly_\w+_id|wickedid|_hs\w+|__hs\w+|hsa_\w+|hsctatracking|_ga|_gl|_openstat|ref_src|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|session_?id)$/i;

/** Assets, known by their names: no page, and not worth a request or a line in the report. Documents such as PDF are asked for and reported; scripts are not told by their name, since `next.js` may be a page about it. */
const ASSET =
  /\.(?:7z|avi|avif|bmp|bz2|css|dmg|eot|exe|gif|gz|ico|iso|jar|jpe?g|mov|mp[34]|msi|ogg|otf|png|rar|rss|svg|tar|tgz|tiff?|ttf|wasm|wav|webm|webp|whl|woff2?|zip)$/i;

/**
 * The address of a page as we ask for it: absolute, in one spelling, without fragment, user name, tracking parameters, session ids and
 * empty query. Null for what is no page: other schemes, files by their name, traps. The order of parameters stays: there are servers to
 * which it matters, and {@link urlKey} tells that two orders are one page.
 */
export function normaliseUrl(href: string, base?: string): string | null {
  if (href.length > MAX_HREF_LENGTH) return null;
  const fragment = href.indexOf('#');
  const url = URL.parse((fragment < 0 ? href : href.slice(0, fragment)).trim(), base);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  // Each assignment parses the whole address again, and most of the thousands of links on a site need none of them.
  if (url.hash) url.hash = '';
  if (url.username) url.username = '';
  if (url.password) url.password = '';
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.{1,9}$/, '');
  const path = plainPath(url.pathname);
  if (path !== url.pathname) url.pathname = path;
  const parameters = url.search.length > 1 ? url.search.slice(1).split('&') : [];
  const kept = parameters.filter((parameter) => parameter !== '' && !TRACKING.test(parameter.split('=', 1)[0]!));
  const query = onePercentSpelling(kept.join('&'));
  if (query !== url.search.slice(1) || url.href.endsWith('?')) url.search = query;
  if (url.href.length > MAX_URL_LENGTH || kept.length > MAX_PARAMETERS || ASSET.test(url.pathname) || isTrap(url.pathname)) return null;
  return url.href;
}

/**
 * Two addresses with the same key are the same page until the site says otherwise: index file, last slash, the order of parameters and
 * repeated ones make no difference.
 */
export function urlKey(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/');
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  const query = search.includes('&') ? `?${[...new Set(search.slice(1).split('&'))].sort(byCodePoint).join('&')}` : search;
  return `${origin}${path.slice(0, end)}${query}`;
}

/** Code-point order, the same on every machine. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without empty segments and session ids, which Java and ASP.NET put into the path. */
function plainPath(path: string): string {
  const plain = path.replace(/;jsessionid=[^/]*/gi, '').replace(/\/\([A-Z]\([a-z0-9]{20,40}\)\)(?=\/)/gi, '');
  return onePercentSpelling(plain).replace(/\/{2,}/g, '/');
}

/** RFC 3986 6.2.2: letters, digits and `-._~` are not encoded, and the rest in upper case. */
function onePercentSpelling(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  });
}

function isTrap(pathname: string): boolean {
  const segments = pathname.split('/').filter(Boolean);
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    if (count > MAX_SAME_SEGMENTS) return true;
    counts.set(segment, count);
  }
  return segments.length > MAX_SEGMENTS;
}

/** The name that robots.txt groups and robots meta elements may address us by. */
export const ROBOT_NAME = 'threadwell';
/** RFC 9309 asks crawlers to read at least this much; what follows is ignored. */
export const MAX_ROBOTS_BYTES = 500 * 1024;
/** Eight times the longest address that old browsers took: no rule that can match is longer, and what is longer is cut. */
const MAX_LINE_LENGTH = 16_664;

type Rule = {
  readonly allow: boolean;
  /** Of the path as written: the longest matching rule decides. */
  readonly length: number;
  /** What stands between the stars. */
  readonly pieces: readonly string[];
  /** `$` at the end. */
  readonly isAnchored: boolean;
};

/** What robots.txt lets us do. */
export type Robots = { readonly rules: readonly Rule[]; readonly crawlDelaySeconds: number; readonly sitemaps: readonly string[] };

export const ALLOW_ALL: Robots = { rules: [], crawlDelaySeconds: 0, sitemaps: [] };

type Group = { readonly agents: string[]; readonly rules: Rule[]; crawlDelaySeconds: number };

/**
 * The text of robots.txt, cut at {@link MAX_ROBOTS_BYTES}. A line that the cut goes through is left out: half of `Disallow: /private/`
 * would close the whole site. A web page is no robots.txt: single-page apps answer every address with one.
 */
export function robotsText(body: Uint8Array): string {
  const isCut = body.length > MAX_ROBOTS_BYTES;
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, MAX_ROBOTS_BYTES)).toString('utf8');
  if (/^\uFEFF?\s{0,100}<[!?a-z]/i.test(text)) return '';
  return isCut ? text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1) : text;
}

/**
 * Reads robots.txt by RFC 9309: all groups that name us count together, else those for `*`. Lines that mean nothing are skipped, and
 * only `Allow` and `Disallow` end the list of names that a group opens with. `Allow: /x/index.html` does not allow `/x/`: the RFC does
 * not say so, and what is allowed is never read wider than it is written.
 */
export function parseRobots(text: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let isNaming = false;
  // A byte order mark that lost a byte on its way arrives as U+FFFD.
  for (const line of text.replace(/^[\uFEFF\uFFFD]+/, '').split(/\r\n?|\n/)) {
    const { field, value, isCut } = readLine(line);
    if (field === 'sitemap') sitemaps.push(value);
    else if (field === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [], crawlDelaySeconds: 0 });
      groups.at(-1)?.agents.push(productToken(value));
      isNaming = true;
    } else if (field === 'allow' || field === 'disallow') {
      const allow = field === 'allow';
      // An empty Disallow forbids nothing. A cut rule covers more than was written: that may close more, never open more.
      if (value && !(isCut && allow)) groups.at(-1)?.rules.push(parseRule(value, allow));
      isNaming = false;
    } else if (field === 'crawl-delay') {
      const seconds = Number.parseFloat(value.replace(',', '.'));
      const group = groups.at(-1);
      if (group && seconds > 0) group.crawlDelaySeconds = seconds;
    }
  }
  const ours = groups.filter((group) => group.agents.includes(ROBOT_NAME));
  const chosen = ours.length > 0 ? ours : groups.filter((group) => group.agents.includes('*'));
  return {
    rules: chosen.flatMap((group) => group.rules),
    crawlDelaySeconds: Math.max(0, ...chosen.map((group) => group.crawlDelaySeconds)),
    sitemaps,
  };
}

/** True when the url may be fetched: the longest matching rule decides, and allow wins a tie. */
export function mayFetch(robots: Robots, url: string): boolean {
  const { pathname, search } = new URL(url);
  // In an address a star and a dollar are only themselves; in a rule they are written %2A and %24 then.
  const path = encodePath(pathname + search).replace(/[*$]/g, encodeMark);
  if (path === '/robots.txt') return true;
  let best = { allow: true, length: 0 };
  for (const rule of robots.rules) {
    const isStronger = rule.length > best.length || (rule.length === best.length && rule.allow);
    if (isStronger && matchesRule(rule, path)) best = rule;
  }
  return best.allow;
}

/** Spellings that are common enough for the large search engines to accept them. */
const SPELLINGS: Readonly<Record<string, string>> = {
  useragent: 'user-agent',
  'user agent': 'user-agent',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  'site-map': 'sitemap',
};

/** `Field: value # comment`; the colon may be forgotten where there are two words. */
function readLine(whole: string): { readonly field: string; readonly value: string; readonly isCut: boolean } {
  const line = whole.slice(0, MAX_LINE_LENGTH);
  const hash = line.indexOf('#');
  const text = (hash < 0 ? line : line.slice(0, hash)).trim();
  const colon = text.indexOf(':');
  const words = colon < 0 ? text.split(/[ \t]+/, 3) : [];
  const [field = '', value = ''] =
    colon >= 0 ? [text.slice(0, colon).trim(), text.slice(colon + 1).trim()] : words.length === 2 ? words : [];
  const name = field.toLowerCase();
  return { field: SPELLINGS[name] ?? name, value, isCut: hash < 0 && whole.length > MAX_LINE_LENGTH };
}

/** Only the product token counts, which has no digits: `Threadwell/1.0` addresses threadwell. A star stands alone. */
function productToken(value: string): string {
  return /^\*(?=\s|$)|^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '';
}

function parseRule(written: string, allow: boolean): Rule {
  const path = encodePath(written);
  const isAnchored = path.endsWith('$');
  const pieces = (isAnchored ? path.slice(0, -1) : path).replaceAll('$', encodeMark).split('*');
  return { allow, length: path.length, pieces, isAnchored };
}

/** Linear: pieces between stars are looked for from left to right. */
function matchesRule({ pieces, isAnchored }: Rule, path: string): boolean {
  const first = pieces[0] ?? '';
  if (!path.startsWith(first)) return false;
  if (pieces.length === 1) return !isAnchored || path.length === first.length;
  let position = first.length;
  for (const piece of isAnchored ? pieces.slice(1, -1) : pieces.slice(1)) {
    const found = path.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return !isAnchored || (path.length - last.length >= position && path.endsWith(last));
}

/**
 * One spelling for octets, RFC 9309 2.2.2: percent-encodes what is not ASCII, decodes what need not be encoded (in a query slash and
 * colon too), upper-cases the rest.
 */
function encodePath(path: string): string {
  const query = path.indexOf('?');
  return path
    .replace(/[^\x21-\x7e]+/g, (characters) => encodeURI(characters.toWellFormed()))
    .replace(/%([0-9a-f]{2})/gi, (encoded, hex: string, at: number) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      const isPlain = /[A-Za-z0-9._~-]/.test(character) || (query >= 0 && at > query && /[/:]/.test(character));
      return isPlain ? character : encoded.toUpperCase();
    });
}

function encodeMark(mark: string): string {
  return mark === '*' ? '%2A' : '%24';
}

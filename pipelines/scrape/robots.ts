/** The name that robots.txt groups and robots meta elements may address us by. */
export const ROBOT_NAME = 'threadwell';
/** RFC 9309 asks crawlers to read at least this much; what follows is ignored. */
export const MAX_ROBOTS_BYTES = 500 * 1024;

type Rule = { readonly allow: boolean; readonly path: string };

/** What robots.txt lets us do. */
export type Robots = { readonly rules: readonly Rule[]; readonly crawlDelaySeconds: number; readonly sitemaps: readonly string[] };

export const ALLOW_ALL: Robots = { rules: [], crawlDelaySeconds: 0, sitemaps: [] };

/** Reads robots.txt by RFC 9309: all groups that name us count together, else those for `*`. Lines that mean nothing are skipped. */
export function parseRobots(text: string): Robots {
  const groups: { agents: string[]; rules: Rule[]; crawlDelaySeconds: number }[] = [];
  const sitemaps: string[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const [, field, rest] = /^\s*([\w-]+)\s*:\s*(.*)$/.exec(line.replace(/#.*$/, '')) ?? [];
    if (!field || rest === undefined) continue;
    const name = field.toLowerCase();
    const value = rest.trim();
    if (name === 'sitemap') sitemaps.push(value);
    else if (name === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [], crawlDelaySeconds: 0 });
      // Only the product token counts: `Threadwell/1.0` addresses threadwell.
      groups.at(-1)?.agents.push((/^[\w-]+|\*/.exec(value)?.[0] ?? '').toLowerCase());
      isNaming = true;
    } else if (name === 'allow' || name === 'disallow') {
      // An empty Disallow forbids nothing.
      if (value) groups.at(-1)?.rules.push({ allow: name === 'allow', path: encodePath(value) });
      isNaming = false;
    } else if (name === 'crawl-delay') {
      const group = groups.at(-1);
      const seconds = Number(value);
      if (group && seconds > 0) group.crawlDelaySeconds = seconds;
      isNaming = false;
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
  const path = encodePath(pathname + search);
  if (path === '/robots.txt') return true;
  let best: Rule = { allow: true, path: '' };
  for (const rule of robots.rules) {
    const isStronger = rule.path.length > best.path.length || (rule.path.length === best.path.length && rule.allow);
    if (isStronger && matchesRule(rule.path, path)) best = rule;
  }
  return best.allow;
}

/** `*` is any characters, a last `$` the end. Linear: pieces between stars are looked for from left to right. */
function matchesRule(rule: string, path: string): boolean {
  const isAnchored = rule.endsWith('$');
  const pieces = (isAnchored ? rule.slice(0, -1) : rule).split('*');
  const first = pieces.shift() ?? '';
  if (!path.startsWith(first)) return false;
  let position = first.length;
  const last = isAnchored ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = path.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  if (!isAnchored) return true;
  return last === undefined ? position === path.length : path.length - last.length >= position && path.endsWith(last);
}

/** One spelling for octets: percent-encodes what is not ASCII, decodes what need not be encoded, upper-cases the rest. */
function encodePath(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, encodeURI).replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  });
}

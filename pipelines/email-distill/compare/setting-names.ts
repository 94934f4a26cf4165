/** A setting that has another name now, as the docs say it. */
export type Rename = { readonly from: string; readonly to: string; readonly quote: string };

const KEY = String.raw`[a-z][\w-]{1,40}(?:\.[a-z][\w-]{1,40}){1,5}|--[a-z][\w-]{2,40}|[A-Z][A-Z0-9]{1,20}(?:_[A-Z0-9]{1,20}){1,5}`;
const QUOTED = String.raw`["'\x60]?(${KEY})["'\x60]?`;
const RENAMES = [
  new RegExp(
    String.raw`${QUOTED}\s(?:(?:was|has been|is|got|were)\s)?(?:(?:now\s)?(?:renamed|replaced|superseded|deprecated)|now called|called)(?:\s(?:to|by|with|in favou?r of|and replaced by|into))?\s${QUOTED}`,
    'g',
  ),
  new RegExp(String.raw`${QUOTED}\s(?:replaces|supersedes|\(formerly|\(previously|, formerly|, previously)\s${QUOTED}`, 'g'),
  new RegExp(String.raw`[Uu]se\s${QUOTED}\s(?:instead of|in place of|and not|rather than)\s${QUOTED}`, 'g'),
];
const MAX_QUOTE_LENGTH = 300;
/** A dotted word that ends so is a file or a host. */
const NO_SETTING =
  /\.(?:ya?ml|xml|json|properties|conf|cfg|ini|jar|zip|gz|log|txt|md|sh|exe|js|ts|py|rb|java|html?|com|org|net|io|eu|example|dev|local)$|^(?:com|org|net|io|java|javax|www)\./;

/** The renames that a text tells of: "`queue.size` was renamed to `queue.capacity`". */
export function renamesIn(markdown: string): Rename[] {
  return markdown.split(/\n|(?<=[.!?])\s(?=\p{Lu}|`)/u).flatMap((sentence) => {
    if (sentence.length > 1_000) return [];
    return RENAMES.flatMap((pattern, index) =>
      [...sentence.matchAll(pattern)].flatMap(([, first = '', second = '']): Rename[] => {
        // The first form names the old one first, the two others the new one.
        const [from, to] = index === 0 ? [first, second] : [second, first];
        return from === to || NO_SETTING.test(from) || NO_SETTING.test(to)
          ? []
          : [{ from, to, quote: sentence.trim().slice(0, MAX_QUOTE_LENGTH) }];
      }),
    );
  });
}

/** The names of settings in a text. */
export function settingsIn(text: string): Set<string> {
  const found = text.replace(/https?:\S+/g, ' ').match(new RegExp(String.raw`(?<![\w./-])(?:${KEY})(?![\w/]|\.\w)`, 'g')) ?? [];
  return new Set(found.filter((name) => !NO_SETTING.test(name)));
}

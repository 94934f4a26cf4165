import { DESK, NO_NAME } from './redact-no-names.ts';

/** Mail headers are not ours: a longer name, or what has more words, is none. */
const MAX_NAME_LENGTH = 60;
const MAX_NAME_WORDS = 5;

const PARTICLE = /^(?:van|von|vom|de|der|den|la|le|du|di|da|do|dos|das|del|della|el|al|bin|ibn|ben|ten|ter|op|zu|af|av|dr|prof|mr|mrs|ms)$/;

/** One form for `Ann-Marie Lind`, `ann.marie lind` and a name that a line break divides. */
export function bareForm(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s?$/, '')
    .replace(/[\s._,-]+/g, ' ')
    .trim();
}

/** The words of a header name: `"Lind, Sara (Acme)" <…>` gives Sara Lind; a desk or an address gives none. */
export function personWords(raw: string): string[] {
  let name = raw
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/["“”]/g, '')
    .trim();
  if (!name || name.length > MAX_NAME_LENGTH || name.includes('@') || DESK.test(name)) return [];
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
  if (comma) name = `${comma[2]} ${comma[1]}`;
  return name
    .split(/[\s|/]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, MAX_NAME_WORDS);
}

/** How a person may be written: in full, first, last, `S. Lind`, `Sara L`, `slind`, `van der Meer`. */
export function spellings(words: readonly string[]): string[] {
  const lower = words.map((word) => word.toLowerCase());
  const first = lower[0]!;
  const last = lower.at(-1)!;
  const single = lower.filter((word) => word.length > 2 && !PARTICLE.test(word) && !NO_NAME.has(word));
  if (lower.length === 1) return single;
  const initial = [...first][0]!;
  const surname = lower
    .slice(
      Math.max(
        1,
        lower.findIndex((word, index) => index > 0 && PARTICLE.test(word)),
      ),
    )
    .join(' ');
  const forms = [
    lower.join(' '),
    `${first} ${last}`,
    `${last} ${first}`,
    `${initial} ${last}`,
    `${first} ${[...last][0]}`,
    surname,
    `${surname} ${first}`,
  ];
  // A word of two letters (Li, Bo) is a name only beside the other one.
  return [...forms.filter((form) => form.length > 2), ...(last.length > 3 ? [initial + last, first + last] : []), ...single];
}

/** Shorter words are too close to each other, and so are words of this length that differ in a letter: `host`, `post`, `cost`. */
const SHORTEST = 4;
/** From this length on two slips are forgiven. */
const LONG = 9;

export type Correction = {
  readonly word: string;
  /** 0 to 1: slips of the fingers (a letter too many, too few, two swapped) are surer than a letter in place of another, which may be another word. */
  readonly certainty: number;
};

type Known = { readonly word: string; readonly articles: number; readonly letters: number };

/** Finds the known words that a misspelt one may mean. Built once for a vocabulary. */
export function spellingOf(vocabulary: Iterable<{ readonly word: string; readonly articles: number }>): (word: string) => Correction[] {
  // Fingers rarely miss the first letter: `slack` is not `lack`.
  const byStart = new Map<string, Known[]>();
  // In a long word they do: `sertificate` has the rest of `certificate`.
  const byRest = new Map<string, Known[]>();
  const put = (map: Map<string, Known[]>, key: string, known: Known) => {
    const same = map.get(key);
    if (same) same.push(known);
    else map.set(key, [known]);
  };
  for (const { word, articles } of vocabulary) {
    if (word.length < SHORTEST - 1) continue;
    const known = { word, articles, letters: lettersOf(word) };
    put(byStart, `${word[0]}${word.length}`, known);
    if (word.length >= LONG) put(byRest, word.slice(1), known);
  }
  return (word) => {
    if (word.length < SHORTEST - 1 || /^\d/.test(word)) return [];
    const allowed = word.length >= LONG ? 2 : 1;
    const letters = lettersOf(word);
    let found: { word: string; articles: number; distance: number }[] = [];
    let best = allowed;
    const consider = (known: Known) => {
      if (differentLetters(letters, known.letters) > 2 * best || !isSlip(word, known.word)) return;
      const distance = editDistance(word, known.word, best);
      if (distance > best) return;
      if (distance < best) found = [];
      best = distance;
      found.push({ word: known.word, articles: known.articles, distance });
    };
    for (let length = word.length - allowed; length <= word.length + allowed; length++)
      byStart.get(`${word[0]}${length}`)?.forEach(consider);
    byRest
      .get(word.slice(1))
      ?.filter((known) => known.word[0] !== word[0])
      .forEach(consider);
    return found
      .toSorted((a, b) => certainty(word, b) - certainty(word, a) || b.articles - a.articles)
      .slice(0, 3)
      .map((entry) => ({ word: entry.word, certainty: certainty(word, entry) }));
  };
}

/** A bit for each letter that the word has, so that words which cannot be near are passed over without measuring them. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) % 32);
  return bits;
}

/** One slip changes at most two letters. */
function differentLetters(a: number, b: number): number {
  let bits = a ^ b;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

function certainty(word: string, found: { word: string; distance: number }): number {
  if (found.distance > 1) return 0.75;
  return isSubstituted(word, found.word) ? 0.6 : 0.9;
}

/** Of short words only the surest slips: two letters swapped in one of three (`kye`), no letter replaced in one of four. */
function isSlip(word: string, meant: string): boolean {
  if (Math.min(word.length, meant.length) < SHORTEST) return word.length === meant.length && !isSubstituted(word, meant);
  return word.length > SHORTEST || !isSubstituted(word, meant);
}

/** Of words at distance one: a letter in place of another, where the rest are swaps and letters too many or too few. */
function isSubstituted(a: string, b: string): boolean {
  return a.length === b.length && [...a].toSorted().join('') !== [...b].toSorted().join('');
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words; gives up with `limit + 1` as soon as it is above. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(substitution, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

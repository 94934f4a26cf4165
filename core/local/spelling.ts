/** Shorter words are too close to each other, and so are words of this length that differ in a letter: `host`, `post`, `cost`. */
const SHORTEST = 4;
/** From this length on two slips are forgiven. */
const LONG = 9;

export type Correction = {
  readonly word: string;
  /** 0 to 1: slips of the fingers (a letter too many, too few, two swapped) are surer than a letter in place of another, which may be another word. */
  readonly certainty: number;
};

/** Finds the known words that a misspelt one may mean. Built once for a vocabulary. */
export function spellingOf(vocabulary: Iterable<{ readonly word: string; readonly articles: number }>): (word: string) => Correction[] {
  const byLength = new Map<number, { word: string; articles: number }[]>();
  for (const entry of vocabulary) {
    if (entry.word.length < SHORTEST - 1) continue;
    const same = byLength.get(entry.word.length);
    if (same) same.push(entry);
    else byLength.set(entry.word.length, [entry]);
  }
  return (word) => {
    if (word.length < SHORTEST || /^\d/.test(word)) return [];
    const allowed = word.length >= LONG ? 2 : 1;
    let found: { word: string; articles: number; distance: number }[] = [];
    let best = allowed;
    for (let length = word.length - allowed; length <= word.length + allowed; length++)
      for (const entry of byLength.get(length) ?? []) {
        // Fingers rarely miss the first letter: `slack` is not `lack`.
        if (entry.word[0] !== word[0]) continue;
        const distance = editDistance(word, entry.word, best);
        if (distance > best || (word.length === SHORTEST && isSubstituted(word, entry.word))) continue;
        if (distance < best) found = [];
        best = distance;
        found.push({ ...entry, distance });
      }
    return found
      .toSorted((a, b) => certainty(word, b) - certainty(word, a) || b.articles - a.articles)
      .slice(0, 3)
      .map((entry) => ({ word: entry.word, certainty: certainty(word, entry) }));
  };
}

function certainty(word: string, found: { word: string; distance: number }): number {
  if (found.distance > 1) return 0.75;
  return isSubstituted(word, found.word) ? 0.6 : 0.9;
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

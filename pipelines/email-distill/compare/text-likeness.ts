/** Words that say nothing about the matter. */
const STOP_WORDS = new Set(
  `the a an and or but if then than so as at by for from in into of off on onto out over to up with without is are was were be been being am do does
  did done has have had having it its this that these those there here they them their we us our you your i me my he she his her not no nor only
  also just very too more most much many any some all each every other another same such can could may might must shall should will would what
  when where which who why how because while before after until again once still now yet both either neither own about between through during
  der die das und oder ein eine ist sind nicht auf mit für von zu im den dem des wir sie ich le la les un une et ou est sont dans sur pour que qui
  ne pas plus de du des el los las una y o es son en con por para no se su al del lo como`.split(/\s+/),
);

/** How often each word of a text occurs, in a light stem; identifiers, codes and numbers whole. */
export function termCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_<>]+(?:[.:/-][\p{L}\p{N}_]+)*/gu)) {
    if (STOP_WORDS.has(word) || word.startsWith('<')) continue;
    const term = /^\p{L}{4,}$/u.test(word) ? word.replace(/(?:ing|edly|ed|es|s|ly)$/, '') : word;
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/** Weights of terms: rare ones say more. */
export function rarity(texts: readonly ReadonlyMap<string, number>[]): (term: string) => number {
  const seen = new Map<string, number>();
  for (const counts of texts) for (const term of counts.keys()) seen.set(term, (seen.get(term) ?? 0) + 1);
  return (term) => Math.log(1 + (texts.length + 1) / ((seen.get(term) ?? 0) + 0.5));
}

/** Cosine of two texts by their weighted terms, 0 to 1. */
export function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, weight: (term: string) => number): number {
  const length = (counts: ReadonlyMap<string, number>) =>
    Math.sqrt([...counts].reduce((sum, [term, count]) => sum + ((1 + Math.log(count)) * weight(term)) ** 2, 0));
  let product = 0;
  for (const [term, count] of a) {
    const other = b.get(term);
    if (other !== undefined) product += (1 + Math.log(count)) * (1 + Math.log(other)) * weight(term) ** 2;
  }
  const size = length(a) * length(b);
  return size === 0 ? 0 : product / size;
}

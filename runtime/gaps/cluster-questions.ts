import { contentTerms, isIdentifier, words } from '#core/domain/words.ts';

/**
 * Two questions ask the same from this cosine on. On the wordings of `cluster-questions.test.ts` each value from 0.3 to 0.5 parts them
 * rightly, and above it other wordings fall apart; the highest one mixes least among questions that nobody has labelled.
 */
const SAME_QUESTION = 0.5;

type Read = { readonly text: string; readonly terms: readonly string[]; readonly codes: ReadonlySet<string> };

/**
 * Puts questions together that one article would answer, as far as their words tell: each joins the group whose words are nearest, or
 * begins one. Words that many questions share count little. Questions that name different codes never meet. The order of the result, and
 * of each group, is that of the input, so that a further question at the end moves no other one.
 */
export function clusterQuestions<Question>(questions: readonly Question[], textOf: (question: Question) => string): Question[][] {
  const readings = questions.map((question) => read(textOf(question)));
  const weights = weighTerms(readings);
  const clusters: { readonly members: Question[]; readonly vectors: Map<string, number>[]; readonly readings: Read[] }[] = [];
  for (const [index, question] of questions.entries()) {
    const reading = readings[index]!;
    const vector = new Map(reading.terms.map((term) => [term, weights.get(term)!]));
    let best: (typeof clusters)[number] | undefined;
    let bestScore = SAME_QUESTION;
    for (const cluster of clusters) {
      const score = Math.max(...cluster.vectors.map((other, at) => (mayMeet(reading, cluster.readings[at]!) ? cosine(vector, other) : 0)));
      if (score < bestScore || (best && score === bestScore)) continue;
      best = cluster;
      bestScore = score;
    }
    if (!best) clusters.push({ members: [question], vectors: [vector], readings: [reading] });
    else {
      best.members.push(question);
      // The same words again would only be compared again.
      if (bestScore < 1 - Number.EPSILON * 8) {
        best.vectors.push(vector);
        best.readings.push(reading);
      }
    }
  }
  return clusters.map(({ members }) => members);
}

function read(text: string): Read {
  const terms = contentTerms(text);
  return {
    text,
    // A question of small words alone is its own text.
    terms: terms.length ? terms : [text.trim().toLowerCase()],
    codes: new Set(words(text).flatMap((word) => (isIdentifier(word) && !/^\d/.test(word.text) ? [word.text] : []))),
  };
}

/** The inverse share of the questions that have a term, smoothed so that a word of all of them still counts a little. */
function weighTerms(readings: readonly Read[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of readings) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, Math.log(1 + (readings.length + 1) / count)]));
}

function mayMeet({ codes }: Read, other: Read): boolean {
  return codes.size === 0 || other.codes.size === 0 || [...codes].some((code) => other.codes.has(code));
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [term, weight] of a) product += weight * (b.get(term) ?? 0);
  return product === 0 ? 0 : product / (norm(a) * norm(b));
}

function norm(vector: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of vector.values()) sum += weight * weight;
  return Math.sqrt(sum);
}

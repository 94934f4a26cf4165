import { words } from '#core/domain/words.ts';
import { type Sentence, withoutElisions } from './sentences.ts';

/** Where a term stands in a sentence. */
export type Hit = {
  readonly term: string;
  /** Of its words, from 0 to before `end`; null for a term of a script without spaces. */
  readonly at: { readonly start: number; readonly end: number } | null;
  /** The UTF-16 offset behind a term of a script without spaces. */
  readonly endsAt: number;
};

export type TermFinder = (sentence: Sentence) => Hit[];

/** `lost all our data` is `lost data`; with more between them two words belong to different thoughts. */
const MAX_BETWEEN = 3;
/** Where one of these stands in a phrase it follows at once: `log in` is not in `the logs are in`. */
const FOLLOWS: ReadonlySet<string> = new Set(['in', 'on', 'up', 'out', 'to', 'of', 'for', 'with']);
/** `production is not down` is no `production down`. */
const PARTS: ReadonlySet<string> = new Set(
  'not never no isnt arent wasnt werent hasnt havent hadnt didnt wont nicht kein keine keinen nie pas aucun aucune jamais nunca'.split(' '),
);
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

type Phrase = { readonly term: string; readonly words: readonly string[] };

/**
 * Finds terms in sentences: whole words by their stems; of several words in their order, within one clause and with at most three others
 * between them, none of which denies; in scripts without spaces letter by letter. `by` text instead of stems where those fall together: `wonderful` and `wondering`.
 * Takes time in proportion to the text for any list of terms.
 */
export function termFinder(terms: readonly string[], by: 'term' | 'text' = 'term'): TermFinder {
  const unspaced = terms.filter((term) => WITHOUT_SPACES.test(term));
  const byFirst = new Map<string, Phrase[]>();
  for (const term of terms) {
    const [first, ...rest] = WITHOUT_SPACES.test(term) ? [] : words(withoutElisions(term)).map((word) => word[by]);
    if (first === undefined) continue;
    const known = byFirst.get(first) ?? [];
    // Of terms with the same stems, such as `token` and `tokens`, the first stands for all.
    if (!known.some(({ words: other }) => other.join(' ') === [first, ...rest].join(' ')))
      byFirst.set(first, [...known, { term, words: [first, ...rest] }]);
  }
  return (sentence) => {
    const hits: Hit[] = [];
    for (const [start, word] of sentence.words.entries()) {
      for (const phrase of byFirst.get(word[by]) ?? []) {
        const end = endOf(phrase.words, sentence, start, by);
        if (end !== null) hits.push({ term: phrase.term, at: { start, end }, endsAt: 0 });
      }
    }
    if (unspaced.length === 0 || !WITHOUT_SPACES.test(sentence.text)) return hits;
    for (const term of unspaced) {
      const at = sentence.text.indexOf(term);
      if (at >= 0) hits.push({ term, at: null, endsAt: at + term.length });
    }
    return hits;
  };
}

/** Behind the last word of a phrase that begins at `start`; null where it does not. */
function endOf(phrase: readonly string[], { words: said }: Sentence, start: number, by: 'term' | 'text'): number | null {
  let position = start;
  for (const wanted of phrase.slice(1)) {
    const limit = Math.min(said.length, position + 2 + (FOLLOWS.has(wanted) ? 0 : MAX_BETWEEN));
    let next = position + 1;
    while (next < limit && said[next]![by] !== wanted && !PARTS.has(said[next]!.text)) next += 1;
    if (next >= limit || said[next]![by] !== wanted || said[next]!.clause !== said[start]!.clause) return null;
    position = next;
  }
  return position + 1;
}

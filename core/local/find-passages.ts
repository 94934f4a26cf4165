import type { Passage } from '#core/domain/passage.ts';
import type { RetrieveQuery, Side } from '#core/ports/knowledge-base.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Lexicon } from './lexicon.ts';
import { rankPassages } from './rank-passages.ts';
import { type Ask, readQuestion, type Vocabulary } from './read-question.ts';
import type { Phrase } from './synonyms.ts';

/** Enough for the right article to be among them whatever its rank by words alone; ranking them takes about 2 ms. */
const CANDIDATES = 60;
const COMMON_SHARE = 0.2;
const COMMON_SYNONYM_SHARE = 0.02;
/** Above the certainty of a synonym. */
const SURE = 0.8;
const FEWEST_TELLING = 3;
const MAX_PHRASES = 40;
const MAX_QUESTION_CHARACTERS = 1_000;

/** The passages of a side for a question, best first: read the question, choose candidates by words alone, rank those with care. */
export function findPassages(index: ArticleIndex, side: Side, query: RetrieveQuery, lexicon: Lexicon): Passage[] {
  const summary = index.summary(side);
  const asks = readQuestion(query.text.slice(0, MAX_QUESTION_CHARACTERS), vocabularyOf(summary, lexicon), lexicon.synonyms);
  const candidates = index.candidates(side, candidatePhrases(asks, summary), Math.max(CANDIDATES, query.limit), query);
  return rankPassages(candidates, asks, summary.averageTerms, query.limit).map(({ found, score, confidence }) => {
    const { title, url, body, tags } = index.article(found.id);
    return { title, url, text: body, tags, source: found.source, score, confidence, updatedAt: found.updatedAt, ...index.times(found.id) };
  });
}

/** A misspelt word is looked for among the words of the articles, then among those of the lexicon. */
function vocabularyOf(summary: Omit<Vocabulary, 'isEveryday'>, { isEveryday, corrections }: Lexicon): Vocabulary {
  const correct = (word: string) => {
    const own = summary.corrections(word);
    return own.length ? own : corrections(word);
  };
  return { ...summary, isEveryday, corrections: correct };
}

/**
 * What the index is searched for: first what was said, then that with its synonyms, of which rare ones would push aside what was said.
 * Of the weightiest asks, and of their terms not those of too many articles, which cost the most time and tell the least; of mere
 * synonyms even fewer. The ranking looks at all.
 */
function candidatePhrases(asks: readonly Ask[], { articles, frequency }: Pick<Vocabulary, 'articles' | 'frequency'>): Phrase[][] {
  const phrases = asks.flatMap((ask) => ask.phrases);
  const telling = phrases.filter(({ phrase, certainty }) => {
    const share = certainty > SURE ? COMMON_SHARE : COMMON_SYNONYM_SHARE;
    return Math.min(...phrase.map(frequency)) <= Math.max(CANDIDATES, articles * share);
  });
  const all = telling.length >= FEWEST_TELLING ? telling : phrases;
  const sure = all.filter(({ certainty }) => certainty > SURE);
  const queries = sure.length === all.length ? [all] : [sure, all];
  return queries.map((chosen) => chosen.slice(0, MAX_PHRASES).map(({ phrase }) => phrase));
}

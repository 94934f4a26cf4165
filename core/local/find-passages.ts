import type { Passage } from '#core/domain/passage.ts';
import type { SearchExplanation } from '#core/domain/search-explanation.ts';
import type { RetrieveQuery, Side } from '#core/ports/knowledge-base.ts';
import type { ArticleIndex } from './article-index.ts';
import { askedThings, explained, writtenIn } from './explain-ranking.ts';
import type { Lexicon } from './lexicon.ts';
import { type Ranked, rankPassages } from './rank-passages.ts';
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

/** Reciprocal rank fusion (Cormack and others, 2009): how much the first places count more than the next ones. */
const FUSION = 60;

/** The question of a refused answer is looked up once more for its gap; meanwhile a few others are answered. */
const RECENT_QUESTIONS = 16;

/** The ids of the articles nearest to a text by their vectors, best first. */
export type Nearest = (side: Side, text: string, limit: number) => Promise<number[]>;

/**
 * Finds the passages of a side for a question, best first: read the question, choose candidates by words alone, rank those with care.
 * Where there are vectors, what lies near is ranked too, and the two orders are fused; confidence stays that of the words.
 */
export function passageFinder(index: ArticleIndex, lexicon: Lexicon, nearest?: Nearest) {
  const recent = new Map<string, { readonly best: readonly Ranked[]; readonly limit: number }>();

  const rank = (side: Side, text: string, query: RetrieveQuery, near: readonly number[]): readonly Ranked[] => {
    const summary = index.summary(side);
    const candidateLimit = Math.max(CANDIDATES, query.limit);
    const key = JSON.stringify([side, summary.revision, text, query.tags, query.source, near, candidateLimit]);
    const known = recent.get(key);
    if (known && known.limit >= query.limit) return known.best;
    const asks = readQuestion(text, vocabularyOf(summary, lexicon), lexicon.synonyms);
    const candidates = index.candidates(side, candidatePhrases(asks, summary), candidateLimit, query, near);
    const ranked = rankPassages(candidates, asks, summary.averageTerms, near.length ? candidates.length : query.limit);
    const best = near.length ? fuse(ranked, near) : ranked;
    if (recent.size >= RECENT_QUESTIONS) recent.delete(recent.keys().next().value!);
    recent.set(key, { best, limit: query.limit });
    return best;
  };

  const ask = async (side: Side, query: RetrieveQuery) => {
    const text = query.text.slice(0, MAX_QUESTION_CHARACTERS);
    return { text, near: (await nearest?.(side, text, Math.max(CANDIDATES, query.limit))) ?? [] };
  };
  const passageOf = ({ found, score, confidence }: Ranked): Passage => {
    const { title, url, body, tags } = index.article(found.id);
    const { source, updatedAt } = found;
    return { title, url, text: body, tags, source, score, confidence, updatedAt, ...index.times(found.id) };
  };

  return {
    async find(side: Side, query: RetrieveQuery): Promise<Passage[]> {
      const { text, near } = await ask(side, query);
      return index.snapshot(() => rank(side, text, query, near).slice(0, query.limit).map(passageOf));
    },
    /** The same passages with why they stand where they do: the question is read once more, and each of them looked at again. */
    async explain(side: Side, query: RetrieveQuery): Promise<SearchExplanation> {
      const { text, near } = await ask(side, query);
      return index.snapshot(() => {
        const ranked = rank(side, text, query, near).slice(0, query.limit);
        const summary = index.summary(side);
        const asks = readQuestion(text, vocabularyOf(summary, lexicon), lexicon.synonyms);
        const passages = ranked.map(passageOf);
        const written = writtenIn([text, ...passages.flatMap((passage) => [passage.title, passage.text])], summary.written);
        const titleOf = (id: number) => index.article(id).title;
        return {
          ranking: near.length ? 'words_and_vectors' : 'words',
          asked: askedThings(asks, written),
          passages: passages.map((passage, place) => explained(passage, ranked[place]!, { asks, near, written, titleOf })),
        };
      });
    },
  };
}

/** Two orders as one; an article that says none of the words has its place among the near ones only. */
function fuse(ranked: readonly Ranked[], near: readonly number[]): Ranked[] {
  const places = new Map(near.map((id, place) => [id, place]));
  const part = (place: number | undefined) => (place === undefined ? 0 : 1 / (FUSION + place + 1));
  return ranked
    .map((one, place) => ({ ...one, score: part(one.score > 0 ? place : undefined) + part(places.get(one.found.id)) }))
    .toSorted((a, b) => b.score - a.score);
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
 * What the index is searched for: what was said, and on its own what also means it, since rare synonyms would push aside what was said.
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
  const queries = [sure, all.filter(({ certainty }) => certainty <= SURE)];
  return queries.map((chosen) => chosen.slice(0, MAX_PHRASES).map(({ phrase }) => phrase));
}

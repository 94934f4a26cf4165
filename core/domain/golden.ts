import Papa from 'papaparse';
import { withoutPart } from './article.ts';
import { InvalidInput } from './errors.ts';

/** A question with what a good answer rests on. */
export type GoldenQuestion = {
  readonly question: string;
  /** Any one of them answers it; empty when it must be refused. */
  readonly urls: readonly string[];
  /** Groups that it is reported under. */
  readonly tags: readonly string[];
};

/** What came of a golden question. */
export type Outcome = GoldenQuestion & {
  /** Urls of the retrieved articles, best first. */
  readonly found: readonly string[];
  readonly answered: boolean;
  /** Urls that the answer cites. */
  readonly cited: readonly string[];
};

/** Shares from 0 to 1; null where no question of the set asks for it. */
export type Metrics = {
  readonly questions: number;
  /** An accepted article is among the first 1, 5, 10. Over the questions that have an answer, as the next two. */
  readonly recallAt1: number | null;
  readonly recallAt5: number | null;
  readonly recallAt10: number | null;
  /** Mean of 1 / rank of the first accepted article. */
  readonly mrr: number | null;
  /** Any accepted article is as good as another, so the ideal list has one, in the first place. */
  readonly ndcgAt10: number | null;
  /** Of the answers given to questions that have one: cites an accepted article. */
  readonly citationAccuracy: number | null;
  /** Of the questions that must be refused: not answered. */
  readonly refusalAccuracy: number | null;
  /** Of the questions that have an answer: refused all the same. */
  readonly falseRefusals: number | null;
};

const GOLDEN_COLUMNS = ['question', 'url', 'tags'];
/** Each question is a retrieval and an answer; more than this is no set that a person has labelled. */
const MAX_QUESTIONS = 20_000;

/** Reads a golden file: `question,url,tags`, urls separated by spaces, tags by `;`. Throws {@link InvalidInput} naming the row. */
export function parseGolden(csv: string, name: string): GoldenQuestion[] {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter: ',', skipEmptyLines: 'greedy' });
  const [error] = errors;
  if (error) throw new InvalidInput(`${name} row ${(error.row ?? 0) + 1}: ${error.message}; correct the row`);
  const [header, ...rows] = data;
  if (header?.join() !== GOLDEN_COLUMNS.join())
    throw new InvalidInput(`${name} row 1: the header must be \`${GOLDEN_COLUMNS.join()}\`; correct it`);
  if (rows.length === 0) throw new InvalidInput(`${name} has no question; add some below the header`);
  if (rows.length > MAX_QUESTIONS) throw new InvalidInput(`${name} has ${rows.length} questions; at most ${MAX_QUESTIONS}, so split it`);
  return rows.map((cells, index) => {
    const [question = '', url = '', tags = ''] = cells;
    if (cells.length !== GOLDEN_COLUMNS.length || !question.trim())
      throw new InvalidInput(`${name} row ${index + 2}: needs a question, a url (or an empty one) and tags; correct the row`);
    const urls = url.split(/\s+/).filter(Boolean);
    const bad = urls.find((text) => !URL.canParse(text));
    if (bad) throw new InvalidInput(`${name} row ${index + 2}: \`${bad.slice(0, 80)}\` is no address; correct the row`);
    return {
      question: question.trim(),
      urls,
      tags: tags
        .split(';')
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
  });
}

/** The place, from 1, of the first accepted article; 0 when it was not found. A part of a section counts as the section. */
export function rankOf(golden: Pick<GoldenQuestion, 'urls'>, found: readonly string[]): number {
  const accepted = new Set(golden.urls.map(withoutPart));
  return found.findIndex((url) => accepted.has(withoutPart(url))) + 1;
}

/** The figures over a set of outcomes. */
export function metrics(outcomes: readonly Outcome[]): Metrics {
  const answerable = outcomes.filter((outcome) => outcome.urls.length > 0);
  const refusable = outcomes.filter((outcome) => outcome.urls.length === 0);
  const ranks = answerable.map((outcome) => rankOf(outcome, outcome.found));
  const within = (limit: number) => mean(ranks, (rank) => (rank > 0 && rank <= limit ? 1 : 0));
  return {
    questions: outcomes.length,
    recallAt1: within(1),
    recallAt5: within(5),
    recallAt10: within(10),
    mrr: mean(ranks, (rank) => (rank > 0 ? 1 / rank : 0)),
    ndcgAt10: mean(ranks, (rank) => (rank > 0 && rank <= 10 ? 1 / Math.log2(rank + 1) : 0)),
    citationAccuracy: mean(
      answerable.filter((outcome) => outcome.answered),
      (outcome) => (rankOf(outcome, outcome.cited) > 0 ? 1 : 0),
    ),
    refusalAccuracy: mean(refusable, (outcome) => (outcome.answered ? 0 : 1)),
    falseRefusals: mean(answerable, (outcome) => (outcome.answered ? 0 : 1)),
  };
}

/** The figures of each tag, in order of the tags' names. */
export function metricsByTag(outcomes: readonly Outcome[]): Record<string, Metrics> {
  const tags = [...new Set(outcomes.flatMap((outcome) => outcome.tags))].sort();
  return Object.fromEntries(tags.map((tag) => [tag, metrics(outcomes.filter((outcome) => outcome.tags.includes(tag)))]));
}

function mean<T>(values: readonly T[], of: (value: T) => number): number | null {
  return values.length ? values.reduce((sum, value) => sum + of(value), 0) / values.length : null;
}

import { type Article, withoutPart } from '#core/domain/article.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { type GoldenQuestion, rankOf } from '#core/domain/golden.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { articleDigest } from '#core/domain/shard.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked } from './check.ts';
import { readCheckedSources } from './read-sources.ts';

export type CanaryReport = {
  /** Titles asked as questions, and those that did not find their article. */
  readonly asked: number;
  readonly missed: readonly string[];
  /** Share of the golden questions whose article is among the first five, on the side that served and on the new one. */
  readonly golden?: { readonly questions: number; readonly before: number | null; readonly after: number };
};

/** A title that many articles share may lose against them; a broken index misses nearly all. */
const MAX_MISSED_SHARE = 0.2;
/** Golden questions may lose a little to a change of the docs; more is a regression. */
const MAX_GOLDEN_LOSS = 0.05;
const SAMPLED_TITLES = 20;
const DEPTH = 5;

/** Asks the idle side before it serves. Throws UpstreamFailed when it does not find what was just ingested. */
export async function canary(
  checked: Checked & { readonly golden?: readonly GoldenQuestion[] | undefined },
  ports: Pick<Platform, 'files' | 'knowledgeBase'>,
): Promise<CanaryReport> {
  const { articles } = await readCheckedSources(ports.files, checked.sources);
  const sample = SOURCES.flatMap((source) => sampleArticles(articles[source], SAMPLED_TITLES));
  const missed: string[] = [];
  for (const article of sample) if (!(await findsItself(article, checked.idleSide, ports))) missed.push(article.url);
  if (missed.length > Math.max(1, sample.length * MAX_MISSED_SHARE) || missed.length === sample.length)
    throw new UpstreamFailed(
      `${missed.length} of ${sample.length} sampled articles are not found by their own title on the ${checked.idleSide} side, ` +
        `${missed[0]} first; nothing was promoted, run ingest again or look at these articles`,
    );
  const questions = (checked.golden ?? []).filter((question) => question.urls.length > 0);
  if (questions.length === 0) return { asked: sample.length, missed };
  const after = await recall(questions, checked.idleSide, ports);
  const before = checked.servingSide && (await recall(questions, checked.servingSide, ports));
  if (before !== null && after < before - MAX_GOLDEN_LOSS)
    throw new UpstreamFailed(
      `golden questions found their article ${percent(before)} of the time and would ${percent(after)} of the time; nothing was promoted, ` +
        'see which articles this refresh removed',
    );
  return { asked: sample.length, missed, golden: { questions: questions.length, before, after } };
}

/** Spread over the whole source, the same ones for the same rows. */
function sampleArticles(articles: readonly Article[], count: number): Article[] {
  return articles
    .map((article) => ({ article, order: articleDigest(article) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, count)
    .map(({ article }) => article);
}

/** A part, a near-duplicate or a namesake in its place is as good: they are folded on purpose. */
async function findsItself(article: Article, side: Side, { knowledgeBase }: Pick<Platform, 'knowledgeBase'>): Promise<boolean> {
  const passages = await knowledgeBase.retrieve({ text: article.title, limit: DEPTH, side });
  return passages.some((passage) => withoutPart(passage.url) === withoutPart(article.url) || passage.title === article.title);
}

async function recall(
  questions: readonly GoldenQuestion[],
  side: Side,
  { knowledgeBase }: Pick<Platform, 'knowledgeBase'>,
): Promise<number> {
  let found = 0;
  for (const question of questions) {
    const passages = await knowledgeBase.retrieve({ text: question.question, limit: DEPTH, side });
    if (
      rankOf(
        question,
        passages.map((passage) => passage.url),
      ) > 0
    )
      found += 1;
  }
  return found / questions.length;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

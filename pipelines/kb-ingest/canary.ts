import { type Article, withoutPart } from '#core/domain/article.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { type GoldenQuestion, type Outcome, parseGolden, rankOf } from '#core/domain/golden.ts';
import type { CanaryReport } from '#core/domain/refresh-report.ts';
import { articleDigest } from '#core/domain/shard.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import { askGolden, goldenFigures, goldenLosses } from './golden-figures.ts';
import type { Planned } from './plan.ts';
import { type CheckedSource, readCheckedSource } from './read-sources.ts';

export type Proven = Planned & { readonly canary: CanaryReport };

/** Questions that must not find less than before, where the operator has put some: `question,url,tags`. */
export const GOLDEN_FILE = 'golden.csv';
/** A title that many articles share may lose against them; a broken index misses nearly all. */
const MAX_MISSED_SHARE = 0.2;
const SAMPLED_TITLES = 20;
const DEPTH = 5;
/** Enough to see what a regression is about. */
const SHOWN_QUESTIONS = 3;

/** Asks the idle side before it serves. Throws UpstreamFailed when it does not find what was just ingested, or answers worse than what serves. */
export async function canary(planned: Planned, ports: Pick<Platform, 'files' | 'knowledgeBase'>): Promise<Proven> {
  await hasVectors(planned, ports);
  const sample: Sampled[] = [];
  for (const source of planned.sources) sample.push(...(await sampleArticles({ ...planned, ...source }, ports)));
  const missed: string[] = [];
  for (const article of sample) if (!(await findsItself(article, planned.idleSide, ports))) missed.push(article.url);
  if (missed.length > Math.max(1, sample.length * MAX_MISSED_SHARE) || missed.length === sample.length)
    throw new UpstreamFailed(
      `${missed.length} of ${sample.length} sampled articles are not found by their own title on the ${planned.idleSide} side, ` +
        `${missed[0]} first; nothing was promoted, run ingest again or look at these articles`,
    );
  const golden = await ports.files.readText(GOLDEN_FILE);
  const proof = golden === null ? {} : { golden: await askBothSides(parseGolden(golden, GOLDEN_FILE), planned, ports) };
  return { ...planned, canary: { asked: sample.length, missed, ...proof } };
}

/** Where the articles are those that serve, and only their vectors were to be others, nothing is won by a side that lacks them too. */
async function hasVectors({ embedAnew, added, changed, removed, idleSide }: Planned, { knowledgeBase }: Pick<Platform, 'knowledgeBase'>) {
  const lacking = embedAnew !== null && added + changed + removed === 0 && (await knowledgeBase.notEmbedded?.(idleSide));
  if (lacking)
    throw new UpstreamFailed(
      `${lacking.articles} articles got no vector of ${lacking.model}, see the log for what its service said; nothing was promoted, run ingest again`,
    );
}

async function askBothSides(
  questions: readonly GoldenQuestion[],
  { idleSide, servingSide }: Planned,
  ports: Pick<Platform, 'knowledgeBase'>,
): Promise<CanaryReport['golden'] & {}> {
  const outcomes = await askGolden(questions, idleSide, ports);
  const served = servingSide && (await askGolden(questions, servingSide, ports));
  const after = goldenFigures(outcomes);
  const before = served && goldenFigures(served);
  const losses = before ? goldenLosses(before, after) : [];
  if (served && losses.length)
    throw new UpstreamFailed(
      `golden questions would be answered worse: ${losses.join(', ')}; ${lostQuestions(served, outcomes)}; nothing was promoted, ` +
        `see what this refresh changed, or correct ${GOLDEN_FILE}`,
    );
  return { questions: questions.length, before, after };
}

/** The first questions that went right and would go wrong. */
function lostQuestions(before: readonly Outcome[], after: readonly Outcome[]): string {
  const lost = after.filter((outcome, index) => goesRight(before[index]!) && !goesRight(outcome));
  const shown = lost.slice(0, SHOWN_QUESTIONS).map(({ question }) => `"${question.slice(0, 80)}"`);
  return `lost: ${shown.join(', ')}${lost.length > shown.length ? ` and ${lost.length - shown.length} more` : ''}`;
}

function goesRight(outcome: Outcome): boolean {
  return outcome.urls.length === 0 ? !outcome.answered : outcome.answered && rankOf(outcome, outcome.cited) === 1;
}

/** What is asked for, and what must be found. */
type Sampled = Pick<Article, 'title' | 'url'>;

/** Spread over the whole source, the same ones for the same rows. */
async function sampleArticles(source: CheckedSource, { files }: Pick<Platform, 'files'>): Promise<Sampled[]> {
  let first: (Sampled & { readonly order: string })[] = [];
  await readCheckedSource(files, source, (article) => {
    const order = articleDigest(article);
    if (first.length === SAMPLED_TITLES && order > first.at(-1)!.order) return;
    const { title, url } = article;
    first = [...first, { title, url, order }].toSorted((a, b) => (a.order < b.order ? -1 : 1)).slice(0, SAMPLED_TITLES);
  });
  return first;
}

/** A part, a near-duplicate or a namesake in its place is as good: they are folded on purpose. */
async function findsItself(article: Sampled, side: Side, { knowledgeBase }: Pick<Platform, 'knowledgeBase'>): Promise<boolean> {
  const passages = await knowledgeBase.retrieve({ text: article.title, limit: DEPTH, side });
  return passages.some((passage) => withoutPart(passage.url) === withoutPart(article.url) || passage.title === article.title);
}

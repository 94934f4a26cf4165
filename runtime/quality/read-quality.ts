import { dayOf } from '#core/domain/answer-day.ts';
import { type Freshness, freshnessFile, NO_FRESHNESS, parseFreshness } from '#core/domain/freshness.ts';
import { MAX_GAP_QUESTIONS } from '#core/domain/gap.ts';
import type { CanaryReport } from '#core/domain/refresh-report.ts';
import type { Platform } from '#core/ports/platform.ts';
import { refreshHistory } from '../curation/refresh-history.ts';
import { type AgeGroup, articleAges, firstDay, type QualityDay, qualityDays } from './quality.ts';

/** How fresh the articles are, and how well they answer. Counts only. */
export type Quality = {
  readonly days: readonly QualityDay[];
  /** The version that serves, and the ages of its articles; null where none does. */
  readonly articles: { readonly version: number; readonly ages: readonly AgeGroup[] } | null;
  /** What the canaries of the last refreshes found, oldest first. */
  readonly canaries: readonly { readonly at: string; readonly version: number; readonly canary: CanaryReport }[];
  /** More was said or asked than is looked at: the earliest days may show too little. */
  readonly isCut: boolean;
};

/** A busy month of thumbs; more are read of no list. */
const MAX_FEEDBACK = 5_000;
const MAX_REFRESHES = 20;

type QualityPorts = Pick<Platform, 'answerDays' | 'feedback' | 'gaps' | 'serving' | 'files' | 'clock' | 'log'>;

/** Reads what the charts show of so many days that end with today, in UTC. */
export async function readQuality(days: number, ports: QualityPorts): Promise<Quality> {
  const now = ports.clock.now();
  const today = dayOf(now.toISOString());
  const first = firstDay(today, days);
  const [answers, feedback, gaps, runs, serving] = await Promise.all([
    ports.answerDays.list(first),
    ports.feedback.list(MAX_FEEDBACK),
    ports.gaps.list(MAX_GAP_QUESTIONS),
    refreshHistory(MAX_REFRESHES, ports),
    ports.serving.current(),
  ]);
  return {
    days: qualityDays({ today, days }, { answers, feedback, gaps }),
    articles: serving && { version: serving.version, ages: articleAges(await freshnessOf(serving.version, ports), now) },
    canaries: runs.flatMap(({ at, version, canary }) => (canary && version !== null ? [{ at, version, canary }] : [])).toReversed(),
    isCut: isCut(feedback, MAX_FEEDBACK, first) || isCut(gaps, MAX_GAP_QUESTIONS, first),
  };
}

/** Lists are newest first: one that ends before the first day has all of the days. */
function isCut(list: readonly { readonly at: string }[], limit: number, first: string): boolean {
  return list.length === limit && dayOf(list.at(-1)!.at) >= first;
}

async function freshnessOf(version: number, { files }: Pick<QualityPorts, 'files'>): Promise<Freshness> {
  const file = freshnessFile(version);
  const text = await files.readText(file);
  return text === null ? NO_FRESHNESS : parseFreshness(text, file);
}

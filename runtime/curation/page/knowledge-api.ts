import type { AnswerDay } from '#core/domain/answer-day.ts';
import type { Source } from '#core/domain/passage.ts';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import type { CanaryReport, RefreshReport } from '#core/domain/refresh-report.ts';
import type { AskedThing, ExplainedPassage, SearchExplanation } from '#core/domain/search-explanation.ts';
import { call, type RefreshVersion } from './desk-api.ts';

/** A promotion, or a run that was stopped: `serving` is null, and `version` what went on serving. */
export type RefreshRun = RefreshReport & {
  readonly serving: RefreshVersion | null;
  readonly isCurrent: boolean;
  readonly canRollBack: boolean;
};

type ChangedArticles = { readonly count: number; readonly articles: readonly { readonly title: string; readonly url: string }[] };
export type VersionChanges = Readonly<Record<'added' | 'changed' | 'removed', ChangedArticles>> & { readonly since: number | null };

/** A passage as the playground shows it. */
export type FoundPassage = Omit<ExplainedPassage, 'text'> & { readonly snippet: string };
export type SearchAnswer = Pick<SearchExplanation, 'ranking'> & {
  readonly asked: readonly AskedThing[];
  readonly passages: readonly FoundPassage[];
  readonly minConfidence: number;
};
/** What is searched; `tags` are separated by `;`. */
export type Search = { readonly q: string; readonly source: Source | ''; readonly tags: string };

export type QualityDay = AnswerDay & Readonly<Record<'helpful' | 'unhelpful' | 'gapsOpened' | 'gapsClosed', number>>;
export type AgeGroup = { readonly fromDays: number; readonly toDays: number | null; readonly articles: number };
export type Canaries = { readonly at: string; readonly version: number; readonly canary: CanaryReport };
export type Quality = {
  readonly days: readonly QualityDay[];
  readonly articles: { readonly version: number; readonly ages: readonly AgeGroup[] } | null;
  readonly canaries: readonly Canaries[];
  readonly isCut: boolean;
};

export const listRuns = async (): Promise<RefreshRun[]> => (await call<{ runs: RefreshRun[] }>('GET', '/refreshes/runs')).runs;
export const getChanges = (version: number) => call<VersionChanges>('GET', `/refreshes/${version}/changes`);
/** Serves the content of an earlier version again. */
export const rollBack = (version: number) => call<RefreshOutcome>('POST', `/refreshes/${version}/rollback`);

/** The passages of a question with why they stand where they do. */
export function searchExplained({ q, source, tags }: Search): Promise<SearchAnswer> {
  const query = new URLSearchParams({ q, explain: 'true' });
  if (source) query.set('source', source);
  if (tags) query.set('tags', tags);
  return call('GET', `/search?${query}`);
}

export const getQuality = (days: number) => call<Quality>('GET', `/quality?days=${days}`);

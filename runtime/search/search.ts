import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { freshnessText } from '#core/domain/freshness-text.ts';
import type { Passage } from '#core/domain/passage.ts';
import { snippet } from '#core/domain/snippet.ts';
import type { RetrieveQuery } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';

/** A found article as it is shown. */
export type FoundPassage = Pick<Passage, 'title' | 'url' | 'score' | 'source' | 'updatedAt' | 'crawledAt' | 'ingestedAt' | 'citedAt'> & {
  readonly snippet: string;
};
/** Which articles are looked at. */
export type SearchFilter = Pick<RetrieveQuery, 'tags' | 'source'>;
export type SearchReport = { readonly passages: readonly FoundPassage[] };

export const DEFAULT_SEARCH_LIMIT = 10;
/** What a knowledge base gives at most. */
export const MAX_SEARCH_LIMIT = 100;

/** Ranked articles of the serving version, each with the part that speaks to the question. */
export async function searchArticles(
  question: string,
  limit: number,
  ports: Pick<Platform, 'knowledgeBase'>,
  filter: SearchFilter = {},
): Promise<SearchReport> {
  if (!question.trim()) throw new InvalidInput('the question is empty; say what to look for');
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_SEARCH_LIMIT)
    throw new InvalidInput(`the limit is ${limit}; it must be a whole number from 1 to ${MAX_SEARCH_LIMIT}`);
  const passages = await ports.knowledgeBase.retrieve({ text: question, limit, ...filter });
  return {
    passages: passages.map(({ title, url, text, score, source, ...dates }) => {
      const { updatedAt, crawledAt = null, ingestedAt = null, citedAt = null } = dates;
      return { title, url, score, snippet: snippet(text, question), source, updatedAt, crawledAt, ingestedAt, citedAt };
    }),
  };
}

/** `search "question" [--limit N] [--tag TAG]… [--source NAME]`. Not ok only when nothing serves yet: no hit is an answer too. */
export async function searchCommand(
  args: { readonly question: string; readonly limit?: number | undefined } & SearchFilter,
  ports: Pick<Platform, 'knowledgeBase' | 'serving' | 'clock'>,
): Promise<CommandResult> {
  const { question, limit = DEFAULT_SEARCH_LIMIT, ...filter } = args;
  const report = await searchArticles(question, limit, ports, filter);
  const ok = report.passages.length > 0 || (await ports.serving.current()) !== null;
  return { report, text: ok ? searchText(report, ports.clock.now()) : 'nothing is promoted yet; run `threadwell ingest` first', ok };
}

function searchText({ passages }: SearchReport, now: Date): string {
  if (passages.length === 0) return 'no article fits';
  return passages
    .map((passage, index) => {
      const facts = [`score ${passage.score.toFixed(2)}`, passage.source, freshnessText(passage, now)].filter(Boolean).join(', ');
      return `${index + 1}. ${passage.title}\n   ${passage.url}\n   ${passage.snippet}\n   ${facts}`;
    })
    .join('\n\n');
}

import type { Article } from '#core/domain/article.ts';

type Found = {
  /** Best first, at most as many as asked for. */
  readonly urls: readonly string[];
  /** Of the surest article, on the scale of the engine; null where it has none. */
  readonly confidence: number | null;
};

/** `cpuMs` is the time of all threads. */
export type IndexCost = { readonly wallMs: number; readonly cpuMs: number };

/** A search over a set of articles, as the bench asks it. */
export type SearchEngine = {
  find(question: string, limit: number): Found | Promise<Found>;
  /** Bytes on disk; null for an engine that lives in memory. */
  readonly diskBytes: number | null;
  /** What it took from articles in memory to a searchable index; for ours from files on disk. */
  readonly index: IndexCost;
  close(): void;
};

/** An engine with the configuration that did best for it on these sets, see the README. */
export type EngineMaker = { readonly name: string; open(articles: readonly Article[]): Promise<SearchEngine> };

/** The body without the heading that repeats the title, as every engine gets it. */
export function bodyOf({ body }: Article): string {
  return body.replace(/^# .*\n?/, '');
}

/** Runs `work` and says what it cost. */
export async function costOf(work: () => unknown): Promise<IndexCost> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
}

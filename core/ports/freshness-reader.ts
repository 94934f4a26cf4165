import { type Freshness, freshnessFile, NO_FRESHNESS, parseFreshness } from '#core/domain/freshness.ts';
import type { Clock } from './clock.ts';
import type { Files } from './files.ts';
import type { Log } from './log.ts';
import type { Serving } from './serving.ts';

/** A refresh in which nothing changed makes no version, but its pages were crawled again. Reading a hundred thousand dates takes 0.2 s. */
const MAX_AGE_MS = 10 * 60 * 1_000;

/**
 * Gives the dates of the version that serves, for every knowledge base to join to its passages: read once for each version and once more
 * every ten minutes. An answer without dates is better than none: what fails is logged.
 */
export function freshnessReader(ports: {
  readonly files: Pick<Files, 'readText'>;
  readonly clock: Clock;
  readonly log: Log;
}): (serves: Awaited<ReturnType<Serving['current']>>) => Promise<Freshness> {
  let kept: { readonly version: number; readonly readAt: number; readonly freshness: Promise<Freshness> } | undefined;

  async function read(version: number): Promise<Freshness> {
    const file = freshnessFile(version);
    try {
      const text = await ports.files.readText(file);
      return text === null ? NO_FRESHNESS : parseFreshness(text, file);
    } catch (error) {
      ports.log.error('the dates of articles cannot be read', { version }, error);
      if (kept?.version === version) kept = undefined;
      return NO_FRESHNESS;
    }
  }

  return async (serves) => {
    if (!serves) return NO_FRESHNESS;
    const { version } = serves;
    const now = ports.clock.now().getTime();
    if (kept?.version !== version || now - kept.readAt > MAX_AGE_MS) kept = { version, readAt: now, freshness: read(version) };
    return await kept.freshness;
  };
}

import type { Files } from '#core/ports/files.ts';
import type { Log } from '#core/ports/log.ts';

/** Url to the time its content last changed: each promotion writes it before it serves. */
const FRESHNESS_FILE = 'kb/freshness.json';
const UNKNOWN: ReadonlyMap<string, string> = new Map();

/** Gives the dates of the version that serves, read once for each. An answer without dates is better than none: what fails is logged. */
export function freshnessReader(files: Files, log: Log): (version: number | null) => Promise<ReadonlyMap<string, string>> {
  let kept: { readonly version: number; readonly dates: Promise<ReadonlyMap<string, string>> } | undefined;

  async function read(version: number): Promise<ReadonlyMap<string, string>> {
    try {
      return new Map(Object.entries(JSON.parse((await files.readText(FRESHNESS_FILE)) ?? '{}') as Record<string, string>));
    } catch (error) {
      log.error('the dates of articles cannot be read', { version }, error);
      if (kept?.version === version) kept = undefined;
      return UNKNOWN;
    }
  }

  return async (version) => {
    if (version === null) return UNKNOWN;
    if (kept?.version !== version) kept = { version, dates: read(version) };
    return await kept.dates;
  };
}

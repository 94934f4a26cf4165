import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Serving, ServingVersion } from '#core/ports/serving.ts';
import { CURRENT, fromServingRow, PARTITION, pastKey, toServingRow } from './serving-row.ts';
import { type DynamoTable, firstOf } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** What the port allows readers to be behind. */
const MAX_STALE_MS = 30_000;

export type DynamoServingOptions = {
  readonly table: DynamoTable;
  readonly clock: Clock;
  /** How long an answer may be used again: for who answers visitors, at most 30 s. Left out: not at all, as an ingest must have it. */
  readonly staleMs?: number;
};

/**
 * Which side serves: one row, replaced on the condition that it is still the version before. That one is kept first, in a row of its own:
 * whoever is killed between the two leaves a copy of what serves.
 */
export function dynamoServing({ table, clock, staleMs = 0 }: DynamoServingOptions): Serving {
  if (!(staleMs >= 0 && staleMs <= MAX_STALE_MS)) throw new InvalidInput(`staleMs is ${staleMs}; it must be 0 to ${MAX_STALE_MS}`);
  let kept: { readonly at: number; readonly version: Promise<ServingVersion | null> } | undefined;

  async function readCurrent(): Promise<ServingVersion | null> {
    const row = await table.get({ pk: PARTITION, sk: CURRENT });
    return row ? fromServingRow(row) : null;
  }

  async function current(): Promise<ServingVersion | null> {
    const now = clock.now().getTime();
    if (kept && now - kept.at < staleMs) return await kept.version;
    const asked = { at: now, version: readCurrent() };
    kept = asked;
    try {
      return await asked.version;
    } catch (error) {
      if (kept === asked) kept = undefined;
      throw error;
    }
  }

  async function pastVersions(before: number, limit: number): Promise<ServingVersion[]> {
    const past = table.list(PARTITION, { between: [pastKey(0), pastKey(before - 1)], newestFirst: true, pageSize: limit });
    return (await firstOf(past, limit)).map(fromServingRow);
  }

  return {
    current,
    async history(limit) {
      const now = await readCurrent();
      if (!now || limit < 1) return [];
      return limit === 1 ? [now] : [now, ...(await pastVersions(now.version, limit - 1))];
    },
    async promote(next) {
      const before = await readCurrent();
      if ((before?.version ?? 0) !== next.version - 1) throw lostTo(next, before);
      if (before) await table.put(toServingRow(before, pastKey(before.version)));
      const isStill = before ? { when: '#version = :before', values: { before: before.version } } : ABSENT;
      const isPromoted = await table.put(toServingRow(next, CURRENT), isStill);
      kept = undefined;
      if (!isPromoted) throw lostTo(next, await readCurrent());
    },
  };
}

function lostTo(next: ServingVersion, now: ServingVersion | null): Conflict {
  return new Conflict(`version ${next.version} cannot serve: version ${now?.version ?? 0} does since then; run ingest again`);
}

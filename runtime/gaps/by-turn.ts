import type { GapClosing, GapQuestion, GapReason } from '#core/domain/gap.ts';

/** A question that was asked once, however many reasons there are to count it as a gap. */
export type GapTurn = Pick<GapQuestion, 'id' | 'question' | 'sessionId' | 'nearest'> & {
  readonly reasons: readonly GapReason[];
  /** When its first reason came up, and its last. */
  readonly at: string;
  readonly lastAt: string;
  readonly rows: readonly GapQuestion[];
  /** Set when each of its reasons is closed: the newest proof. */
  readonly closed?: GapClosing;
};

/** Puts the rows of one turn together: it is counted once, and each further reason adds to the first. Oldest first. */
export function byTurn(rows: readonly GapQuestion[]): GapTurn[] {
  const oldestFirst = rows.toSorted((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
  return [...Map.groupBy(oldestFirst, ({ sessionId, turnId }) => `${sessionId} ${turnId}`).values()].map(toTurn);
}

function toTurn(rows: readonly GapQuestion[]): GapTurn {
  const [{ id, question, sessionId, at }] = rows as readonly [GapQuestion];
  const closed = rows.every((row) => row.closed)
    ? rows.map((row) => row.closed!).reduce((newest, one) => (one.at > newest.at ? one : newest))
    : undefined;
  return {
    id,
    question,
    sessionId,
    at,
    lastAt: rows.at(-1)!.at,
    reasons: rows.map(({ why }) => why),
    nearest: [...new Map(rows.flatMap(({ nearest }) => nearest).map((miss) => [miss.url, miss])).values()],
    rows,
    ...(closed ? { closed } : {}),
  };
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

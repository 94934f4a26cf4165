import type { Draft } from './draft.ts';

/** Half of what was asked half a year ago is asked today: versions move on. */
const HALF_LIFE_DAYS = 180;
/** Mail without a date may be of any age; it stands behind the mail of this year. */
const UNDATED_DAYS = 365;
const DAY_MS = 86_400_000;

/** What reviewing a draft is worth, in the parts that it is made of. */
export type DraftValue = {
  /** Conversations that asked it. */
  readonly threads: number;
  /** When its newest mail was written; null where no mail has a date. */
  readonly lastAskedAt: string | null;
  /** Visitors who asked it and got no good answer. */
  readonly visitors: number;
  /** count × recency × gap: `threads × 2^(-age / half a year) × (1 + visitors)`. */
  readonly score: number;
};

/** Values a draft; `visitors` is counted by `visitorsWhoAsked`. */
export function draftValue(draft: Pick<Draft, 'threads' | 'messages'>, visitors: number, now: Date): DraftValue {
  const dates = draft.messages.flatMap(({ date }) => (Number.isNaN(Date.parse(date ?? '')) ? [] : [Date.parse(date!)]));
  const newest = dates.length ? dates.reduce((a, b) => Math.max(a, b)) : null;
  // A sender's clock may run ahead; nothing is newer than now.
  const ageDays = newest === null ? UNDATED_DAYS : Math.max(0, now.getTime() - newest) / DAY_MS;
  const threads = Math.max(1, draft.threads.length);
  return {
    threads,
    lastAskedAt: newest === null ? null : new Date(newest).toISOString(),
    visitors,
    score: threads * 2 ** (-ageDays / HALF_LIFE_DAYS) * (1 + visitors),
  };
}

type Valued = { readonly id: string; readonly state: Draft['state']; readonly value: DraftValue };

/** What is served and may be wrong waits before what is not served yet; what is decided waits no more. */
const URGENCY: Partial<Record<Draft['state'], number>> = { verify_again: 2, proposed: 1 };

/** The order of the queue: what waits for a person first, then the highest value, then the id, so that ties never swap. */
export function byValue(a: Valued, b: Valued): number {
  const urgency = ({ state }: Valued) => URGENCY[state] ?? 0;
  return urgency(b) - urgency(a) || b.value.score - a.value.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Why a draft stands where it stands: `4 threads · last asked May 2026 · 3 visitors asked`. */
export function valueWords({ threads, lastAskedAt, visitors }: DraftValue): string {
  const parts = [`${threads} ${threads === 1 ? 'thread' : 'threads'}`];
  parts.push(lastAskedAt === null ? 'no date' : `last asked ${MONTH.format(new Date(lastAskedAt))}`);
  if (visitors > 0) parts.push(`${visitors} ${visitors === 1 ? 'visitor' : 'visitors'} asked`);
  return parts.join(' · ');
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

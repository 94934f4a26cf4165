import type { ChatEvent } from './chat-event.ts';

/** What became of a turn: answered with sources, answered without (a greeting, a filed ticket), refused, failed, stopped by its reader, or a ticket offered. */
export const ANSWER_KINDS = ['cited', 'uncited', 'refused', 'failed', 'stopped', 'offered'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** How many turns of a day, in UTC, came to what. */
export type AnswerDay = { readonly day: string } & Readonly<Record<AnswerKind, number>>;

/** What a finished turn comes to. Pure. */
export function answerKind(events: readonly ChatEvent[]): AnswerKind {
  const done = events.findLast((event) => event.type === 'done');
  if (!done || done.reason === 'error') return 'failed';
  if (done.reason === 'refused') return 'refused';
  if (done.reason === 'stopped') return 'stopped';
  if (done.reason === 'confirm') return 'offered';
  return done.citations.length > 0 ? 'cited' : 'uncited';
}

/** The day of a time in UTC: `2026-11-21`. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

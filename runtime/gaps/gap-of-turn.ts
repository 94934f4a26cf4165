import type { ChatEvent } from '#core/domain/chat-event.ts';
import { sha256 } from '#core/domain/digest.ts';
import type { GapQuestion, GapReason, NearMiss } from '#core/domain/gap.ts';
import { createMasker } from '#core/domain/redact.ts';
import type { Turn } from '#core/domain/session.ts';

/** The row that a reason makes of a turn, personal data masked. The same turn and reason again have the same id. */
export function gapOfTurn(
  { sessionId, turnId, text }: Pick<Turn, 'sessionId' | 'turnId' | 'text'>,
  why: GapReason,
  at: string,
  nearest: readonly NearMiss[],
): GapQuestion {
  const key = why === 'unanswered' ? `${sessionId} ${turnId}` : `${sessionId} ${turnId} ${why}`;
  return { id: sha256(key).slice(0, 32), question: createMasker().mask(text).text, why, at, sessionId, turnId, nearest };
}

/** What an answer cited, which was not enough. */
export function citedIn(events: readonly ChatEvent[]): NearMiss[] {
  return events.flatMap((event) => (event.type === 'citation' ? [{ title: event.title, url: event.url }] : []));
}

import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn, TurnNotes } from '#core/domain/session.ts';
import { type Row, unpack } from './attributes.ts';

export function turnKey(sessionId: string, turnId: string) {
  return { pk: `session#${sessionId}`, sk: `turn#${turnId}` };
}

export function toTurn(row: Row): Turn {
  const isFinished = row.state === 'finished';
  return {
    sessionId: String(row.sessionId),
    turnId: String(row.turnId),
    text: String(row.text),
    state: isFinished ? 'finished' : 'running',
    startedAt: String(row.startedAt),
    events: isFinished ? eventsOf(row) : [],
    ...(row.notes === undefined ? {} : { notes: unpack(row.notes) as TurnNotes }),
  };
}

/** What came after the end is kept apart, so that an answer stored late does not overwrite a ticket filed early. */
export function eventsOf({ events, laterEvents = [] }: Row): ChatEvent[] {
  const own = events === undefined ? [] : (unpack(events) as ChatEvent[]);
  return [...own, ...(laterEvents as readonly string[]).map((json) => JSON.parse(json) as ChatEvent)];
}

/** Oldest first; rows come by their keys. */
export function turnsOf(turns: readonly Turn[]): Turn[] {
  return turns.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
}

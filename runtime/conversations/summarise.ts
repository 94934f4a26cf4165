import {
  type Conversation,
  type ConversationFilter,
  type ConversationSummary,
  type ShownTurn,
  TURN_OUTCOMES,
} from '#core/domain/conversation.ts';
import { oneLine, shortened } from './shortened.ts';

/** What stands on either side of the word that was found. */
const EXCERPT_SIDE = 80;

const IS_SO: Readonly<Record<ConversationFilter, (turn: ShownTurn) => boolean>> = {
  answered: ({ outcome }) => outcome === 'answered',
  refused: ({ outcome }) => outcome === 'refused',
  failed: ({ outcome }) => outcome === 'failed',
  ticket: ({ ticket }) => ticket !== null,
  unhelpful: ({ feedback }) => feedback?.helpful === false,
};

/** A conversation as the list shows it. What is cut is cut after it was masked: half of an address is not known for one. */
export function summarise({ sessionId, startedAt, lastAt, turns }: Conversation): ConversationSummary {
  return {
    sessionId,
    startedAt,
    lastAt,
    turns: turns.length,
    question: shortened(turns[0]?.question ?? ''),
    outcomes: TURN_OUTCOMES.map((outcome) => ({ outcome, count: turns.filter((turn) => turn.outcome === outcome).length })).filter(
      ({ count }) => count > 0,
    ),
    tickets: turns.flatMap(({ ticket }) => (ticket ? [ticket.id] : [])),
    helpful: turns.filter(({ feedback }) => feedback?.helpful === true).length,
    unhelpful: turns.filter(({ feedback }) => feedback?.helpful === false).length,
  };
}

export function fits({ turns }: Conversation, filter: ConversationFilter | null): boolean {
  return filter === null || turns.some(IS_SO[filter]);
}

/** The words that a conversation must have, each somewhere. */
export function searchTerms(q: string): string[] {
  return [...new Set(q.toLowerCase().split(/\s+/).filter(Boolean))];
}

/**
 * The place in a masked conversation where a search finds it, or null when a term is nowhere in it. What is masked cannot be found, nor
 * told by its absence: nobody learns here what the list would not show.
 */
export function placeOf({ turns }: Conversation, terms: readonly string[]): string | null {
  const texts = turns.flatMap(textsOf).map(oneLine);
  const lower = texts.map((text) => text.toLowerCase());
  if (!terms.every((term) => lower.some((text) => text.includes(term)))) return null;
  const hits = lower.map((text) => terms.filter((term) => text.includes(term)).length);
  const best = hits.indexOf(Math.max(...hits));
  const first = Math.min(...terms.map((term) => lower[best]!.indexOf(term)).filter((at) => at >= 0));
  return excerpt(texts[best] ?? '', first);
}

function textsOf({ question, answer, citations, offer, ticket, feedback }: ShownTurn): string[] {
  return [
    question,
    answer,
    ...citations.map(({ title }) => title),
    ...(offer?.fields.map(({ value }) => value) ?? []),
    ...(ticket ? [`ticket ${ticket.id}`] : []),
    ...[feedback?.reason, feedback?.comment].filter((text) => typeof text === 'string'),
  ];
}

function excerpt(text: string, at: number): string {
  const space = text.indexOf(' ', Math.max(0, at - EXCERPT_SIDE));
  const start = at <= EXCERPT_SIDE ? 0 : space >= 0 && space < at ? space + 1 : at;
  return `${start > 0 ? '…' : ''}${shortened(text.slice(start), at - start + EXCERPT_SIDE * 2)}`;
}

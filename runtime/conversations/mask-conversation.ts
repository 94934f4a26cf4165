import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Conversation, ShownOffer, ShownTurn } from '#core/domain/conversation.ts';
import { createMasker } from '#core/domain/redact.ts';
import { findNames } from '#core/domain/redact-names.ts';
import { findUsers } from '#core/domain/redact-users.ts';
import type { Turn } from '#core/domain/session.ts';
import type { Confirmation, TicketFields } from '#core/domain/ticket.ts';
import type { Feedback } from '#core/ports/feedback.ts';
import { breather } from './breather.ts';
import { outcomeOf } from './outcome-of.ts';
import { sumTokens, tokensOf } from './tokens-of.ts';

/** What is stored of a conversation, unmasked. Turns are oldest first and at least one; offers are those that are still kept. */
export type StoredConversation = {
  readonly turns: readonly Turn[];
  readonly feedback: readonly Feedback[];
  readonly offers?: readonly Confirmation[];
};

/** As a form has them; the configured fields come behind. */
const FIELD_ORDER: readonly string[] = ['requester_email', 'subject', 'description', 'priority', 'tags'];
/** Configured ticket fields whose value is a person, whatever it looks like. */
const NAMES_A_PERSON = /(?:^|_)(?:name|contact|person|owner|requester)(?:_|$)/;
/** A longer value of such a field is no name. */
const MAX_NAME_CHARACTERS = 80;

/**
 * A conversation as an operator may see it. It is always masked as a whole: who is named in one turn is masked in each, and the same value
 * has the same token throughout. Names, also of users of a computer, are looked for in the visitor's own words and known from there on in
 * answers as well; an answer alone gives none, since the words and samples of articles look like names too often. `keep` are words that are no names, such as the brand. Others
 * have their turn while a long one is masked.
 */
export async function maskConversation(
  { turns, feedback, offers = [] }: StoredConversation,
  keep: readonly string[],
): Promise<Conversation> {
  const breathe = breather();
  const names = new Set(namedPeople(turns, offers));
  const users = new Set<string>();
  for (const text of ownWords(turns, feedback, offers)) {
    await breathe(text.length);
    for (const name of findNames(text)) names.add(name);
    for (const { key } of findUsers(text)) users.add(key);
  }
  const masker = createMasker({ names: [...names], users, keep, isSearched: true });
  const mask = (text: string) => masker.mask(text).text;
  const opinions = new Map(feedback.map((one) => [one.turnId, one]));
  const shown: ShownTurn[] = [];
  for (const turn of turns) {
    const answer = answerIn(turn.events);
    await breathe(turn.text.length + answer.length);
    const opinion = opinions.get(turn.turnId);
    shown.push({
      n: shown.length + 1,
      at: turn.startedAt,
      question: mask(turn.text),
      answer: mask(answer),
      outcome: outcomeOf(turn),
      ...toldIn(turn.events),
      offer: offerOf(turn, offers, mask),
      feedback: opinion
        ? { helpful: opinion.helpful, reason: opinion.reason && mask(opinion.reason), comment: opinion.comment && mask(opinion.comment) }
        : null,
      tokens: sumTokens(tokensOf(turn.notes).values()),
    });
  }
  const { sessionId, startedAt } = turns[0]!;
  return { sessionId, startedAt, lastAt: turns.at(-1)!.startedAt, turns: shown };
}

function answerIn(events: readonly ChatEvent[]): string {
  return events
    .map((event) => (event.type === 'delta' ? event.text : ''))
    .join('')
    .trim();
}

/** What needs no mask: codes, ids, and articles that everybody may read. */
function toldIn(events: readonly ChatEvent[]): Pick<ShownTurn, 'error' | 'citations' | 'ticket' | 'handedOff'> {
  const ticket = events.find((event) => event.type === 'ticket');
  return {
    error: events.find((event) => event.type === 'error')?.code ?? null,
    citations: events.flatMap((event) => {
      if (event.type !== 'citation') return [];
      const { n, title, url, snippet, source, updatedAt } = event;
      return [{ n, title, url, snippet, source, updatedAt }];
    }),
    ticket: ticket ? { id: ticket.id, url: ticket.url } : null,
    handedOff: events.some((event) => event.type === 'handoff'),
  };
}

function offerOf({ events }: Turn, offers: readonly Confirmation[], mask: (text: string) => string): ShownOffer | null {
  const event = events.find((one) => one.type === 'confirm');
  if (!event) return null;
  const kept = offers.find(({ confirmationId }) => confirmationId === event.confirmationId);
  const given = Object.entries(kept?.fields ?? event.fields).sort(([a], [b]) => placeOf(a) - placeOf(b));
  const fields = given.map(([name, value]) => ({ name, value: mask(asText(value)) }));
  return { status: kept?.status ?? null, fields: fields.filter(({ value }) => value !== '') };
}

function placeOf(field: string): number {
  const place = FIELD_ORDER.indexOf(field);
  return place < 0 ? FIELD_ORDER.length : place;
}

/** What the visitor wrote, wherever it was. */
function ownWords(turns: readonly Turn[], feedback: readonly Feedback[], offers: readonly Confirmation[]): string[] {
  return [
    ...turns.map(({ text }) => text),
    ...feedback.map(({ comment }) => comment ?? ''),
    ...ticketsOf(turns, offers).flatMap((fields) => Object.values(fields).map(asText)),
  ];
}

/** The people whom ticket fields name as such. */
function namedPeople(turns: readonly Turn[], offers: readonly Confirmation[]): string[] {
  const isName = ([field, value]: [string, string | readonly string[]]) =>
    NAMES_A_PERSON.test(field) && field !== 'requester_email' && value.length <= MAX_NAME_CHARACTERS;
  return ticketsOf(turns, offers).flatMap((fields) =>
    Object.entries(fields)
      .filter(isName)
      .map(([, value]) => asText(value)),
  );
}

function ticketsOf(turns: readonly Turn[], offers: readonly Confirmation[]): TicketFields[] {
  const shown = turns.flatMap(({ events }) => events).filter((event) => event.type === 'confirm');
  return [...shown, ...offers].map(({ fields }) => fields);
}

function asText(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(', ');
}

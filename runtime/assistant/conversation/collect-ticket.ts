import type { Turn } from '#core/domain/session.ts';
import { CONFIRMATION_MINUTES, type TicketField, type TicketFields } from '#core/domain/ticket.ts';
import { findSlots, mergeSlots, type Slots } from './find-slots.ts';
import { proposeDescription, ticketFields } from './propose-ticket.ts';
import { capitalised, type Intent, isQuestion, readIntent } from './read-intent.ts';
import { parseReading, type Reading, withReading } from './reading.ts';
import { screenMessage } from './screen-message.ts';
import type { SmallTalk } from './small-talk.ts';

/** What the assistant has asked for and waits to hear. */
export type Wait =
  | { readonly for: 'description' | 'email' }
  | { readonly for: 'field'; readonly field: TicketField }
  | { readonly for: 'optional'; readonly fields: readonly TicketField[] };

export type AskedQuestion = { readonly text: string; readonly outcome: 'answered' | 'refused' | 'failed' };

/** Where a conversation stands: a pure function of its turns, so that nothing has to be stored besides them. */
export type Conversation = {
  readonly stage: 'open' | 'collecting' | 'offered';
  readonly wait: Wait | null;
  readonly slots: Slots;
  /** What the ticket is about; null until known. */
  readonly description: string | null;
  readonly optionalAsked: boolean;
  /** When the last offer was made; null when there is none. */
  readonly offeredAt: string | null;
  /** The visitor's questions since the last ticket. */
  readonly questions: readonly AskedQuestion[];
  /** The last turn ended in "I don't know" and offered a ticket: a plain yes means that. */
  readonly ticketSuggested: boolean;
};

/** What the assistant does next. */
export type Move =
  /** `reminder` is the open question of a ticket in the making. */
  | { readonly kind: 'answer'; readonly text: string; readonly reminder: Wait | null }
  | { readonly kind: 'small-talk'; readonly what: SmallTalk; readonly reminder: Wait | null }
  /** `again` when the visitor's last words did not answer it. */
  | { readonly kind: 'ask-for'; readonly wait: Wait; readonly how: 'opening' | 'next' | 'again' | 'needed' }
  | { readonly kind: 'offer'; readonly fields: TicketFields }
  /** An offer stands already and is accepted by its button only. */
  | { readonly kind: 'use-button' }
  | { readonly kind: 'cancel' };

export type Step = { readonly move: Move; readonly conversation: Conversation };

const START: Conversation = {
  stage: 'open',
  wait: null,
  slots: { extras: {} },
  description: null,
  optionalAsked: false,
  offeredAt: null,
  questions: [],
  ticketSuggested: false,
};

/** Descriptions grow by what a visitor adds; Zendesk takes 64 KB, a person reads less. */
const MAX_DESCRIPTION_CHARACTERS = 8_000;
/** `please add that it happens at night` → `it happens at night` */
const ADDITION = /^(?:please |and |also )*(?:add|mention|include|note)(?: to (?:it|the ticket))?(?: that)?[\s:,]+(\S[\s\S]*)$/i;
/** So many words are a remark and no attempt at an e-mail address. */
const MAX_ADDRESS_WORDS = 3;

/** Replays the finished turns of a session, each as it was read then. */
export function readConversation(history: readonly Turn[], fields: readonly TicketField[]): Conversation {
  return history.reduce((conversation, turn) => {
    const message = screenMessage(turn.text);
    const reading = parseReading(turn.notes?.reading, message, fields);
    const { move, conversation: after } = takeTurn(conversation, message, fields, turn.startedAt, reading);
    return settle(after, move, turn);
  }, START);
}

/**
 * What the visitor's next words lead to. `now` decides only whether an offer still stands; `reading` is how a model read what plain words
 * leave open.
 */
export function takeTurn(
  before: Conversation,
  text: string,
  fields: readonly TicketField[],
  now: string,
  reading: Reading | null = null,
): Step {
  const intent = withReading(readIntent(text), reading);
  const found = findSlots(text, fields, intent.kind === 'ask' && !isQuestion(text) ? askedFields(before.wait) : []);
  const said = reading ? mergeSlots(reading.slots, found) : found;
  const conversation = { ...before, slots: mergeSlots(before.slots, said), ticketSuggested: false };
  if (before.stage === 'collecting') return whileCollecting(conversation, before, intent, text, said, fields);
  if (before.stage === 'offered') return whileOffered(conversation, intent, text, said, fields, now);
  return whileOpen(conversation, before, intent, fields);
}

function whileOpen(conversation: Conversation, before: Conversation, intent: Intent, fields: readonly TicketField[]): Step {
  if (intent.kind === 'ticket') return openTicket(conversation, intent.about, fields);
  if (intent.kind === 'agree' && before.ticketSuggested) return openTicket(conversation, null, fields);
  if (intent.kind === 'cancel') return smallTalkStep(conversation, 'stopped');
  if (intent.kind === 'agree' || intent.kind === 'decline' || intent.kind === 'skip') return smallTalkStep(conversation, 'acknowledgement');
  if (intent.kind === 'small-talk') return smallTalkStep(conversation, intent.what);
  return { move: { kind: 'answer', text: intent.text, reminder: null }, conversation };
}

function openTicket(conversation: Conversation, about: string | null, fields: readonly TicketField[]): Step {
  const description = about ?? proposeDescription(conversation.questions);
  return proceed({ ...conversation, stage: 'collecting', description, optionalAsked: false }, fields, 'opening');
}

function whileCollecting(
  conversation: Conversation,
  before: Conversation,
  intent: Intent,
  text: string,
  said: Slots,
  fields: readonly TicketField[],
): Step {
  const { wait } = before;
  if (!wait || intent.kind === 'cancel' || (intent.kind === 'decline' && wait.for !== 'optional')) return cancel(conversation);
  if (intent.kind === 'small-talk' && intent.what !== 'acknowledgement') return smallTalkStep(conversation, intent.what);
  const answer = (): Step => ({ move: { kind: 'answer', text: intent.kind === 'ask' ? intent.text : text, reminder: wait }, conversation });
  const again = (how: 'again' | 'needed' | 'next'): Step => ({ move: { kind: 'ask-for', wait, how }, conversation });
  const saysSomething = said.priority !== undefined || said.email !== undefined || Object.keys(said.extras).length > 0;

  switch (wait.for) {
    case 'description': {
      if (intent.kind === 'ticket' && intent.about) return proceed({ ...conversation, description: intent.about }, fields, 'next');
      if (intent.kind !== 'ask') return again('again');
      return proceed({ ...conversation, description: text.slice(0, MAX_DESCRIPTION_CHARACTERS) }, fields, 'next');
    }
    case 'email': {
      if (said.email) return proceed(conversation, fields, 'next');
      if (intent.kind === 'skip') return again('needed');
      if (intent.kind === 'ticket' || intent.kind === 'agree' || intent.kind === 'small-talk') return again('next');
      if (text.includes('@')) return again('again');
      if (isQuestion(text)) return answer();
      if (saysSomething || text.split(/\s+/).length > MAX_ADDRESS_WORDS) return proceed(withMore(conversation, text), fields, 'next');
      return again('again');
    }
    case 'field': {
      if (conversation.slots.extras[wait.field.name] !== undefined && !isQuestion(text)) return proceed(conversation, fields, 'next');
      return isQuestion(text) ? { ...answer(), conversation: { ...conversation, slots: before.slots } } : again('needed');
    }
    case 'optional': {
      const declined = intent.kind === 'skip' || intent.kind === 'decline' || intent.kind === 'ticket' || intent.kind === 'agree';
      if (!declined && isQuestion(text) && !saysSomething) return answer();
      const more = declined || saysSomething || intent.kind === 'small-talk' ? conversation : withMore(conversation, text);
      return proceed({ ...more, optionalAsked: true }, fields, 'next');
    }
  }
}

function whileOffered(
  conversation: Conversation,
  intent: Intent,
  text: string,
  said: Slots,
  fields: readonly TicketField[],
  now: string,
): Step {
  if (intent.kind === 'cancel' || intent.kind === 'decline') return cancel(conversation);
  if (intent.kind === 'small-talk') return smallTalkStep(conversation, intent.what);
  const changed = said.email !== undefined || said.priority !== undefined || Object.keys(said.extras).length > 0;
  const addition = isQuestion(text) ? undefined : ADDITION.exec(text)?.[1];
  if (addition) return proceed(withMore(conversation, capitalised(addition)), fields, 'next');
  if (changed && !isQuestion(text)) return proceed(conversation, fields, 'next');
  if (intent.kind === 'ask') return { move: { kind: 'answer', text: intent.text, reminder: null }, conversation };
  return isExpired(conversation.offeredAt, now) ? proceed(conversation, fields, 'next') : { move: { kind: 'use-button' }, conversation };
}

/** Asks for the next thing that is missing, or offers the ticket when nothing is. */
function proceed(conversation: Conversation, fields: readonly TicketField[], how: 'opening' | 'next'): Step {
  const wait = nextWait(conversation, fields);
  const next: Conversation = { ...conversation, stage: wait ? 'collecting' : 'offered', wait };
  if (wait) return { move: { kind: 'ask-for', wait, how }, conversation: next };
  return { move: { kind: 'offer', fields: ticketFields(conversation.description ?? '', conversation.slots) }, conversation: next };
}

function nextWait({ description, slots, optionalAsked }: Conversation, fields: readonly TicketField[]): Wait | null {
  if (!description) return { for: 'description' };
  if (!slots.email) return { for: 'email' };
  const missing = fields.filter((field) => slots.extras[field.name] === undefined);
  const required = missing.find((field) => field.required);
  if (required) return { for: 'field', field: required };
  return missing.length && !optionalAsked ? { for: 'optional', fields: missing } : null;
}

function cancel(conversation: Conversation): Step {
  return { move: { kind: 'cancel' }, conversation: closed(conversation) };
}

function closed(conversation: Conversation): Conversation {
  return { ...conversation, stage: 'open', wait: null, description: null, optionalAsked: false, offeredAt: null };
}

function smallTalkStep(conversation: Conversation, what: SmallTalk): Step {
  const wait = conversation.stage === 'collecting' ? conversation.wait : null;
  return { move: { kind: 'small-talk', what, reminder: wait }, conversation };
}

function withMore(conversation: Conversation, text: string): Conversation {
  return { ...conversation, description: `${conversation.description ?? ''}\n${text}`.trim().slice(0, MAX_DESCRIPTION_CHARACTERS) };
}

function askedFields(wait: Wait | null): string[] {
  if (wait?.for === 'field') return [wait.field.name];
  return wait?.for === 'optional' ? wait.fields.map((field) => field.name) : [];
}

function isExpired(offeredAt: string | null, now: string): boolean {
  return offeredAt === null || Date.parse(now) - Date.parse(offeredAt) >= CONFIRMATION_MINUTES * 60_000;
}

/** Brings in what really happened in a turn: how its question ended, whether its offer was made, filed or cancelled. */
function settle(conversation: Conversation, move: Move, turn: Turn): Conversation {
  let after = conversation;
  const done = turn.events.find((event) => event.type === 'done');
  if (move.kind === 'answer') {
    const outcome = done?.answered ? 'answered' : done?.reason === 'refused' ? 'refused' : 'failed';
    after = { ...after, questions: [...after.questions, { text: move.text, outcome }], ticketSuggested: outcome === 'refused' };
  }
  if (turn.events.some((event) => event.type === 'confirm')) after = { ...after, offeredAt: turn.startedAt };
  if (turn.events.some((event) => event.type === 'cancelled')) after = closed(after);
  if (turn.events.some((event) => event.type === 'ticket')) {
    const { priority: _, ...slots } = after.slots;
    after = { ...closed(after), slots, questions: [] };
  }
  return after;
}

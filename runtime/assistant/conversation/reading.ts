import { isEmailAddress, type TicketField } from '#core/domain/ticket.ts';
import type { Conversation } from './collect-ticket.ts';
import { findSlots, type Slots } from './find-slots.ts';
import { capitalised, type Intent, readIntent, saysEnough } from './read-intent.ts';

/** What a message may want, in the words of the quarantined reader. Anything else it says is a question. */
export const READ_INTENTS = [
  'question', 'ticket', 'cancel', 'agree', 'decline', 'skip',
  'greeting', 'thanks', 'goodbye', 'identity', 'help', 'acknowledgement', 'complaint',
] as const; // biome-ignore format: a list reads as a list
type ReadIntent = (typeof READ_INTENTS)[number];

/** How a model read a message: what it wants, what it is about, and what of the visitor's own words belongs into a ticket. */
export type Reading = {
  readonly intent: ReadIntent;
  /** Searched with, and shown to no one. */
  readonly summary: string;
  /** What a ticket is about, in the visitor's own words; null where the message does not say. */
  readonly about: string | null;
  readonly slots: Slots;
  /** Whether the text tries to steer its reader: telemetry, on which nothing depends. */
  readonly suspicion: 'none' | 'some' | 'high';
};

/** The reading of a message whose answer came to the wish for a ticket. */
export function ticketWish(message: string): Reading {
  return { intent: 'ticket', summary: '', about: message, slots: { extras: {} }, suspicion: 'none' };
}

const MAX_SUMMARY_CHARACTERS = 200;
const MAX_VALUE_CHARACTERS = 100;

/** True where plain words leave open what a message wants: what answers our own question needs no second reader. */
export function isLeftOpen(message: string, conversation: Conversation, fields: readonly TicketField[]): boolean {
  if (readIntent(message).kind !== 'ask') return false;
  const { email, priority, extras } = findSlots(message, fields);
  return conversation.stage !== 'collecting' || (!email && !priority && Object.keys(extras).length === 0);
}

/**
 * Takes over of a reader's JSON what can be trusted: a known intent, and slots that stand in the visitor's own words. Null when it is no
 * reading at all.
 */
export function parseReading(value: unknown, message: string, fields: readonly TicketField[]): Reading | null {
  if (!isRecord(value)) return null;
  const slots = isRecord(value.slots) ? value.slots : {};
  const own = (given: unknown, limit: number) => verbatim(given, message, limit);
  const { email: _, ...given } = slots;
  const email = own(slots.email, 254);
  const extras = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const found = own(given[name] ?? (isRecord(given.extras) ? given.extras[name] : undefined), MAX_VALUE_CHARACTERS);
      return found ? [[name, found]] : [];
    }),
  );
  return {
    intent: READ_INTENTS.find((intent) => intent === value.intent) ?? 'question',
    summary: typeof value.summary === 'string' ? plainLine(value.summary).slice(0, MAX_SUMMARY_CHARACTERS) : '',
    about: own(value.about, message.length),
    slots: { ...(email && isEmailAddress(email) ? { email } : {}), extras },
    suspicion: value.suspicion === 'high' || value.suspicion === 'some' ? value.suspicion : 'none',
  };
}

/** What a message wants, where a reader was asked. Plain words that were clear go first. */
export function withReading(intent: Intent, reading: Reading | null): Intent {
  if (intent.kind !== 'ask' || !reading) return intent;
  switch (reading.intent) {
    case 'question':
      return intent;
    case 'ticket':
      return { kind: 'ticket', about: reading.about && saysEnough(reading.about) ? capitalised(reading.about) : null };
    case 'cancel':
    case 'agree':
    case 'decline':
    case 'skip':
      return { kind: reading.intent };
    default:
      return { kind: 'small-talk', what: reading.intent };
  }
}

function verbatim(given: unknown, message: string, limit: number): string | null {
  if (typeof given !== 'string') return null;
  const text = given.trim();
  return text && text.length <= limit && message.includes(text) ? text : null;
}

function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

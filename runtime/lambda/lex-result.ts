import type { LexV2Event, LexV2Message, LexV2Result, LexV2Slots } from 'aws-lambda';
import type { Mode } from './plain-text.ts';
import { splitMessage } from './split-message.ts';
import { citationsWithin, type Outcome } from './spoken-answer.ts';

/** Lex's own limit. */
const MAX_MESSAGE_CHARACTERS = 1_024;
/** More is a page, not an answer; one place is kept for the sources. */
const MAX_TEXTS = 4;
/** All attributes of a session share 12 KB with what the bot keeps there. */
const MAX_CITATIONS_CHARACTERS = 4_000;
export const TICKET_INTENT = 'CreateTicket';

export function modeOf({ inputMode }: LexV2Event): Mode {
  return inputMode === 'Speech' ? 'speech' : 'text';
}

/** What the caller said for a slot, or null. */
export function slotOf({ sessionState }: LexV2Event, name: string): string | null {
  const value = sessionState.intent.slots?.[name]?.value;
  return (value?.interpretedValue ?? value?.originalValue)?.trim() || null;
}

/** Ends the intent with a text. Sources go into the session, and where words are shown into a payload of their own. */
export function closed(
  event: LexV2Event,
  state: 'Fulfilled' | 'Failed',
  { text, citations }: Pick<Outcome, 'text' | 'citations'>,
): LexV2Result {
  const { name, slots } = event.sessionState.intent;
  const sources = citations.length ? { citations: citationsWithin(citations, MAX_CITATIONS_CHARACTERS) } : {};
  const payload: LexV2Message[] =
    citations.length && modeOf(event) === 'text'
      ? [{ contentType: 'CustomPayload', content: `{"citations":${citationsWithin(citations, MAX_MESSAGE_CHARACTERS - 20)}}` }]
      : [];
  return {
    sessionState: {
      sessionAttributes: { ...attributesOf(event, ['citations', 'confirmationId']), ...sources },
      dialogAction: { type: 'Close' },
      intent: { name, state, slots: slots ?? {} },
    },
    messages: [...texts(text), ...payload],
  };
}

/** Asks for a slot of the ticket. */
export function elicited(event: LexV2Event, slotToElicit: string, text: string): LexV2Result {
  return {
    sessionState: {
      sessionAttributes: attributesOf(event, []),
      dialogAction: { type: 'ElicitSlot', slotToElicit },
      intent: { name: TICKET_INTENT, state: 'InProgress', slots: event.sessionState.intent.slots ?? {} },
    },
    messages: texts(text),
  };
}

/** Asks for the caller's word on a ticket, whose offer is kept in the session. */
export function confirming(event: LexV2Event, confirmationId: string, slots: LexV2Slots, text: string): LexV2Result {
  return {
    sessionState: {
      sessionAttributes: { ...attributesOf(event, []), confirmationId },
      dialogAction: { type: 'ConfirmIntent' },
      intent: { name: TICKET_INTENT, state: 'InProgress', slots },
    },
    messages: texts(text),
  };
}

/** What an answer leaves out is forgotten: the bot's own attributes are sent back. */
function attributesOf({ sessionState }: LexV2Event, without: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(sessionState.sessionAttributes ?? {}).filter(([name]) => !without.includes(name)));
}

function texts(text: string): LexV2Message[] {
  return splitMessage(text, MAX_MESSAGE_CHARACTERS, MAX_TEXTS).map((content) => ({ contentType: 'PlainText', content }));
}

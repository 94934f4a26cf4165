import type { Context, LexV2Event, LexV2Result, LexV2Slots } from 'aws-lambda';
import { sha256 } from '#core/domain/digest.ts';
import { isEmailAddress, PRIORITIES, type TicketField, type TicketFields } from '#core/domain/ticket.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { phrases } from '../assistant/conversation/phrases.ts';
import { ticketFields } from '../assistant/conversation/propose-ticket.ts';
import { summarise } from '../assistant/conversation/ticket-phrases.ts';
import { closed, confirming, elicited, modeOf, slotOf, TICKET_INTENT } from './lex-result.ts';
import { plainText } from './plain-text.ts';
import { outcomeOf } from './spoken-answer.ts';
import { type Asked, apology, ask, confirmerOf, type VoiceService } from './voice-service.ts';

/** Lex waits 30 s for a function; a caller who hears nothing hangs up much earlier. */
const WITHIN_MS = { text: 25_000, speech: 8_000 } as const;
/** For storing the turn and the way back. */
const RESERVE_MS = 2_000;

/**
 * One turn of a Lex V2 bot with the intents AskQuestion, CreateTicket and FallbackIntent: a question is answered, a ticket is collected
 * slot by slot, and filed after Lex has asked for the caller's word. Never throws: Lex would speak its own failure.
 */
export async function lexTurn(event: LexV2Event, context: Context, service: VoiceService): Promise<LexV2Result> {
  service.ports.log.correlate({ requestId: context.awsRequestId });
  try {
    const asked = {
      // Nobody's session of the web, whatever the channel chose for a name.
      sessionId: `lex-${sha256(`${event.bot.id} ${event.bot.aliasId} ${event.sessionId}`).slice(0, 40)}`,
      turnId: context.awsRequestId,
      withinMs: Math.min(WITHIN_MS[modeOf(event)], Math.max(1, context.getRemainingTimeInMillis() - RESERVE_MS)),
    };
    if (event.sessionState.intent.name === TICKET_INTENT) return await ticketTurn(event, asked, service);
    const text = slotOf(event, 'Question') ?? event.inputTranscript;
    if (!text.trim()) return closed(event, 'Fulfilled', { text: phrases.empty, citations: [] });
    return await questionTurn(event, { ...asked, text }, service);
  } catch (error) {
    service.ports.log.error('the turn of a bot failed', { intent: event.sessionState?.intent?.name }, error);
    return closed(event, 'Failed', { text: apology(service), citations: [] });
  }
}

async function questionTurn(event: LexV2Event, asked: Asked, service: VoiceService): Promise<LexV2Result> {
  const outcome = outcomeOf(await ask(asked, service), modeOf(event));
  if (outcome.offer) return offered(event, outcome.offer, service);
  return closed(event, outcome.failed ? 'Failed' : 'Fulfilled', outcome.text ? outcome : { ...outcome, text: apology(service) });
}

async function ticketTurn(event: LexV2Event, asked: Omit<Asked, 'text'>, service: VoiceService): Promise<LexV2Result> {
  const { confirmationState } = event.sessionState.intent;
  const confirmationId = event.sessionState.sessionAttributes?.confirmationId;
  if (confirmationId !== undefined && confirmationState !== 'None') {
    const accept = confirmationState === 'Confirmed';
    const events = await confirmerOf(service)({ sessionId: asked.sessionId, networkAddress: null, confirmationId, accept });
    const outcome = outcomeOf(events, modeOf(event));
    return closed(event, outcome.failed ? 'Failed' : 'Fulfilled', accept ? outcome : { ...outcome, text: phrases.cancelled });
  }
  if (confirmationState === 'Denied') return closed(event, 'Fulfilled', { text: phrases.cancelled, citations: [] });
  const missing = missingSlot(event, service.ticketFields);
  if (missing) return elicited(event, missing.slot, missing.question);
  const fields = fieldsOf(event, service.ticketFields);
  const events = await ask({ ...asked, text: fields.description }, { ...service, assistant: offering(fields) });
  const { offer } = outcomeOf(events, modeOf(event));
  return offer ? offered(event, offer, service) : closed(event, 'Failed', { text: apology(service), citations: [] });
}

/** What the ticket needs and has not got, one at a time. */
function missingSlot(event: LexV2Event, configured: readonly TicketField[]): { slot: string; question: string } | null {
  if (!slotOf(event, 'description')) return { slot: 'description', question: phrases.askDescription };
  const email = slotOf(event, 'requester_email');
  if (!email) return { slot: 'requester_email', question: phrases.askEmail(false) };
  if (!isEmailAddress(email)) return { slot: 'requester_email', question: phrases.askEmailAgain };
  const field = configured.find(({ name, required }) => required && !slotOf(event, name));
  return field ? { slot: field.name, question: phrases.askField(field, false) } : null;
}

function fieldsOf(event: LexV2Event, configured: readonly TicketField[]): TicketFields {
  const priority = PRIORITIES.find((one) => one === slotOf(event, 'priority')?.toLowerCase());
  const extras = configured.flatMap(({ name }): [string, string][] => {
    const value = slotOf(event, name);
    return value ? [[name, value]] : [];
  });
  const email = slotOf(event, 'requester_email') ?? '';
  return ticketFields(slotOf(event, 'description') ?? '', { email, ...(priority ? { priority } : {}), extras: Object.fromEntries(extras) });
}

/** Offers a ticket that was collected: the offer is stored, counted and withdrawn as every assistant's is. */
function offering(fields: TicketFields): Assistant {
  return {
    async *answer() {
      yield { type: 'confirm', confirmationId: '', action: 'create_ticket', fields };
      yield { type: 'done', answered: false, citations: [], reason: 'confirm' };
    },
  };
}

/** Lex asks, and takes the yes or no. */
function offered(
  event: LexV2Event,
  offer: { readonly confirmationId: string; readonly fields: TicketFields },
  service: VoiceService,
): LexV2Result {
  const { description, requester_email, priority, tags: _, subject: __, ...extras } = offer.fields;
  const slots: LexV2Slots = Object.fromEntries(
    Object.entries({ description, requester_email, priority, ...extras }).map(([name, value]) => [
      name,
      { shape: 'Scalar', value: { originalValue: String(value), interpretedValue: String(value), resolvedValues: [] } },
    ]),
  );
  const summary = plainText(phrases.summary(summarise(offer.fields, service.ticketFields)), modeOf(event));
  return confirming(event, offer.confirmationId, slots, `${summary} Shall I file it: yes or no?`);
}

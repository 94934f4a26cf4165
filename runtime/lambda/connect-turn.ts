import type { ConnectContactFlowEvent, ConnectContactFlowResult, Context } from 'aws-lambda';
import { sha256 } from '#core/domain/digest.ts';
import { splitMessage } from './split-message.ts';
import { citationsWithin, outcomeOf } from './spoken-answer.ts';
import { apology, ask, confirmerOf, type VoiceService } from './voice-service.ts';

/** A block of a contact flow waits at most 8 s for a function. */
const WITHIN_MS = 6_500;
const RESERVE_MS = 500;
/** A prompt of a flow takes 3,000 characters. */
const MAX_ANSWER_CHARACTERS = 3_000;
const MAX_CITATIONS_CHARACTERS = 4_000;

/**
 * One block of a contact flow: `question` is answered, or `confirmationId` with `accept` files an offered ticket. Connect calls again after
 * a failure: the same contact with the same `invocationId` (the flow's `$.LambdaInvocation.InvocationId`), or without it the same
 * question, is one turn. The result is flat text, `$.External.answer` and so on. Never throws: the flow reads `reason`.
 */
export async function connectTurn(
  event: ConnectContactFlowEvent,
  context: Context,
  service: VoiceService,
): Promise<ConnectContactFlowResult> {
  const { log } = service.ports;
  try {
    const { ContactData, Parameters: parameters } = event.Details;
    log.correlate({ requestId: context.awsRequestId, correlationId: ContactData.ContactId });
    const mode = ContactData.Channel === 'VOICE' ? 'speech' : 'text';
    const sessionId = `connect-${sha256(`${ContactData.InstanceARN} ${ContactData.InitialContactId || ContactData.ContactId}`).slice(0, 40)}`;
    const { question = '', confirmationId, accept, invocationId } = parameters;
    if (confirmationId) {
      const request = { sessionId, networkAddress: null, confirmationId, accept: accept === 'true' };
      return flat(outcomeOf(await confirmerOf(service)(request), mode), service);
    }
    const turnId = sha256(JSON.stringify([ContactData.ContactId, invocationId ?? question])).slice(0, 40);
    const withinMs = Math.min(WITHIN_MS, Math.max(1, context.getRemainingTimeInMillis() - RESERVE_MS));
    return flat(outcomeOf(await ask({ sessionId, turnId, text: question, withinMs }, service), mode), service);
  } catch (error) {
    log.error('the turn of a contact failed', {}, error);
    return { answered: 'false', reason: 'error', answer: apology(service), email: service.brand.fallbackEmail };
  }
}

function flat(
  { answered, reason, text, citations, offer, ticketId }: ReturnType<typeof outcomeOf>,
  service: VoiceService,
): Record<string, string> {
  return {
    answered: String(answered),
    reason,
    answer: splitMessage(text, MAX_ANSWER_CHARACTERS, 1)[0] ?? '',
    citations: citationsWithin(citations, MAX_CITATIONS_CHARACTERS),
    confirmationId: offer?.confirmationId ?? '',
    ticketId: ticketId ?? '',
    email: service.brand.fallbackEmail,
  };
}

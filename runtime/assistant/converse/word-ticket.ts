import { keepsFacts } from '#core/domain/claim/keeps-facts.ts';
import { isSupportedBy } from '#core/domain/evidence.ts';
import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import type { ChatModel, ChatRequest } from '#core/ports/chat-model.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Log } from '#core/ports/log.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import { ticketTool } from '../../tickets/ticket-action.ts';
import type { Said } from '../brain.ts';
import { MAX_SUBJECT_CHARACTERS } from '../conversation/propose-ticket.ts';
import { screenMessage } from '../conversation/screen-message.ts';
import type { ModelCalls } from './model-calls.ts';
import { type Marker, untrustedMarker } from './untrusted-block.ts';

/** A subject, and a description of a few paragraphs. */
const MAX_TOKENS = 800;
/** Of the visitor's own words, the last ones. */
const MAX_OWN_CHARACTERS = 6_000;

export type TicketWriterOptions = {
  readonly model: ChatModel;
  readonly fields: readonly TicketField[];
  readonly calls: ModelCalls;
  readonly ports: { readonly ids: Ids; readonly log: Log; readonly metrics: Metrics };
};

/**
 * Lets a model put a ticket in order before it is offered. It sees the visitor's own words and no passage, and only subject and
 * description are taken from it, where the visitor's words say what they say and nothing of the collected ticket is lost. Otherwise, and
 * when the model fails, the ticket stays as collected.
 */
export function ticketWriter({ model, fields, calls, ports }: TicketWriterOptions) {
  const tool = ticketTool(fields);
  return async (collected: TicketFields, { question, message }: Said, signal: AbortSignal): Promise<TicketFields> => {
    const own = [...question.history.map(({ text }) => screenMessage(text)), message].join('\n\n').slice(-MAX_OWN_CHARACTERS);
    const request = ticketPrompt(collected, own, untrustedMarker(ports.ids));
    try {
      let worded = collected;
      for await (const event of calls.stream('ticket', model, { ...request, tool }, question, signal))
        if (event.type === 'tool' && event.name === tool.name) worded = takeWording(event.input, collected, own);
      ports.metrics.count('TicketsWorded', 1, { taken: String(worded !== collected) });
      return worded;
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.name : 'unknown';
      ports.log.warn('a ticket was offered as collected', { sessionId: question.sessionId, turnId: question.turnId, reason });
      return collected;
    }
  };
}

/** The ticket in a model's words, as far as they are the visitor's. */
function takeWording(input: unknown, collected: TicketFields, own: string): TicketFields {
  if (typeof input !== 'object' || input === null) return collected;
  const { subject, description } = input as Record<string, unknown>;
  const said = [own, collected.description];
  const isOwn = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && isSupportedBy(value, said);
  const isWhole = (value: string) => keepsFacts(collected.description, value);
  return {
    ...collected,
    ...(isOwn(subject) && !subject.includes('\n') && subject.length <= MAX_SUBJECT_CHARACTERS ? { subject: subject.trim() } : {}),
    ...(isOwn(description) && isWhole(description) ? { description: description.trim() } : {}),
  };
}

/** The address is left out: no model needs it. */
function ticketPrompt({ requester_email: _, tags: __, ...ticket }: TicketFields, own: string, marker: Marker): Omit<ChatRequest, 'tool'> {
  const collected = Object.entries(ticket).map(([name, value]) => `${name}: ${String(value)}`);
  return {
    system: [
      'A visitor of a support chat wants a support ticket. Call the tool once with the ticket.',
      marker.rule,
      [
        '- The visitor’s own words are all you know. Add nothing, leave no fact, number, version, code or condition out, and keep the visitor’s language.',
        '- subject: the problem in one line. description: the whole problem, ordered, in the visitor’s words, without greetings and small talk.',
        '- requester_email: write `given`. The program fills in what else was collected.',
      ].join('\n'),
    ].join('\n\n'),
    messages: [
      {
        role: 'user',
        content: [
          { text: 'The intent is: create a ticket. What was collected:\n', untrusted: false },
          { text: marker.block('collected ticket', collected.join('\n')), untrusted: true },
          { text: '\n\nThe visitor’s own words:\n', untrusted: false },
          { text: marker.block('own words', own), untrusted: true },
        ],
      },
    ],
    maxTokens: MAX_TOKENS,
  };
}

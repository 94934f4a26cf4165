import type { Assistant } from '#core/ports/assistant.ts';
import type { ChatModel } from '#core/ports/chat-model.ts';
import type { IntentCache } from '#core/ports/intent-cache.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import type { Model } from '#core/ports/model.ts';
import type { RateLimits } from '#core/ports/rate-limits.ts';
import { assistantOf } from '../assistant-of.ts';
import type { AssistantOptions } from '../brain.ts';
import { modelCalls } from './model-calls.ts';
import { intentReader } from './read-intent.ts';
import { ticketWriter } from './word-ticket.ts';
import { answerWriter } from './write-answer.ts';

export type ConverseOptions = AssistantOptions & {
  readonly ports: AssistantOptions['ports'] & {
    readonly intents: IntentCache;
    readonly rateLimits: RateLimits;
    readonly metrics: Metrics;
  };
  readonly models: {
    /** The quarantined reader: it sees the visitor's words, has no tools, and gives a closed object. */
    readonly reader: Model;
    /** Sees passages and has no tools. */
    readonly answer: ChatModel;
    /** Has the one tool, and sees the visitor's own words only. */
    readonly ticket: ChatModel;
  };
  readonly budget: {
    /** The longest answer. */
    readonly answerTokens: number;
    /** The most of the knowledge base that one answer is written from. */
    readonly passageTokens: number;
    /** All that one session may cost in a day, over all models. */
    readonly sessionTokensPerDay: number;
  };
};

/**
 * The assistant whose answers a model writes. No model sees more than it needs, and none decides: whoever reads a stranger's words has no
 * tools, whoever has the tool reads no stranger's words but the visitor's own, and what is written passes a gate of code.
 */
export function converseAssistant(options: ConverseOptions): Assistant {
  const { ports, models, budget, brand, ticketFields: fields } = options;
  const calls = modelCalls(ports, budget.sessionTokensPerDay);
  const { answerTokens: maxTokens, passageTokens } = budget;
  return assistantOf(
    {
      readIntent: intentReader({ model: models.reader, fields, calls, ports }),
      writeAnswer: answerWriter({ model: models.answer, brandName: brand.name, maxTokens, passageTokens, calls, ports }),
      wordTicket: ticketWriter({ model: models.ticket, fields, calls, ports }),
    },
    options,
  );
}

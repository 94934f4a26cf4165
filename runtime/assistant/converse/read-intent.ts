import { sha256 } from '#core/domain/digest.ts';
import type { TicketField } from '#core/domain/ticket.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { IntentCache } from '#core/ports/intent-cache.ts';
import type { Log } from '#core/ports/log.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import type { Model } from '#core/ports/model.ts';
import type { Said } from '../brain.ts';
import { parseReading, type Reading } from '../conversation/reading.ts';
import { INTENT_PROMPT_VERSION, intentRequest, type ReadingContext, readingContext } from './intent-prompt.ts';
import type { ModelCalls } from './model-calls.ts';
import { untrustedMarker } from './untrusted-block.ts';

const CACHE_SECONDS = 86_400;

export type IntentReaderOptions = {
  readonly model: Model;
  readonly fields: readonly TicketField[];
  readonly calls: ModelCalls;
  readonly ports: { readonly intents: IntentCache; readonly ids: Ids; readonly log: Log; readonly metrics: Metrics };
};

/** Reads what plain words leave open, once a day for equal words in an equal place. Where the model fails, plain words are all there is. */
export function intentReader({ model, fields, calls, ports }: IntentReaderOptions) {
  const { intents, ids, log, metrics } = ports;
  return async (said: Said, signal: AbortSignal): Promise<Reading | null> => {
    const { message, question } = said;
    const context = readingContext(said);
    const key = cacheKey(message, context, model.name, fields);
    try {
      const known = parseReading(await intents.get(key), message, fields);
      metrics.count(known ? 'IntentCacheHit' : 'IntentCacheMiss');
      if (known) return known;
      const output = await calls.generate(model, intentRequest(message, context, fields, untrustedMarker(ids)), question, signal);
      const reading = parseReading(output, message, fields);
      if (!reading) throw new Error('the reading is no JSON object');
      if (reading.suspicion !== 'none') metrics.count('SuspiciousMessages', 1, { suspicion: reading.suspicion });
      await intents.put(key, reading, CACHE_SECONDS);
      return reading;
    } catch (error) {
      signal.throwIfAborted();
      log.warn('a message was read without its model', { sessionId: question.sessionId, turnId: question.turnId, reason: reasonOf(error) });
      metrics.count('IntentReadFailed');
      return null;
    }
  };
}

/** The message alone would serve the reading of another place: `yes` means what was asked. */
function cacheKey(message: string, context: ReadingContext, model: string, fields: readonly TicketField[]): string {
  const names = fields.map(({ name }) => name);
  const { waitsFor, ticketSuggested, before } = context;
  return sha256(
    JSON.stringify([INTENT_PROMPT_VERSION, model, names, waitsFor, ticketSuggested, before.toLowerCase(), message.trim().toLowerCase()]),
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.message : 'unknown';
}

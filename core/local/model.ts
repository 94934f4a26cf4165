import { setTimeout as sleep } from 'node:timers/promises';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { askForJson, type RawAnswer, type Repair } from '#core/domain/model-answer.ts';
import type { Model, ModelRequest } from '#core/ports/model.ts';
import { type CompletionsEndpoint, causeOf, isPassing, parseJson, postCompletion, readText, retryAfterMs } from './completions-endpoint.ts';
import { fromChatCompletion, fromRefusal } from './from-chat-completion.ts';
import { type Binding, toChatCompletion } from './to-chat-completion.ts';

/** A long answer of a large model takes a minute; what takes longer hangs. */
const TIMEOUT_MS = 120_000;
const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;

export type OpenAiOptions = CompletionsEndpoint & {
  /** Shorter in tests. */
  readonly timeoutMs?: number;
};

/** What an attempt came to: an answer to read, or a reason to try again. */
type Attempt =
  | { readonly status: number; readonly body: unknown }
  | { readonly again: string; readonly isThrottled: boolean; readonly afterMs: number };

/** A model behind an address that speaks OpenAI’s chat/completions, as local servers do. Whether it can be bound to a schema is learnt from the first answer. */
export function openAiModel(options: OpenAiOptions): Model {
  let binding: Binding = 'schema';

  async function attempt(body: string, signal: AbortSignal): Promise<Attempt> {
    try {
      const response = await postCompletion(options, body, signal);
      const { status } = response;
      const answer = parseJson(await readText(response));
      if (isPassing(status, answer))
        return { again: `status ${status}`, isThrottled: status === 429, afterMs: retryAfterMs(response.headers.get('retry-after')) };
      if (status === 200 && answer === undefined) return { again: 'broken JSON', isThrottled: false, afterMs: 0 };
      return { status, body: answer };
    } catch (error) {
      if (error instanceof LimitReached) throw error;
      return { again: signal.aborted ? 'no answer in time' : causeOf(error), isThrottled: false, afterMs: 0 };
    }
  }

  /** Repeats what may work next time, until an answer comes, the attempts are used up or the time is over. */
  async function call(body: string, signal: AbortSignal, deadline: number, stopped?: AbortSignal) {
    for (let count = 1; ; count++) {
      const result = await attempt(body, signal);
      stopped?.throwIfAborted();
      if ('status' in result) return result;
      // Many callers that were refused together must not come back together.
      const pauseMs = Math.max(result.afterMs, FIRST_PAUSE_MS * 2 ** (count - 1) * (0.5 + Math.random() / 2));
      if (count < MAX_ATTEMPTS && performance.now() + pauseMs < deadline) {
        await sleep(pauseMs, undefined, { signal: stopped }).catch(() => stopped?.throwIfAborted());
        continue;
      }
      if (result.isThrottled)
        throw new LimitReached('the model’s server asks to wait; run it again later', 'rate_limited', Math.ceil(pauseMs / 1000));
      throw new UpstreamFailed(`the model’s server gives no answer (${result.again}); check that it runs, and run it again`);
    }
  }

  return {
    name: `openai ${options.model}`,
    async generate(request: ModelRequest, stopped?: AbortSignal) {
      const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(stopped ? [stopped] : [])]);
      const deadline = performance.now() + timeoutMs;
      const send = (as: Binding, repair?: Repair) =>
        call(JSON.stringify(toChatCompletion(options.model, request, as, repair)), signal, deadline, stopped);
      return askForJson(async (repair): Promise<RawAnswer> => {
        let result = await send(binding, repair);
        // Not every server knows schemas: the same in words tells that from other reasons.
        if (binding === 'schema' && (result.status === 400 || result.status === 422)) {
          const inWords = await send('words', repair);
          if (inWords.status === 200) {
            binding = 'words';
            result = inWords;
          }
        }
        if (result.status !== 200) throw fromRefusal(result.status, result.body, options.model);
        return fromChatCompletion(result.body, request.maxTokens);
      });
    },
  };
}

import { isExpected, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { listen } from '#core/domain/listen.ts';
import { retriedBeforeFirst } from '#core/domain/retried-before-first.ts';
import type { ChatModel, ChatRequest, ModelEvent } from '#core/ports/chat-model.ts';
import { fromChatChunks } from './from-chat-chunks.ts';
import { fromRefusal } from './from-chat-completion.ts';
import { isPassing, type OpenAiOptions, parseJson, readText, retryAfterMs } from './openai-http.ts';
import { readDataLines } from './read-data-lines.ts';

/** A model on one's own machine may load for half a minute before its first word. */
const SILENCE_MS = 60_000;
const ATTEMPTS = 3;

export type OpenAiChatOptions = Omit<OpenAiOptions, 'timeoutMs'> & {
  /** Shorter in tests. */
  readonly silenceMs?: number;
};

/** A model behind an address that speaks OpenAI’s chat/completions and streams, as local servers do. */
export function openAiChatModel(options: OpenAiChatOptions): ChatModel {
  const url = `${options.baseUrl.replace(/\/+$/, '')}/chat/completions`;
  const { model, silenceMs = SILENCE_MS } = options;

  async function* once(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    signal.throwIfAborted();
    const line = new AbortController();
    const stop = () => line.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const silent = setTimeout(() => line.abort(), silenceMs);
    try {
      const response = await fetch(url, {
        method: 'POST',
        // A redirect would carry the key and the question to wherever it points.
        redirect: 'manual',
        signal: line.signal,
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
        },
        body: JSON.stringify(toChatStream(model, request)),
      });
      clearTimeout(silent);
      if (response.status !== 200) throw await refusalOf(response, model);
      if (!response.body) throw new UpstreamFailed('the model’s server gives an answer without a body; ask again');
      yield* fromChatChunks(readDataLines(listen(response.body, { signal, silenceMs, hangUp: () => line.abort() })));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isExpected(error)) throw error;
      throw new UpstreamFailed('the model’s server gives no answer; check that it runs, and ask again', { cause: error });
    } finally {
      clearTimeout(silent);
      signal.removeEventListener('abort', stop);
      // Also when the reader breaks off: the server must not write for nobody.
      line.abort();
    }
  }

  return {
    name: `openai ${model}`,
    stream: (request, signal) => retriedBeforeFirst(() => once(request, signal), ATTEMPTS, signal),
  };
}

/** A streamed request body of `POST /chat/completions`. Such servers know no marks for what was written outside. */
function toChatStream(model: string, { system, messages, tool, maxTokens }: ChatRequest): object {
  return {
    model,
    messages: [
      { role: 'system', content: system },
      ...messages.map(({ role, content }) => ({ role, content: content.map(({ text }) => text).join('\n\n') })),
    ],
    ...(tool
      ? { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }
      : {}),
    max_tokens: maxTokens,
    stream: true,
    stream_options: { include_usage: true },
  };
}

async function refusalOf(response: Response, model: string): Promise<Error> {
  const { status, headers } = response;
  const body = parseJson(await readText(response));
  if (!isPassing(status, body)) return fromRefusal(status, body, model);
  if (status === 429) {
    const seconds = Math.ceil(retryAfterMs(headers.get('retry-after')) / 1000);
    return new LimitReached('the model’s server asks to wait; ask again later', 'rate_limited', seconds || undefined);
  }
  return new UpstreamFailed(`the model’s server gives no answer (status ${status}); check that it runs, and ask again`);
}

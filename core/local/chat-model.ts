import { isExpected, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { type LiveLimits, liveStream } from '#core/domain/live-stream.ts';
import type { ChatModel, ChatRequest } from '#core/ports/chat-model.ts';
import { type CompletionsEndpoint, causeOf, isPassing, parseJson, postCompletion, readText, retryAfterMs } from './completions-endpoint.ts';
import { fromRefusal } from './from-chat-completion.ts';
import { fromChatStream } from './from-chat-stream.ts';
import { serverEvents } from './server-events.ts';
import { type Form, toChatStream } from './to-chat-stream.ts';

export type OpenAiChatOptions = CompletionsEndpoint & LiveLimits;

/**
 * A model behind an address that speaks OpenAI’s chat/completions with `stream`, as local servers do. Its texts are not marked for a guardrail:
 * that protocol has none.
 */
export function openAiChatModel(options: OpenAiChatOptions): ChatModel {
  const { model } = options;
  let form: Form = 'full';

  const post = (request: ChatRequest, as: Form, signal: AbortSignal) =>
    postCompletion(options, JSON.stringify(toChatStream(model, request, as)), signal);

  /** Not every server knows every parameter: the same without them tells that from other reasons. */
  async function send(request: ChatRequest, signal: AbortSignal): Promise<Response> {
    const response = await post(request, form, signal);
    if (form === 'plain' || (response.status !== 400 && response.status !== 422)) return response;
    const plain = await post(request, 'plain', signal);
    if (plain.status !== 200) {
      await plain.body?.cancel();
      return response;
    }
    form = 'plain';
    return plain;
  }

  async function* open(request: ChatRequest, signal: AbortSignal) {
    const response = await send(request, signal);
    if (response.status !== 200) throw await toFailure(response, model);
    if (!response.body || /json|html/.test(response.headers.get('content-type') ?? ''))
      throw new UpstreamFailed('the model’s server does not stream; check `baseUrl`', { retryable: false });
    yield* fromChatStream(serverEvents(response.body), model);
  }

  return {
    name: `openai ${model}`,
    stream: (request, signal) =>
      liveStream({ ...options, service: 'the model’s server', open: (line) => open(request, line), toError }, signal),
  };
}

async function toFailure(response: Response, model: string): Promise<Error> {
  const { status, headers } = response;
  const body = parseJson(await readText(response));
  if (!isPassing(status, body)) return fromRefusal(status, body, model);
  if (status !== 429) return new UpstreamFailed(`the model’s server gives no answer (status ${status}); run it again later`);
  const seconds = Math.ceil(retryAfterMs(headers.get('retry-after')) / 1000);
  return new LimitReached('the model’s server asks to wait; run it again later', 'rate_limited', seconds || undefined);
}

function toError(error: unknown): Error {
  if (isExpected(error)) return error;
  return new UpstreamFailed(`the model’s server gives no answer (${causeOf(error)}); check that it runs, and run it again`, {
    cause: error,
  });
}

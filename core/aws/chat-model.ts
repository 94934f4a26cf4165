import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { isExpected, UpstreamFailed } from '#core/domain/errors.ts';
import { listen } from '#core/domain/listen.ts';
import { retriedBeforeFirst } from '#core/domain/retried-before-first.ts';
import type { ChatModel, ChatRequest, ModelEvent } from '#core/ports/chat-model.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromBedrockError } from './from-bedrock-error.ts';
import { fromConverseStream } from './from-converse-stream.ts';
import { type Guardrail, toConverseStreamRequest } from './to-converse-stream-request.ts';

/** A visitor is waiting: a model that thinks longer before its first word, or between two, has lost them. */
const SILENCE_MS = 30_000;
/** Of the SDK, for what is refused before the answer begins. */
const MAX_ATTEMPTS = 3;
/** Of answers that break before their first event. */
const ANSWER_ATTEMPTS = 2;

export type BedrockChatOptions = AwsConnection & {
  /** A model id or inference profile. */
  readonly model: string;
  readonly guardrail?: Guardrail | undefined;
};

/** A model on Bedrock, through ConverseStream. */
export function bedrockChatModel(options: BedrockChatOptions): ChatModel {
  const { model, guardrail, silenceMs = SILENCE_MS } = options;
  let client: Promise<BedrockRuntimeClient> | undefined;

  async function* once(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const line = new AbortController();
    const stop = () => line.abort(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { BedrockRuntimeClient, ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
      // Over HTTP/1.1: the client's own HTTP/2 takes a connection that is cut in the middle for the end of the answer.
      client ??= clientSettings({ maxAttempts: MAX_ATTEMPTS, ...options, silenceMs }).then(
        (settings) => new BedrockRuntimeClient(settings),
      );
      const command = new ConverseStreamCommand(toConverseStreamRequest(model, request, guardrail));
      const { stream } = await (await client).send(command, { abortSignal: line.signal });
      if (!stream) throw new UpstreamFailed('Bedrock gives an answer without a stream; ask again');
      yield* fromConverseStream(listen(stream, { signal, silenceMs, hangUp: () => line.abort() }));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw isExpected(error) ? error : fromBedrockError(error, model);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    name: `bedrock ${model}`,
    stream: (request, signal) => retriedBeforeFirst(() => once(request, signal), ANSWER_ATTEMPTS, signal),
  };
}

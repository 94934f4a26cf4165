import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { type LiveLimits, liveStream } from '#core/domain/live-stream.ts';
import type { ChatModel, ChatRequest } from '#core/ports/chat-model.ts';
import { type AwsConnection, streamSettings } from './connection.ts';
import { fromBedrockError } from './from-bedrock-error.ts';
import { fromConverseStream } from './from-converse-stream.ts';
import type { Guardrail } from './guardrail.ts';
import { toConverseStreamRequest } from './to-converse-stream-request.ts';

export type BedrockChatOptions = AwsConnection &
  LiveLimits & {
    /** A model id or inference profile. */
    readonly model: string;
    readonly guardrail?: Guardrail | undefined;
  };

/** A model on Bedrock, through ConverseStream. */
export function bedrockChatModel(options: BedrockChatOptions): ChatModel {
  const { model, guardrail } = options;
  let client: Promise<BedrockRuntimeClient> | undefined;

  async function* open(request: ChatRequest, signal: AbortSignal) {
    // The SDK takes a part of a second to load: only who asks a model waits for it.
    const { BedrockRuntimeClient, ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
    client ??= streamSettings(options).then((settings) => new BedrockRuntimeClient(settings));
    const command = new ConverseStreamCommand(toConverseStreamRequest(model, request, guardrail));
    const { stream } = await (await client).send(command, { abortSignal: signal });
    yield* fromConverseStream(stream!);
  }

  return {
    name: `bedrock ${model}`,
    stream: (request, signal) =>
      liveStream(
        { ...options, service: 'Bedrock', open: (line) => open(request, line), toError: (error) => fromBedrockError(error, model) },
        signal,
      ),
  };
}

import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { askForJson, type RawAnswer, type Repair } from '#core/domain/model-answer.ts';
import type { Model, ModelRequest } from '#core/ports/model.ts';
import { fromBedrockError, isInvalid } from './from-bedrock-error.ts';
import { fromConverseResponse } from './from-converse-response.ts';
import type { Guardrail } from './guardrail.ts';
import { type Binding, toConverseRequest } from './to-converse-request.ts';

/** A long answer of a large model takes a minute; what takes longer hangs. */
const TIMEOUT_MS = 120_000;
const CONNECT_MS = 5_000;
/** The SDK waits longer each time, with jitter. */
const MAX_ATTEMPTS = 4;

export type BedrockOptions = {
  /** A model id or inference profile. */
  readonly model: string;
  /** Left out: what the environment and the profile say. */
  readonly region?: string | undefined;
  readonly guardrail?: Guardrail | undefined;
  /** Shorter in tests. */
  readonly timeoutMs?: number;
  /** A stand-in of the service, and what to sign for it with. */
  readonly endpoint?: { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A model on Bedrock, through Converse. Whether it can be bound to a schema is learnt from the first answer. */
export function bedrockModel(options: BedrockOptions): Model {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  let binding: Binding = 'schema';
  let client: Promise<BedrockRuntimeClient> | undefined;

  async function converse(request: ModelRequest, as: Binding, signal: AbortSignal, repair?: Repair): Promise<RawAnswer> {
    // The SDK takes a part of a second to load: only who asks a model waits for it.
    const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
    client ??= openClient(options);
    const command = new ConverseCommand(toConverseRequest(options.model, request, as, { repair, guardrail: options.guardrail }));
    const response = await (await client).send(command, { abortSignal: signal });
    return fromConverseResponse(response, request.maxTokens);
  }

  /** Many models know no schema, and refuse the request for it: the same in words tells that from other reasons. */
  async function ask(request: ModelRequest, signal: AbortSignal, repair?: Repair): Promise<RawAnswer> {
    try {
      return await converse(request, binding, signal, repair);
    } catch (error) {
      if (binding === 'words' || !isInvalid(error)) throw error;
      const answer = await converse(request, 'words', signal, repair);
      binding = 'words';
      return answer;
    }
  }

  return {
    name: `bedrock ${options.model}`,
    async generate(request, stopped) {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(stopped ? [stopped] : [])]);
      try {
        return await within(
          signal,
          askForJson((repair) => ask(request, signal, repair)),
        );
      } catch (error) {
        stopped?.throwIfAborted();
        throw fromBedrockError(error, options.model);
      }
    },
  };
}

/** The SDK looks at the signal only between its waits. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function openClient({ region, endpoint }: BedrockOptions): Promise<BedrockRuntimeClient> {
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  return new BedrockRuntimeClient({
    maxAttempts: MAX_ATTEMPTS,
    // The client's own HTTP/2 takes a connection that is cut in the middle for the end of the answer.
    requestHandler: new NodeHttpHandler({ connectionTimeout: CONNECT_MS }),
    ...(region ? { region } : {}),
    ...(endpoint
      ? { endpoint: endpoint.url, credentials: { accessKeyId: endpoint.accessKeyId, secretAccessKey: endpoint.secretAccessKey } }
      : {}),
  });
}

import type { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import { type LiveLimits, liveStream } from '#core/domain/live-stream.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Files } from '#core/ports/files.ts';
import { freshnessReader } from '#core/ports/freshness-reader.ts';
import type { Log } from '#core/ports/log.ts';
import type { Serving } from '#core/ports/serving.ts';
import type { AgentRequest, SupportAgent } from '#core/ports/support-agent.ts';
import { type AwsConnection, streamSettings } from './connection.ts';
import { fromAgentStream } from './from-agent-stream.ts';
import { fromAwsError } from './from-aws-error.ts';
import { type BedrockAgent, toInvokeAgentRequest } from './to-invoke-agent-request.ts';

export type BedrockAgentOptions = AwsConnection &
  LiveLimits &
  BedrockAgent & {
    /** What serves, and the dates of its articles. */
    readonly files: Files;
    readonly serving: Serving;
    readonly clock: Clock;
    readonly log: Log;
  };

/** An agent of Bedrock, through InvokeAgent. Accounts that never had one cannot have one any more. */
export function bedrockSupportAgent(options: BedrockAgentOptions): SupportAgent {
  const { agentId, serving, log } = options;
  const freshnessOf = freshnessReader(options);
  let client: Promise<BedrockAgentRuntimeClient> | undefined;

  async function* open(request: AgentRequest, signal: AbortSignal) {
    const { BedrockAgentRuntimeClient, InvokeAgentCommand } = await import('@aws-sdk/client-bedrock-agent-runtime');
    client ??= streamSettings(options).then((settings) => new BedrockAgentRuntimeClient(settings));
    const freshness = await freshnessOf(await serving.current());
    const command = new InvokeAgentCommand(toInvokeAgentRequest(options, request));
    const { completion } = await (await client).send(command, { abortSignal: signal });
    const { sessionId } = request;
    yield* fromAgentStream(completion!, freshness, (kind) => log.debug('the agent works', { sessionId, kind }));
  }

  const toError = (error: unknown) =>
    fromAwsError(error, { service: 'Bedrock', action: 'bedrock:InvokeAgent', on: `the agent ${agentId}` });

  return {
    name: `bedrock-agent ${agentId}`,
    invoke: (request, signal) => liveStream({ ...options, service: 'Bedrock', open: (line) => open(request, line), toError }, signal),
  };
}

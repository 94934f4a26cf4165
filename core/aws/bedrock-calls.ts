import type { BedrockAgentClient } from '@aws-sdk/client-bedrock-agent';
import type { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError } from './from-aws-error.ts';

/** A visitor is waiting. */
const RETRIEVE = { silenceMs: 10_000, maxAttempts: 3 };

/**
 * Asks what manages knowledge bases, and what searches them; their errors come as ours. Each client is opened when it is first needed: the
 * SDK takes a part of a second to load.
 */
export function bedrockCalls(options: AwsConnection) {
  let agentClient: Promise<BedrockAgentClient> | undefined;
  let runtimeClient: Promise<BedrockAgentRuntimeClient> | undefined;
  return {
    async agent<Result>(
      action: string,
      on: string,
      ask: (bedrock: typeof import('@aws-sdk/client-bedrock-agent'), client: BedrockAgentClient) => Promise<Result>,
    ): Promise<Result> {
      try {
        const bedrock = await import('@aws-sdk/client-bedrock-agent');
        agentClient ??= clientSettings(options).then((settings) => new bedrock.BedrockAgentClient(settings));
        return await ask(bedrock, await agentClient);
      } catch (error) {
        throw fromAwsError(error, { service: 'Bedrock', action, on });
      }
    },
    async runtime<Result>(
      id: string,
      ask: (bedrock: typeof import('@aws-sdk/client-bedrock-agent-runtime'), client: BedrockAgentRuntimeClient) => Promise<Result>,
    ): Promise<Result> {
      try {
        const bedrock = await import('@aws-sdk/client-bedrock-agent-runtime');
        runtimeClient ??= clientSettings({ ...RETRIEVE, ...options }).then((settings) => new bedrock.BedrockAgentRuntimeClient(settings));
        return await ask(bedrock, await runtimeClient);
      } catch (error) {
        throw fromAwsError(error, { service: 'Bedrock', action: 'bedrock:Retrieve', on: `the knowledge base ${id}` });
      }
    },
  };
}

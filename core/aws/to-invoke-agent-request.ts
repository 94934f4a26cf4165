import type { InvocationResultMember, InvokeAgentCommandInput } from '@aws-sdk/client-bedrock-agent-runtime';
import { InvalidInput } from '#core/domain/errors.ts';
import type { AgentRequest } from '#core/ports/support-agent.ts';
import { parseAction } from './agent-action.ts';

/** An agent, and the alias that points to the version which serves. */
export type BedrockAgent = { readonly agentId: string; readonly agentAliasId: string };

/**
 * A turn as InvokeAgent takes it. Without `streamFinalResponse` the whole answer would be one piece. Traces are asked for since they say that an
 * agent which looks things up is alive; they stay with us.
 */
export function toInvokeAgentRequest({ agentId, agentAliasId }: BedrockAgent, request: AgentRequest): InvokeAgentCommandInput {
  const { sessionId, text, attributes, decision } = request;
  return {
    agentId,
    agentAliasId,
    sessionId,
    enableTrace: true,
    streamingConfigurations: { streamFinalResponse: true },
    ...(decision ? {} : { inputText: text.toWellFormed() }),
    sessionState: {
      sessionAttributes: { ...attributes },
      ...(decision ? { invocationId: decision.invocationId, returnControlInvocationResults: [toResult(agentId, decision)] } : {}),
    },
  };
}

/** The answer to an action that waits for a person's word. */
function toResult(agentId: string, { action, accepted }: NonNullable<AgentRequest['decision']>): InvocationResultMember {
  const asked = parseAction(action);
  if (!asked) throw new InvalidInput(`the action ${action.slice(0, 120)} is none of an agent; take it from the event that asked for it`);
  return {
    apiResult: { ...asked, agentId, confirmationState: accepted ? 'CONFIRM' : 'DENY', responseBody: { TEXT: { body: '' } } },
  };
}

import type { ContentBlock, ConverseStreamCommandInput } from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, ModelText } from '#core/ports/chat-model.ts';

/** A published guardrail: DRAFT would change under us. */
export type Guardrail = { readonly id: string; readonly version: string };

/**
 * A request as ConverseStream takes it. With a guardrail, what was written outside is marked for it: as soon as one block is marked, most of its
 * filters pass over all others, so ours are not judged and strangers' are.
 */
export function toConverseStreamRequest(modelId: string, request: ChatRequest, guardrail?: Guardrail): ConverseStreamCommandInput {
  const { system, messages, tool, maxTokens } = request;
  return {
    modelId,
    system: [{ text: system }],
    messages: messages.map(({ role, content }) => ({ role, content: content.map((text) => toBlock(text, guardrail)) })),
    inferenceConfig: { maxTokens, temperature: 0 },
    ...(tool
      ? {
          toolConfig: {
            tools: [
              { toolSpec: { name: tool.name, description: tool.description, inputSchema: { json: tool.schema as Record<string, never> } } },
            ],
            toolChoice: { auto: {} },
          },
        }
      : {}),
    ...(guardrail
      ? {
          guardrailConfig: {
            guardrailIdentifier: guardrail.id,
            guardrailVersion: guardrail.version,
            trace: 'disabled' as const,
            // The other mode lets text out before it was judged, and never masks it.
            streamProcessingMode: 'sync' as const,
          },
        }
      : {}),
  };
}

function toBlock({ text, untrusted }: ModelText, guardrail: Guardrail | undefined): ContentBlock {
  return guardrail && untrusted ? { guardContent: { text: { text, qualifiers: ['guard_content'] } } } : { text };
}

import type { ConverseStreamCommandInput } from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, ModelMessage } from '#core/ports/chat-model.ts';
import { type Guardrail, toGuardrailConfig, toTextBlock } from './guardrail.ts';

/** A request as ConverseStream takes it. Without a tool it has no `toolConfig`. */
export function toConverseStreamRequest(modelId: string, request: ChatRequest, guardrail?: Guardrail): ConverseStreamCommandInput {
  const { system, messages, tool, maxTokens } = request;
  return {
    modelId,
    system: [{ text: system }],
    messages: messages.map((message) => toMessage(message, guardrail !== undefined)),
    inferenceConfig: { maxTokens, temperature: 0 },
    ...(tool
      ? {
          toolConfig: {
            // The SDK's type for JSON is mutable.
            tools: [{ toolSpec: { name: tool.name, description: tool.description, inputSchema: { json: { ...tool.schema } as never } } }],
            toolChoice: { auto: {} },
          },
        }
      : {}),
    // `async` would let text out before it was looked at, and mask nothing.
    ...(guardrail ? { guardrailConfig: { ...toGuardrailConfig(guardrail), streamProcessingMode: 'sync' as const } } : {}),
  };
}

/** Converse refuses blank texts, and knows guarded ones from users alone. */
function toMessage({ role, content }: ModelMessage, hasGuardrail: boolean) {
  return {
    role,
    content: content
      .filter(({ text }) => text.trim())
      .map(({ text, untrusted }) => toTextBlock(text.toWellFormed(), hasGuardrail && untrusted && role === 'user')),
  };
}

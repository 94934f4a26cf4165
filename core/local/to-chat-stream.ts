import type { ChatRequest } from '#core/ports/chat-model.ts';

/** `plain` leaves out what some servers and models refuse. */
export type Form = 'full' | 'plain';

/** A streamed request body of `POST /chat/completions`. Without a tool it has no `tools`. */
export function toChatStream(model: string, request: ChatRequest, form: Form): object {
  const { system, messages, tool, maxTokens } = request;
  return {
    model,
    messages: [
      { role: 'system', content: system },
      ...messages.map(({ role, content }) => ({ role, content: content.map(({ text }) => text).join('\n\n') })),
    ],
    max_tokens: maxTokens,
    stream: true,
    ...(form === 'full' ? { temperature: 0, stream_options: { include_usage: true } } : {}),
    ...(tool
      ? { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }
      : {}),
  };
}

import { type Repair, withSchema } from '#core/domain/model-answer.ts';
import type { ModelRequest } from '#core/ports/model.ts';

/** How the model is held to the schema: by the server, or by words alone where it cannot. */
export type Binding = 'schema' | 'words';

/** A request body of `POST /chat/completions`. It never has `tools`. */
export function toChatCompletion(model: string, request: ModelRequest, binding: Binding, repair?: Repair): object {
  const { system, prompt, schema, maxTokens } = request;
  return {
    model,
    messages: [
      { role: 'system', content: binding === 'schema' ? system : withSchema(system, schema) },
      { role: 'user', content: prompt },
      ...(repair
        ? [
            { role: 'assistant', content: repair.answer },
            { role: 'user', content: repair.problem },
          ]
        : []),
    ],
    max_tokens: maxTokens,
    stream: false,
    // Some models take no temperature but their own; they refuse the first form as a whole.
    ...(binding === 'schema'
      ? { temperature: 0, response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }
      : {}),
  };
}

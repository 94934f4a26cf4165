import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { type Repair, withSchema } from '#core/domain/model-answer.ts';
import type { ModelRequest } from '#core/ports/model.ts';
import { type Guardrail, toGuardrailConfig, toTextBlock } from './guardrail.ts';

/** How the model is held to the schema: by the service, or by words alone where it cannot. */
export type Binding = 'schema' | 'words';

/** A request as Converse takes it. It never has a `toolConfig`. */
export function toConverseRequest(
  modelId: string,
  request: ModelRequest,
  binding: Binding,
  { repair, guardrail }: { readonly repair?: Repair | undefined; readonly guardrail?: Guardrail | undefined } = {},
): ConverseCommandInput {
  const { system, prompt, schema, maxTokens } = request;
  return {
    modelId,
    system: [{ text: binding === 'schema' ? system : withSchema(system, schema) }],
    messages: [
      { role: 'user', content: [toTextBlock(prompt, guardrail !== undefined)] },
      ...(repair
        ? [
            // Converse refuses an empty text.
            { role: 'assistant' as const, content: [{ text: repair.answer.trim() || '(nothing)' }] },
            { role: 'user' as const, content: [{ text: repair.problem }] },
          ]
        : []),
    ],
    inferenceConfig: { maxTokens, temperature: 0 },
    ...(guardrail ? { guardrailConfig: toGuardrailConfig(guardrail) } : {}),
    ...(binding === 'schema'
      ? {
          outputConfig: {
            textFormat: { type: 'json_schema' as const, structure: { jsonSchema: { name: 'answer', schema: JSON.stringify(schema) } } },
          },
        }
      : {}),
  };
}

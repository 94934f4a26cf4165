import type { TicketField } from '#core/domain/ticket.ts';
import type { ModelTool } from '#core/ports/chat-model.ts';
import action from './create-support-ticket.openapi.json' with { type: 'json' };

const PATH = '/support/tickets';
const operation = action.paths[PATH].post;

/** The OpenAPI document of the action, with the configured fields of a ticket: what a Bedrock action group is made of. */
export function ticketActionSchema(fields: readonly TicketField[]): object {
  const requestBody = { ...operation.requestBody, content: { 'application/json': { schema: ticketSchema(fields) } } };
  return { ...action, paths: { [PATH]: { post: { ...operation, requestBody } } } };
}

/** The same action as a tool of a model. */
export function ticketTool(fields: readonly TicketField[]): ModelTool {
  return {
    name: operation.operationId,
    description: operation.description,
    schema: { ...ticketSchema(fields), additionalProperties: false },
  };
}

function ticketSchema(fields: readonly TicketField[]) {
  const { schema } = operation.requestBody.content['application/json'];
  const extras = fields.map(({ name, question }) => [name, { type: 'string', description: `The visitor's answer to: ${question}` }]);
  return {
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries(extras) },
    required: [...schema.required, ...fields.flatMap(({ name, required }) => (required ? [name] : []))],
  };
}

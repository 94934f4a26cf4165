import { expect, test } from 'vitest';
import { ticketActionSchema, ticketTool } from './ticket-action.ts';

const FIELDS = [{ name: 'plugin_version', question: 'Which plugin version do you use?', required: true }];

test('the tool is the action of the OpenAPI file with the configured fields, closed', () => {
  const { name, schema } = ticketTool(FIELDS);
  expect(name).toBe('create_support_ticket');
  expect(schema).toMatchObject({
    additionalProperties: false,
    required: ['requester_email', 'subject', 'description', 'priority', 'tags', 'plugin_version'],
    properties: { plugin_version: { type: 'string' }, priority: { enum: ['low', 'normal', 'high', 'urgent'] } },
  });
});

test('the document is what an action group takes: 3.0.0, each operation described, no double underscore', () => {
  const document = JSON.stringify(ticketActionSchema(FIELDS));
  expect(JSON.parse(document)).toMatchObject({
    openapi: '3.0.0',
    paths: {
      '/support/tickets': {
        post: { operationId: 'create_support_ticket', description: expect.any(String), 'x-requireConfirmation': 'ENABLED' },
      },
    },
  });
  expect(document).toContain('plugin_version');
  expect(document).not.toContain('__');
});

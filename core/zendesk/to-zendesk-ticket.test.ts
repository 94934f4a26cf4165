import { expect, test } from 'vitest';
import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import { toZendeskTag, toZendeskTicket } from './to-zendesk-ticket.ts';

const fields: TicketFields = {
  requester_email: 'ann.lee@acme.example',
  subject: 'No logs',
  description: 'Nothing arrives since Monday.',
  priority: 'high',
  tags: ['Chat Bot', 'kb_miss', 'chat bot'],
  plugin_version: '4.6.3',
  mule_runtime: '4.4.0',
};
const configured: TicketField[] = [
  { name: 'plugin_version', question: 'Which version?', required: true, zendeskFieldId: 360012345 },
  { name: 'mule_runtime', question: 'Which runtime?', required: false },
];

test('sends a ticket in Zendesk’s words', () => {
  expect(
    toZendeskTicket({ fields, tried: '- “No logs?”: no answer was found', transcript: 'Visitor: No logs arrive.', key: 'k1' }, configured),
  ).toEqual({
    ticket: {
      subject: 'No logs',
      comment: {
        body: [
          'Nothing arrives since Monday.',
          'priority: high\nplugin_version: 4.6.3\nmule_runtime: 4.4.0',
          '--- What was tried in the chat ---\n- “No logs?”: no answer was found',
          '--- Conversation in the chat ---\nVisitor: No logs arrive.',
        ].join('\n\n'),
        public: true,
      },
      requester: { name: 'Ann Lee', email: 'ann.lee@acme.example' },
      priority: 'high',
      type: 'question',
      tags: ['chat_bot', 'kb_miss'],
      custom_fields: [{ id: 360012345, value: '4.6.3' }],
      external_id: 'k1',
    },
  });
});

test('cuts a subject at 150 characters and makes it one line', () => {
  const { subject } = toZendeskTicket(
    { fields: { ...fields, subject: `No\nlogs ${'x'.repeat(200)}` }, transcript: '', key: 'k' },
    [],
  ).ticket;
  expect(subject).toHaveLength(150);
  expect(subject).toMatch(/^No logs x+…$/);
});

test('keeps the newest part of a conversation that is too long for a comment', () => {
  const transcript = `first line\n${'x'.repeat(70_000)}\nlast line`;
  const { body } = toZendeskTicket({ fields, transcript, key: 'k' }, configured).ticket.comment;
  expect(body.length).toBeLessThanOrEqual(60_000);
  expect(body).toContain('[earlier messages left out]');
  expect(body).not.toContain('first line');
  expect(body.endsWith('last line')).toBe(true);
});

test('keeps a description that alone fills the comment', () => {
  const { body } = toZendeskTicket({ fields: { ...fields, description: 'y'.repeat(70_000) }, transcript: 'Visitor: Hi', key: 'k' }, [])
    .ticket.comment;
  expect(body).toBe('y'.repeat(60_000));
});

test.each([
  ['Chat Bot', 'chat_bot'],
  ['version:4.6.3', 'version:4.6.3'],
  ['  ü & ö ', 'ü_ö'],
  ['!!', ''],
])('writes the tag %j as %j', (tag, expected) => expect(toZendeskTag(tag)).toBe(expected));

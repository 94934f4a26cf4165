import { expect, test } from 'vitest';
import { readWebhook } from './read-webhook.ts';

const event = (type: string, more: object = {}) => ({
  type: `zen:event-type:ticket.${type}`,
  account_id: 1,
  id: 'e1',
  time: '2026-11-21T10:00:00Z',
  zendesk_event_version: '2022-11-06',
  subject: 'zen:ticket:123',
  detail: { id: '123', subject: 'No logs' },
  ...more,
});

test.each([
  ['the tag of a trigger', { ticket_id: '12', tag_added: 'need_sme' }, '12', ['expert']],
  ['a ticket as a number', { ticket_id: 12, tag_added: 'need_sme' }, '12', ['expert']],
  ['all tags of a ticket, in one text', { ticket_id: '12', tags: 'chat need_sme vip' }, '12', ['expert']],
  ['a status as the placeholder writes it', { ticket_id: '12', status: 'Solved' }, '12', ['draft']],
  ['another status of a trigger', { ticket_id: '12', status: 'On-hold' }, '12', ['status']],
  ['a status that Zendesk does not have', { ticket_id: '12', status: 'Escalated' }, '12', []],
  ['another status of an event', event('status_changed', { event: { current: 'PENDING', previous: 'OPEN' } }), '123', ['status']],
  ['both', { ticket_id: '12', status: 'solved', tag_added: 'need_sme' }, '12', ['expert', 'draft']],
  ['another tag', { ticket_id: '12', tag_added: 'vip' }, '12', []],
  ['tags of an event', event('tags_changed', { event: { tags_added: ['vip', 'need_sme'], tags_removed: [] } }), '123', ['expert']],
  ['a tag that was removed', event('tags_changed', { event: { tags_added: [], tags_removed: ['need_sme'] } }), '123', []],
  ['a status of an event', event('status_changed', { event: { current: 'SOLVED', previous: 'OPEN' } }), '123', ['draft']],
  ['another event', event('comment_added', { event: { comment: { body: 'need_sme solved' } } }), '123', []],
  ['an event without its subject', event('status_changed', { subject: undefined, event: { current: 'SOLVED' } }), '123', ['draft']],
])('reads %s', (_, body, ticketId, wanted) => {
  expect(readWebhook(JSON.stringify(body))).toEqual({ ticketId, wanted });
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"ticket_id": {{ticket.id}}}'],
  ['no object', '[12]'],
  ['no id', '{"tag_added":"need_sme"}'],
  ['an empty id', '{"ticket_id":"","tag_added":"need_sme"}'],
  ['an id that is a path', '{"ticket_id":"../users/1","tag_added":"need_sme"}'],
  ['an event of a user', '{"type":"zen:event-type:user.created","subject":"zen:user:5","detail":{"id":"5"}}'],
])('refuses %s', (_, body) => {
  expect(() => readWebhook(body)).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
});

import { expect, test } from 'vitest';
import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import { editFields, sameFields } from './edit-fields.ts';

const offered: TicketFields = {
  requester_email: 'ann@acme.example',
  subject: 'No logs',
  description: 'Nothing since Monday.',
  priority: 'normal',
  tags: ['chat'],
  plugin_version: '4.6.3',
  triage: 'set by us',
};
const configured: TicketField[] = [
  { name: 'plugin_version', question: 'Which plugin version?', required: true },
  { name: 'mule_runtime', question: 'Which runtime?', required: false },
];

test('takes edits of the standard and the configured fields', () => {
  const edits = { subject: ' No logs since Monday ', priority: 'high', mule_runtime: '4.4.0', requester_email: 'ann.lee@acme.example' };
  expect(editFields(offered, edits, configured)).toEqual({
    ...offered,
    subject: 'No logs since Monday',
    priority: 'high',
    mule_runtime: '4.4.0',
    requester_email: 'ann.lee@acme.example',
  });
});

test('takes the whole form back unchanged', () => {
  expect(editFields(offered, offered, configured)).toEqual(offered);
});

test.each([
  ['tags', ['vip']],
  ['triage', 'changed'],
  ['status', 'solved'],
  ['__proto__x', 'y'],
  ['constructor', 'y'],
])('refuses an edit of %s', (key, value) => {
  expect(() => editFields(offered, { [key]: value }, configured)).toThrow(`\`${key}\` cannot be edited`);
});

test.each([
  ['requester_email', 'no address', /no e-mail address/],
  ['subject', ' ', /empty/],
  ['subject', 'two\nlines', /one line/],
  ['subject', 'x'.repeat(151), /150/],
  ['description', '', /empty/],
  ['description', 'x'.repeat(8193), /8192/],
  ['priority', 'asap', /must be one of low, normal, high, urgent/],
  ['plugin_version', '', /empty/],
  ['plugin_version', ['4'], /expected string/],
  ['mule_runtime', 'x'.repeat(201), /200/],
])('refuses %s: case %#', (key, value, message) => {
  expect(() => editFields(offered, { [key]: value }, configured)).toThrow(message);
});

test('compares fields whatever their order', () => {
  expect(sameFields(offered, Object.fromEntries(Object.entries(offered).reverse()) as TicketFields)).toBe(true);
  expect(sameFields(offered, { ...offered, subject: 'Other' })).toBe(false);
});

import { describe, expect, test } from 'vitest';
import type { TicketField } from '#core/domain/ticket.ts';
import { findSlots, mergeSlots } from './find-slots.ts';

const FIELDS: readonly TicketField[] = [
  { name: 'plugin_version', question: 'Which plugin?', required: false, pattern: '\\b[45]\\.\\d{1,2}\\.\\d{1,2}(?:-[a-z0-9.]+)?\\b' },
  {
    name: 'mule_runtime',
    question: 'Which runtime?',
    required: false,
    pattern: '(?:mule|runtime)\\D{0,12}(\\d\\.\\d{1,2}(?:\\.\\d{1,2})?)',
  },
];
const ALL = FIELDS.map((field) => field.name);

describe('extra fields', () => {
  test.each([
    ['connector 4.6.3 on Mule 4.4.0', { plugin_version: '4.6.3', mule_runtime: '4.4.0' }],
    ['Mule 4.4.0 with the plugin in 4.6.3', { plugin_version: '4.6.3', mule_runtime: '4.4.0' }],
    ['we run on Mule runtime 4.9', { mule_runtime: '4.9' }],
    ['it is 4.6.2, no, sorry, 4.6.3', { plugin_version: '4.6.3' }],
    ['nothing of the kind', {}],
  ])('are found in %s', (text, extras) => {
    expect(findSlots(text, FIELDS).extras).toEqual(extras);
  });

  test.each([
    ['4.6.3 and 4.9.0', { plugin_version: '4.6.3', mule_runtime: '4.9.0' }],
    ['4.6.3, 4.9', { plugin_version: '4.6.3', mule_runtime: '4.9' }],
    ['4.6.3', { plugin_version: '4.6.3' }],
    ['mule 4.9', { mule_runtime: '4.9' }],
    ['it happens every night', {}],
  ])('are taken without their context once both were asked for: %s', (text, extras) => {
    expect(findSlots(text, FIELDS, ALL).extras).toEqual(extras);
  });

  test('take any short answer when a single one was asked for', () => {
    const fields: TicketField[] = [{ name: 'edition', question: 'Which edition?', required: true }];
    expect(findSlots("It's Enterprise.", fields, ['edition']).extras).toEqual({ edition: 'Enterprise' });
    expect(findSlots('x'.repeat(200), fields, ['edition']).extras).toEqual({});
  });
});

test.each([
  ['write to ada@acme.example.', 'ada@acme.example'],
  ['not old@acme.example but <new@acme.example>', 'new@acme.example'],
  ['mailto:ada@acme.example', 'ada@acme.example'],
  ['ada@acme', undefined],
])('the address in "%s" is %s', (text, email) => {
  expect(findSlots(text, []).email).toBe(email);
});

test.each([
  ['URGENT: production is down', 'urgent'],
  ['prod has been completely down for an hour', 'urgent'],
  ['please answer asap, this blocks us', 'high'],
  ['it is not urgent', 'low'],
  ['how do I deploy to production?', undefined],
  ['make it normal priority', 'normal'],
])('the urgency of "%s" is %s', (text, priority) => {
  expect(findSlots(text, []).priority).toBe(priority);
});

test('later words replace earlier ones and keep the rest', () => {
  expect(mergeSlots({ email: 'a@b.example', extras: { x: '1', y: '2' } }, { priority: 'high', extras: { y: '3' } })).toEqual({
    email: 'a@b.example',
    priority: 'high',
    extras: { x: '1', y: '3' },
  });
});

import { expect, test } from 'vitest';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import { DESK_COURTESY, DESK_ELSEWHERE, DESK_PROMISE, DONE_FOR_THEM } from './desk-talk.ts';
import { roleOf } from './sentence-roles.ts';

test.each([
  ['courtesy', 'Your request (4711) has been received.'],
  ['courtesy', 'The ticket is now closed.'],
  ['courtesy', 'We haven’t heard from you for a week.'],
  ['courtesy', 'How would you rate the support?'],
  ['elsewhere', 'Please call our hotline.'],
  ['elsewhere', 'Please see your other ticket.'],
  ['elsewhere', 'I continue in ticket #5512.'],
  ['elsewhere', 'Please find attached the manual.'],
  ['passing', 'Fixed, thanks for the hint.'],
  ['passing', 'We restarted the server.'],
  ['passing', 'The problem was on our side.'],
  ['passing', 'It should be visible again.'],
  ['promise', 'I escalated this to the second level.'],
  ['promise', 'Our team will reply within two business days.'],
  ['promise', 'I forwarded your message to our engineering team.'],
])('hears %s in %j', (role, sentence) => {
  expect(roleOf(sentence)).toBe(role);
});

test.each([
  'Fixed in 4.6.4.',
  'Resolved addresses are kept for an hour.',
  'The message is received by the broker and logged.',
  'The server will respond with 204 within two seconds.',
  'The first request takes long, in the last case two minutes.',
  'The rate limit of the service took effect in 4.6.',
  'Call our API with GET /v2/items.',
  'When it is resolved by DNS, the name is cached.',
  'Do not reply to broadcasts of the other nodes.',
  'If you have access to the console, open Settings > Users.',
  'The proxy of the fabric is used by itself and is not handed to the connector.',
  'Privileges are escalated when the job starts.',
])('leaves the words of software alone: %j', (sentence) => {
  expect(roleOf(sentence)).toBe('guidance');
});

test('takes linear time on text made to be slow', async () => {
  for (const part of ['your ticket #1 ', 'passed it on to the ', 'we have now just already ', 'attached a ', 'call ']) {
    const text = part.repeat(200_000 / part.length);
    for (const pattern of [DESK_COURTESY, DESK_ELSEWHERE, DESK_PROMISE, DONE_FOR_THEM]) {
      expect(await threadMs(() => pattern.test(text)), part).toBeLessThan(500);
    }
  }
});

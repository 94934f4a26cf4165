import { expect, test } from 'vitest';
import { isSignedByZendesk, signWebhook } from './verify-signature.ts';

/** The secret that Zendesk signs its test calls with, and a call signed by hand. */
const SECRET = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
const CALL = {
  timestamp: '2021-03-25T05:09:27Z',
  body: new TextEncoder().encode('{"event":"ticket.updated","id":123}'),
  signature: 'S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=',
};
const SENT = new Date(CALL.timestamp);
const later = (seconds: number) => new Date(SENT.getTime() + seconds * 1000);

test('knows a call that Zendesk signed', () => {
  expect(signWebhook(SECRET, CALL.timestamp, CALL.body)).toBe(CALL.signature);
  expect(isSignedByZendesk(CALL, SECRET, SENT)).toBe(true);
});

test('signs the bytes, also where they are no text, and none at all', () => {
  for (const body of [new Uint8Array([0xff, 0x00, 0xc3]), new Uint8Array()]) {
    const signature = signWebhook(SECRET, CALL.timestamp, body);
    expect(isSignedByZendesk({ ...CALL, body, signature }, SECRET, SENT)).toBe(true);
  }
});

test('holds for five minutes before and after', () => {
  for (const seconds of [-300, 0, 300]) expect(isSignedByZendesk(CALL, SECRET, later(seconds))).toBe(true);
  for (const seconds of [-301, 301, 86_400]) expect(isSignedByZendesk(CALL, SECRET, later(seconds))).toBe(false);
});

test.each([
  ['seconds', '1616648967', true],
  ['milliseconds', '1616648967000', true],
  ['a time of another zone', '2021-03-25T07:09:27+02:00', true],
  ['a time without a zone', '2021-03-25T05:09:27', false],
  ['a date', '2021-03-25', false],
  ['a day that is none', '2021-13-45T05:09:27Z', false],
  ['a number with a sign', '-1616648967', false],
  ['nothing', '', false],
])('a timestamp of %s', (_, timestamp, isTaken) => {
  const signature = signWebhook(SECRET, timestamp, CALL.body);
  expect(isSignedByZendesk({ ...CALL, timestamp, signature }, SECRET, SENT)).toBe(isTaken);
});

test('no secret signs nothing', () => {
  expect(isSignedByZendesk({ ...CALL, signature: signWebhook('', CALL.timestamp, CALL.body) }, '', SENT)).toBe(false);
});

test('a second text for the same bytes is another signature', () => {
  // The last digit of base64 carries two bits that mean nothing.
  const twin = CALL.signature.replace(/M=$/, 'N=');
  expect(Buffer.from(twin, 'base64')).toEqual(Buffer.from(CALL.signature, 'base64'));
  expect(isSignedByZendesk({ ...CALL, signature: twin }, SECRET, SENT)).toBe(false);
});

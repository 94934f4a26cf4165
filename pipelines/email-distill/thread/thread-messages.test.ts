import { expect, test } from 'vitest';
import type { Message } from '#core/domain/message.ts';
import { openMailIndex } from './mail-index.ts';
import { bareSubject } from './thread-messages.ts';
import { isSupport, supportSide } from './who-is-support.ts';

let minute = 0;
const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  inReplyTo: null,
  references: [],
  from: { name: '', address: 'sara@north.example' },
  to: [{ name: '', address: 'help@vendor.example' }],
  cc: [],
  date: new Date(Date.UTC(2026, 9, 5, 8, minute++)).toISOString(),
  subject: 'Export stops',
  text: '',
  kind: 'person',
  attachments: [],
  source: id,
  ...more,
});
const fromSupport = { from: { name: '', address: 'jan@vendor.example' }, to: [{ name: '', address: 'sara@north.example' }] };
function threadMessages(messages: readonly Message[]) {
  const index = openMailIndex<Message>();
  for (const message of messages) index.add(message);
  const threads = [...index.threads()];
  index.close();
  return threads;
}
const shape = (messages: readonly Message[]) => threadMessages(messages).map((thread) => thread.messages.map(({ id }) => id).join(' '));

test('joins by In-Reply-To and References, whatever the order of reading', () => {
  const a = message('a');
  const b = message('b', { inReplyTo: 'a', ...fromSupport });
  const c = message('c', { references: ['a', 'lost', 'b'] });
  expect(shape([c, b, a])).toEqual(['a b c']);
  expect(threadMessages([a, b])[0]?.id).toBe(threadMessages([c, b, a])[0]?.id);
});

test('joins two answers to a mail that is not there', () => {
  expect(shape([message('a', { references: ['lost'] }), message('b', { inReplyTo: 'lost', subject: 'Re: Export stops' })])).toEqual([
    'a b',
  ]);
});

test('joins by subject, people and time where the references are lost', () => {
  const a = message('a');
  const b = message('b', { subject: 'AW: Export stops [Ticket 123]', ...fromSupport });
  const other = message('c', {
    subject: 'Re: Export stops',
    from: { name: '', address: 'bo@south.example' },
    to: [{ name: '', address: 'x@south.example' }],
  });
  const late = message('d', { subject: 'Re: Export stops', date: '2027-03-01T00:00:00.000Z' });
  expect(shape([a, b, other, late])).toEqual(['a b', 'c', 'd']);
});

test('gives a new topic that was written as a reply a thread of its own, with the answers to it', () => {
  const a = message('a');
  const b = message('b', { inReplyTo: 'a', references: ['a'], subject: 'Licence for a third server' });
  const c = message('c', { inReplyTo: 'b', references: ['a', 'b'], subject: 'Re: Licence for a third server', ...fromSupport });
  expect(shape([a, b, c])).toEqual(['a', 'b c']);
});

test('takes the same mail from two folders once', () => {
  expect(shape([message('a'), message('a'), message('b', { inReplyTo: 'a' })])).toEqual(['a b']);
});

test.each([
  ['Re: AW: [list] Fwd:  Export   stops [Ticket 123]', 'Export stops'],
  ['Re[2]: SV: Export', 'Export'],
  ['Retry: how?', 'Retry: how?'],
])('bares the subject %j', (subject, bare) => {
  expect(bareSubject(subject)).toBe(bare);
});

test('finds the support side by evidence when nothing is configured', () => {
  const threads = threadMessages([
    message('a'),
    message('b', { inReplyTo: 'a', ...fromSupport }),
    message('c', { from: { name: '', address: 'bo@south.example' }, subject: 'Other matter' }),
    message('d', { inReplyTo: 'c', subject: 'Re: Other matter', ...fromSupport }),
  ]);
  const side = supportSide({ domains: [], addresses: [] }, threads);
  expect(side).toEqual({ domains: ['vendor.example'], addresses: [] });
  expect(isSupport('jan@eu.vendor.example', side)).toBe(true);
  expect(isSupport('jan@notvendor.example', side)).toBe(false);
});

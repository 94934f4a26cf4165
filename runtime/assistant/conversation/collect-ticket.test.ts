import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';
import type { TicketField } from '#core/domain/ticket.ts';
import { type Move, readConversation, takeTurn } from './collect-ticket.ts';
import { subjectOf } from './propose-ticket.ts';

const FIELDS: readonly TicketField[] = [
  { name: 'plugin_version', question: 'Which plugin version?', required: false, pattern: '\\b\\d\\.\\d\\.\\d\\b' },
];
const AT = '2026-11-21T10:00:00.000Z';

const refused: ChatEvent[] = [{ type: 'done', answered: false, citations: [], reason: 'refused' }];
const answered: ChatEvent[] = [{ type: 'done', answered: true, citations: [1] }];
const said: ChatEvent[] = [{ type: 'done', answered: false, citations: [] }];
const offered: ChatEvent[] = [
  {
    type: 'confirm',
    confirmationId: 'c',
    action: 'create_ticket',
    fields: { requester_email: '', subject: '', description: '', priority: 'normal', tags: [] },
  },
  { type: 'done', answered: false, citations: [], reason: 'confirm' },
];
const turn = (text: string, events: readonly ChatEvent[]): Turn => ({
  sessionId: 's',
  turnId: text,
  text,
  state: 'finished',
  startedAt: AT,
  events,
});
const next = (history: readonly Turn[], text: string, now = AT): Move =>
  takeTurn(readConversation(history, FIELDS), text, FIELDS, now).move;

const UNANSWERED = turn('Can I export to Kafka?', refused);
const ASKED = [UNANSWERED, turn('create a ticket', said)];
const OFFERED = [...ASKED, turn('ada@acme.example', said), turn('skip', offered)];

describe('opening a ticket', () => {
  test('a yes after "I don\'t know" means the ticket that was suggested', () => {
    expect(next([UNANSWERED], 'yes please')).toMatchObject({ kind: 'ask-for', wait: { for: 'email' }, how: 'opening' });
  });

  test('a yes after an answer means nothing', () => {
    expect(next([turn('How do I set a proxy?', answered)], 'yes')).toMatchObject({ kind: 'small-talk', what: 'acknowledgement' });
  });

  test('prefers the question without an answer to a later one with', () => {
    const history = [UNANSWERED, turn('How do I set a proxy?', answered), turn('create a ticket', said), turn('ada@acme.example', said)];
    expect(next(history, 'skip')).toMatchObject({ kind: 'offer', fields: { description: 'Can I export to Kafka?' } });
  });

  test('a form asks for what every ticket has first, whenever the rest was said', () => {
    const move = next(ASKED, 'plugin 4.7.1, I am ada@acme.example');
    expect(move.kind === 'offer' && Object.keys(move.fields)).toEqual([
      'requester_email',
      'subject',
      'description',
      'priority',
      'tags',
      'plugin_version',
    ]);
  });

  test('joins a follow-up with the question before it', () => {
    const history = [
      turn('How do I export logs to a file?', answered),
      turn('and to Kafka?', refused),
      turn('create a ticket', said),
      turn('ada@acme.example', said),
    ];
    expect(next(history, 'skip')).toMatchObject({
      fields: { description: 'How do I export logs to a file?\nand to Kafka?', subject: 'How do I export logs to a file?' },
    });
  });

  test('tags it with the error codes of the description', () => {
    const history = [turn('create a ticket about FW-2003 after UTF-8 conversion in the queue. ada@acme.example', said)];
    expect(next(history, 'skip')).toMatchObject({ fields: { tags: ['chat', 'fw-2003'] } });
  });
});

describe('while collecting', () => {
  test.each([
    ['ada@acme', 'again'],
    ['my address', 'again'],
    ["I don't know", 'needed'],
    ['create a ticket', 'next'],
  ])('"%s" instead of an address is asked again (%s)', (text, how) => {
    expect(next(ASKED, text)).toMatchObject({ kind: 'ask-for', wait: { for: 'email' }, how });
  });

  test.each(['cancel', 'no', 'forget it'])('"%s" cancels', (text) => {
    expect(next(ASKED, text)).toEqual({ kind: 'cancel' });
  });

  test('a question is answered, with a reminder of what is still open', () => {
    expect(next(ASKED, 'How do I set a proxy?')).toMatchObject({
      kind: 'answer',
      text: 'How do I set a proxy?',
      reminder: { for: 'email' },
    });
  });

  test('thanks are returned without losing the ticket', () => {
    expect(next([...ASKED, turn('thanks', said)], 'ada@acme.example')).toMatchObject({ kind: 'ask-for', wait: { for: 'optional' } });
  });

  test('a remark is added to the description, and urgency raises the priority', () => {
    const history = [...ASKED, turn('It is urgent, production is down since this morning', said), turn('ada@acme.example', said)];
    const move = next(history, 'skip');
    expect(move).toMatchObject({ fields: { priority: 'urgent' } });
    expect(move).toMatchObject({ fields: { description: 'Can I export to Kafka?\nIt is urgent, production is down since this morning' } });
  });

  test('a turn that failed changes nothing', () => {
    const failed = turn('How do I set a proxy?', [
      { type: 'error', code: 'upstream_failed', message: '', retryable: true },
      { type: 'done', answered: false, citations: [], reason: 'error' },
    ]);
    expect(next([...ASKED, failed], 'ada@acme.example')).toMatchObject({ kind: 'ask-for', wait: { for: 'optional' } });
  });
});

describe('once offered', () => {
  test('a yes points to the confirmation while it stands, and offers anew when it has run out', () => {
    expect(next(OFFERED, 'yes', '2026-11-21T10:14:59.000Z')).toEqual({ kind: 'use-button' });
    expect(next(OFFERED, 'yes', '2026-11-21T10:15:00.000Z')).toMatchObject({ kind: 'offer' });
  });

  test.each([
    ['use bob@acme.example instead', { requester_email: 'bob@acme.example' }],
    ['make it urgent', { priority: 'urgent' }],
    ['the plugin is 4.6.3', { plugin_version: '4.6.3' }],
    ['please add that it happens at night', { description: 'Can I export to Kafka?\nIt happens at night' }],
  ])('"%s" offers the changed ticket', (text, fields) => {
    expect(next(OFFERED, text)).toMatchObject({ kind: 'offer', fields });
  });

  test('a new question is answered', () => {
    expect(next(OFFERED, 'How do I set a proxy?')).toMatchObject({ kind: 'answer' });
  });

  test('no cancels, and so does the confirmation itself', () => {
    expect(next(OFFERED, 'no')).toEqual({ kind: 'cancel' });
    const cancelled = OFFERED.map((each, index) =>
      index === 3 ? { ...each, events: [...each.events, { type: 'cancelled' as const }] } : each,
    );
    expect(next(cancelled, 'yes')).toMatchObject({ kind: 'small-talk' });
  });
});

test('the subject is the first sentence, cut at a word', () => {
  expect(subjectOf('events are dropped. Since Monday.')).toBe('Events are dropped');
  expect(subjectOf('Is it there?\nmore')).toBe('Is it there?');
  const long = subjectOf('word '.repeat(60));
  expect(long.length).toBeLessThanOrEqual(90);
  expect(long).toMatch(/ word…$/);
});

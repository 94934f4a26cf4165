import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';
import type { Confirmation, TicketFields } from '#core/domain/ticket.ts';
import { maskConversation } from './mask-conversation.ts';
import { outcomeOf } from './outcome-of.ts';

const done: ChatEvent = { type: 'done', answered: true, citations: [] };
const turn = (text: string, answer = '', more: readonly ChatEvent[] = []): Turn => ({
  sessionId: 's1',
  turnId: `t ${text}`,
  text,
  state: 'finished',
  startedAt: '2026-11-21T10:00:00.000Z',
  events: [{ type: 'delta', text: answer }, done, ...more],
});
const fields: TicketFields = { requester_email: 'a@acme.example', subject: 's', description: 'd', priority: 'normal', tags: ['chat', 'x'] };
const confirm = (offered: TicketFields): ChatEvent => ({ type: 'confirm', confirmationId: 'c1', action: 'create_ticket', fields: offered });

test('who says a name at the end is masked from the beginning on, in answers too', async () => {
  const { turns } = await maskConversation(
    { turns: [turn('Quillfeather asks.', 'Hello Zorbin'), turn('My name is Zorbin Quillfeather')], feedback: [] },
    [],
  );
  expect(turns.map(({ question, answer }) => [question, answer])).toEqual([
    ['<PERSON_1> asks.', 'Hello <PERSON_1>'],
    ['My name is <PERSON_1>', ''],
  ]);
});

test('words of an answer are no names by themselves, and the brand is none in a question', async () => {
  const { turns } = await maskConversation({ turns: [turn('Thanks Ferrywork', 'Call Flow Designer and ask Studio.')], feedback: [] }, [
    'Ferrywork',
  ]);
  expect(turns[0]).toMatchObject({ question: 'Thanks Ferrywork', answer: 'Call Flow Designer and ask Studio.' });
});

test('a user in a sample of the docs is nobody, and one whom the visitor named is masked in answers too', async () => {
  const sample = 'Write:\n\n    username: "connector"\n    file: /home/slind/app.yaml';
  const { turns } = await maskConversation(
    { turns: [turn('How do I log in?', sample), turn('It fails for user=slind', sample)], feedback: [] },
    [],
  );
  expect(turns.map(({ question }) => question)).toEqual(['How do I log in?', 'It fails for user=<PERSON_1>']);
  for (const { answer } of turns) expect(answer).toBe('Write:\n\n    username: "connector"\n    file: /home/<PERSON_1>/app.yaml');
});

test('a ticket is shown as it was accepted, in the order of a form, with each of its texts masked', async () => {
  const accepted = {
    ...fields,
    requester_email: 'zorbin@acme.example',
    description: 'Call +49 170 1234567',
    contact_name: 'zorbin quillfeather',
  };
  const offer: Confirmation = {
    confirmationId: 'c1',
    sessionId: 's1',
    turnId: 't',
    action: 'create_ticket',
    fields: accepted,
    status: 'accepted',
    expiresAt: '2026-11-21T10:15:00.000Z',
  };
  const stored = { turns: [turn('ticket for zorbin', '', [confirm(fields)])], feedback: [] };
  const { turns } = await maskConversation({ ...stored, offers: [offer] }, []);
  expect(turns[0]).toMatchObject({
    question: 'ticket for <PERSON_1>',
    offer: {
      status: 'accepted',
      fields: [
        { name: 'requester_email', value: '<EMAIL_1>' },
        { name: 'subject', value: 's' },
        { name: 'description', value: 'Call <PHONE_1>' },
        { name: 'priority', value: 'normal' },
        { name: 'tags', value: 'chat, x' },
        { name: 'contact_name', value: '<PERSON_1>' },
      ],
    },
  });
  expect((await maskConversation(stored, [])).turns[0]?.offer?.status).toBeNull();
});

test('others have their turn while a conversation as long as may be is masked', async () => {
  const long = 'Hi Sara Lind, '.repeat(580);
  const turns = Array.from({ length: 60 }, () => turn(long, long));
  let others = 0;
  const timer = setInterval(() => {
    others += 1;
  }, 1);
  await maskConversation({ turns, feedback: [] }, []);
  clearInterval(timer);
  expect(others).toBeGreaterThan(20);
});

test.each<[string, Partial<Turn>]>([
  ['answered', { events: [done] }],
  ['refused', { events: [{ ...done, answered: false, reason: 'refused' }] }],
  ['stopped', { events: [{ ...done, answered: false, reason: 'stopped' }] }],
  ['failed', { events: [{ ...done, answered: false, reason: 'error' }] }],
  // An answer whose end was not kept.
  ['failed', { events: [{ type: 'delta', text: 'Set' }] }],
  ['other', { events: [{ ...done, answered: false }] }],
  [
    'offered',
    {
      events: [
        { ...done, answered: false, reason: 'confirm' },
        { type: 'ticket', id: '1', url: 'https://desk.example/1' },
      ],
    },
  ],
  ['running', { state: 'running', events: [] }],
])('a turn is %s by its own ending', (outcome, changes) => {
  expect(outcomeOf({ ...turn('How?'), ...changes })).toBe(outcome);
});

import { describe, expect, test } from 'vitest';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import { isQuestion, readIntent } from './read-intent.ts';

describe('a wish for a ticket or a person', () => {
  test.each([
    'Create a ticket',
    'create ticket please',
    'ticket',
    'Can you open a support ticket?',
    'I would like to talk to a real person',
    'Please put me through to someone from support',
    'human please',
    'contact support',
    'How do I open a ticket?',
    'ok then file a ticket',
    'I want to speak with an engineer',
  ])('%s', (text) => {
    expect(readIntent(text)).toEqual({ kind: 'ticket', about: null });
  });

  test.each([
    ['Create a ticket about the empty dashboard on our wall', 'The empty dashboard on our wall'],
    ['Our flows hang after the upgrade. Please open a ticket.', 'Our flows hang after the upgrade.'],
    ['Open a ticket: events dropped since 4.7.0, my mail is ada@acme.example', 'Events dropped since 4.7.0'],
    [
      'Create a ticket: Kafka events are lost, I am visitor@casa-verde.example, plugin 4.7.0, Mule 4.9.0',
      'Kafka events are lost, plugin 4.7.0, Mule 4.9.0',
    ],
    ['Create a ticket, my mail is ada@acme.example, the dashboards stay empty', 'The dashboards stay empty'],
    ['Please raise a ticket because our dashboards stay empty. I am ada@acme.example', 'Our dashboards stay empty.'],
  ])('takes what it is about from %s', (text, about) => {
    expect(readIntent(text)).toEqual({ kind: 'ticket', about });
  });

  test.each([
    'Does the connector create a ticket when the queue is full?',
    'How do I talk to the agent on port 8126?',
    'What should I include in a support request?',
    'Is Mule 4.3 supported?',
    'Which person pays for Enterprise?',
    'What does the support team cost?',
  ])('is not heard in the question %s', (text) => {
    expect(readIntent(text).kind).toBe('ask');
  });
});

test.each([
  ['cancel', 'cancel'],
  ['Stop!', 'cancel'],
  ['never mind', 'cancel'],
  ["I don't want a ticket any more", 'cancel'],
  ['please cancel the ticket', 'cancel'],
  ['yes please', 'agree'],
  ['OK, do it', 'agree'],
  ['no', 'decline'],
  ['no thanks', 'decline'],
  ["I don't know", 'skip'],
  ['skip', 'skip'],
  ['n/a', 'skip'],
])('%s means %s', (text, kind) => {
  expect(readIntent(text).kind).toBe(kind);
});

test.each([
  'How do I cancel a running replay?',
  'How do I stop the connector?',
  'No events arrive in Datadog',
  'Yesterday everything worked',
])('%s stays a question', (text) => {
  expect(readIntent(text)).toEqual({ kind: 'ask', text });
});

test('drops the courtesy around a question', () => {
  expect(readIntent('Hi there! How do I set a proxy? Thanks in advance!')).toEqual({ kind: 'ask', text: 'How do I set a proxy?' });
});

test('tells questions from statements by their form', () => {
  expect(['what is it', 'Is Java 8 fine', 'the queue is full, why?', 'and how do I turn it off'].map(isQuestion)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['It happens at night', '4.6.3 on 4.9.0', 'ada@acme'].map(isQuestion)).toEqual([false, false, false]);
});

test('stays fast on long hostile input', async () => {
  for (const text of [
    'please '.repeat(1_100),
    `${'a'.repeat(8_000)}@`,
    'ok, '.repeat(2_000),
    'i want '.repeat(1_100),
    '@a.'.repeat(2_600),
  ]) {
    // Quadratic patterns need seconds here.
    expect(await threadMs(() => readIntent(text))).toBeLessThan(1_000);
  }
});

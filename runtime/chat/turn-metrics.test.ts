import { describe, expect, test } from 'vitest';
import type { Metrics } from '#core/ports/metrics.ts';
import { testApp, visitor } from '../http/fixtures/test-app.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';

/** A conversation whose metrics and log lines are kept. */
async function watched() {
  const desk = await startDesk();
  const counted: string[] = [];
  const lines: string[] = [];
  const keep = (...line: unknown[]) => void lines.push(JSON.stringify(line.map((part) => (part instanceof Error ? part.stack : part))));
  const metrics: Metrics = {
    count: (name, value = 1, dimensions = {}) => void counted.push([name, value, ...Object.values(dimensions)].join(' ')),
    time: (name, milliseconds, dimensions = {}) =>
      void counted.push([name, Number.isFinite(milliseconds), ...Object.values(dimensions)].join(' ')),
  };
  const { app } = testApp(
    (ports) => ({ ports: { ...ports, metrics, log: { debug: keep, info: keep, warn: keep, error: keep } } }),
    desk.baseUrl,
  );
  return { ann: await visitor(app), counted, lines, desk };
}

describe('the metrics of a turn', () => {
  test.each([
    ['How do I set a proxy?', ['Turns 1', 'Answered 1', 'Cited 1', 'FirstEvent true']],
    ['refuse this', ['Turns 1', 'Refused 1', 'FirstEvent true']],
    ['throw now', ['Turns 1', 'Errors 1 internal', 'Cited 1', 'FirstEvent true']],
    ['fail now', ['Turns 1', 'Errors 1 upstream_failed', 'Cited 1', 'FirstEvent true']],
    ['ticket please', ['Turns 1', 'TicketsOffered 1', 'FirstEvent true']],
  ])('%s', async (text, expected) => {
    const { ann, counted } = await watched();
    await ann.ask(text);
    expect(counted.toSorted()).toEqual(expected.toSorted());
  });

  test('a turn that is read again is counted once', async () => {
    const { ann, counted } = await watched();
    await ann.ask('How do I set a proxy?');
    await ann.ask('How do I set a proxy?');
    expect(counted.filter((line) => line.startsWith('Turns'))).toHaveLength(1);
  });

  test('a filed ticket is one, a desk that refuses is a failure', async () => {
    const { ann, counted, desk } = await watched();
    const confirm = async (turnId: string) => {
      const offer = (await ann.ask('ticket please', turnId)).find((event) => event.type === 'confirm');
      await ann.call('POST', '/chat/confirm', { confirmationId: offer?.type === 'confirm' ? offer.confirmationId : '', accept: true });
    };
    await confirm('t1');
    desk.weather.push({ status: 422 });
    await confirm('t2');
    expect(counted.filter((line) => /^Tickets(?!Offered)/.test(line))).toEqual(['Tickets 1', 'TicketsFailed 1']);
  });
});

test('no metric and no log line holds a word of the visitor', async () => {
  const { ann, counted, lines } = await watched();
  const marker = 'Xanthippe';
  for (const word of ['How', 'refuse', 'throw', 'fail', 'unfinished', 'ticket'])
    await ann.ask(`${word} ${marker} ann@${marker}.example`, `${word}-1`);
  await ann.call('POST', '/feedback', { turnId: 'How-1', helpful: false, reason: marker, comment: `${marker} again` });
  await ann.call('POST', '/chat', { turnId: 'bad id!', text: marker });
  expect(counted.length).toBeGreaterThan(10);
  expect(lines.length).toBeGreaterThan(0);
  expect([...counted, ...lines].filter((line) => line.includes(marker))).toEqual([]);
});

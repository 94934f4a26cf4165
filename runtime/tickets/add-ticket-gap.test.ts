import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';
import { threadMs } from '../../tests/fixtures/thread-time.ts';
import { OFFERED } from '../http/fixtures/scripted-assistant.ts';
import { questionBefore } from './add-ticket-gap.ts';

const turn = (turnId: string, text: string, events: readonly ChatEvent[]): Turn => ({
  sessionId: 's',
  turnId,
  text,
  state: 'finished',
  startedAt: '2026-11-20T10:00:00.000Z',
  events,
});
const answered = (id: string, text: string) => turn(id, text, [{ type: 'done', answered: true, citations: [1] }]);
const refused = (id: string, text: string) => turn(id, text, [{ type: 'done', answered: false, citations: [], reason: 'refused' }]);
const said = (id: string, text: string) => turn(id, text, [{ type: 'done', answered: false, citations: [] }]);
const offer = (id: string, ...more: ChatEvent[]) =>
  turn(id, 'ann@acme.example', [...more, { type: 'done', answered: false, citations: [], reason: 'confirm' }]);
const filed: ChatEvent = { type: 'ticket', id: '1', url: 'https://desk.example/1' };

const chosen = (turns: readonly Turn[], description = 'Nothing works since Monday.', turnId = 'offer') =>
  questionBefore({ turnId, fields: { ...OFFERED, description } }, turns)?.turnId;

test('takes the question that the ticket names, not one asked while its fields were collected', () => {
  const turns = [
    answered('1', 'Thanks. How do I set a proxy?'),
    said('2', 'ticket please'),
    answered('3', 'Who reads my address?'),
    offer('offer'),
  ];
  expect(chosen(turns, 'How do I set a proxy?\nIt happens at night')).toBe('1');
});

test('takes the last refused question where the ticket names none, else the last answered one', () => {
  expect(chosen([refused('1', 'Kafka?'), refused('2', 'Splunk?'), answered('3', 'Proxy?'), offer('offer')])).toBe('2');
  expect(chosen([answered('1', 'Proxy?'), answered('2', 'Queue?'), said('3', 'thanks'), offer('offer')])).toBe('2');
});

test('takes none that belongs to an earlier ticket, or was asked after the offer', () => {
  expect(chosen([answered('1', 'Proxy?'), offer('2', filed), said('3', 'ticket please'), offer('offer')])).toBeUndefined();
  expect(chosen([offer('offer'), answered('1', 'Proxy?')])).toBeUndefined();
  expect(chosen([said('1', 'a person please'), offer('offer')])).toBeUndefined();
  expect(chosen([answered('1', 'Proxy?')])).toBeUndefined();
});

test('reads a long description beside many long messages in no time', async () => {
  const lines = Array.from({ length: 600 }, (_, n) => `a line of a log ${n}`).join('\n');
  const turns = [...Array.from({ length: 200 }, (_, n) => answered(`${n}`, lines.replaceAll('log', 'trace'))), offer('offer')];
  expect(await threadMs(() => chosen(turns, lines))).toBeLessThan(500);
});

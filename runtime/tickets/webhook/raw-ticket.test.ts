import { expect, test } from 'vitest';
import { localFiles } from '#core/local/files.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { noLog } from '#core/ports/log.ts';
import { answeredTickets } from './raw-ticket.ts';

const raw = (id: number) => ({
  ticket: { id, subject: `Ticket ${id}`, status: 'solved', requester_id: 1 },
  comments: [
    { author_id: 1, body: 'Why?', public: true },
    { author_id: 2, body: 'Set the key.', public: true },
  ],
  users: [
    { id: 1, name: 'Ann', role: 'end-user' },
    { id: 2, name: 'Kim', role: 'agent' },
  ],
});

test('kept tickets are read twenty at a time, in the order of their files', async () => {
  const files = localFiles(temporaryFolder());
  for (let id = 100; id < 150; id++)
    await files.write(`raw-tickets/year=2026/month=11/day=21/ticket-${id}.json`, id === 120 ? 'no ticket' : JSON.stringify(raw(id)));
  let [now, most] = [0, 0];
  const watched = {
    ...files,
    async readText(path: string) {
      most = Math.max(most, ++now);
      const text = await files.readText(path);
      now -= 1;
      return text;
    },
  };
  const tickets = await answeredTickets({ files: watched, log: noLog });
  expect(tickets.map(({ id }) => Number(id))).toEqual(Array.from({ length: 50 }, (_, n) => 100 + n).filter((id) => id !== 120));
  expect(most).toBe(20);
});

import { expect, test } from 'vitest';
import { describeNotices } from '#core/ports/notices.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localNotices } from './notices.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describeNotices('local', async () => {
  const notices = localNotices(temporaryDatabase(), heldClock(), silent);
  return { notices, told: async () => (await notices.list(1_000)).map(({ at: _, ...notice }) => notice).reverse() };
});

test('the same key is told once, also by another process and when the notice is not kept any more, until a month is over', async () => {
  const database = temporaryDatabase();
  const clock = heldClock();
  const [one, other] = [localNotices(database, clock, silent), localNotices(database, clock, silent)];
  const notice = { kind: 'success', subject: 'Done', message: 'Done.', key: 'k1' } as const;
  await one.send(notice);
  for (let n = 1; n <= 200; n += 1) await one.send({ ...notice, subject: `Other ${n}`, key: `other ${n}` });
  await other.send(notice);
  expect((await one.list(1_000)).filter(({ subject }) => subject === 'Done')).toEqual([]);
  clock.advance(30 * 86_400_000);
  await other.send(notice);
  expect((await one.list(1_000)).filter(({ subject }) => subject === 'Done')).toHaveLength(1);
});

test('a notice is a line of the log and is listed newest first, the last 200 of them', async () => {
  const lines: string[] = [];
  const log = {
    debug() {},
    info: (line: string) => void lines.push(`info ${line}`),
    warn: (line: string) => void lines.push(`warn ${line}`),
    error() {},
  };
  const notices = localNotices(temporaryDatabase(), heldClock(), log);
  for (let n = 1; n <= 203; n += 1) await notices.send({ kind: 'success', subject: `Refresh ${n}\ndone`, message: '31 pages' });
  await notices.send({ kind: 'failure', subject: 'Refresh failed', message: 'The site cannot be read.' });
  expect([lines.at(0), lines.at(-1)]).toEqual(['info notice: Refresh 1 done', 'warn notice: Refresh failed']);
  const listed = await notices.list(1_000);
  expect(listed).toHaveLength(200);
  expect(listed[0]).toEqual({
    at: '2026-11-21T10:00:00.000Z',
    kind: 'failure',
    subject: 'Refresh failed',
    message: 'The site cannot be read.',
  });
});

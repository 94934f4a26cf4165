import { expect, test } from 'vitest';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localNotices } from './notices.ts';

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

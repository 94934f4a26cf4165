import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { localNotices } from '#core/local/notices.ts';
import { localQueue } from '#core/local/queue.ts';
import { localSupportRequests } from '#core/local/support-requests.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { listDeadLetters } from './dead-letters.ts';

const REQUESTS = 1_000;
const KILLS = 20;
const isPoison = (n: number) => n % 20 === 7;
const idOf = (n: number) => `r-${n}`;

test('of 1,000 requests, 5 % of them poison, through 20 kills nothing is lost, nothing done twice, and only the poison is given up', async () => {
  const desk = await startDesk({ clock: systemClock });
  const folder = temporaryFolder();
  const database = openDatabase(folder, 'NORMAL');
  onTestFinished(() => database.close());
  const queue = localQueue(database, 'support-requests', systemClock, randomIds);
  const supportRequests = localSupportRequests(database, systemClock);
  localNotices(database, systemClock, { debug() {}, info() {}, warn() {}, error() {} });
  for (let n = 0; n < REQUESTS; n += 1) {
    await supportRequests.create({
      id: idOf(n),
      submitter: { kind: 'key', id: 'k1' },
      customerId: null,
      email: 'ann@acme.example',
      content: isPoison(n) ? 'poison' : 'No logs arrive.',
      attachments: [],
      state: 'queued',
      createdAt: systemClock.now().toISOString(),
    });
    await queue.send(JSON.stringify({ id: idOf(n) }));
    // Some calls die after they queued, and are made again.
    if (n % 50 === 0) await queue.send(JSON.stringify({ id: idOf(n) }));
  }
  const count = (sql: string) => Number(database.prepare(sql).get()?.n);
  const atEnd = () => count("SELECT count(*) AS n FROM support_requests WHERE state IN ('done', 'parked')");

  const start = async (): Promise<ChildProcess> => {
    const child = fork(path.join(import.meta.dirname, 'fixtures/triage-process.ts'), [folder, desk.baseUrl]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'message');
    return child;
  };
  const whenKilled: number[] = [];
  for (let n = 0; n < KILLS; n += 1) {
    const child = await start();
    await sleep(50 + Math.random() * 500);
    child.kill('SIGKILL');
    await once(child, 'exit');
    whenKilled.push(atEnd());
  }
  const last = await start();
  await expect
    .poll(() => [atEnd(), count('SELECT count(*) AS n FROM queue_messages')], { timeout: 150_000, interval: 200 })
    .toEqual([REQUESTS, REQUESTS / 20]);
  last.kill('SIGKILL');
  await once(last, 'exit');

  // The kills came while there was work.
  expect(new Set(whenKilled).size).toBeGreaterThan(KILLS / 2);
  expect(whenKilled.at(-1)).toBeLessThan(REQUESTS);
  const all = Array.from({ length: REQUESTS }, (_, n) => n);
  const poison = all.filter(isPoison).map(idOf);
  const good = all.filter((n) => !isPoison(n)).map(idOf);
  const inState = async (state: 'done' | 'parked') => (await supportRequests.list(state, REQUESTS)).map(({ id }) => id).toSorted();
  expect(await inState('done')).toEqual(good.toSorted());
  expect(await inState('parked')).toEqual(poison.toSorted());
  const letters = await listDeadLetters({ queue, supportRequests });
  expect(letters.map(({ requestId }) => requestId).toSorted()).toEqual(poison.toSorted());
  for (const { reason } of letters) expect(['analysis_unreachable', 'interrupted']).toContain(reason.code);

  const tickets = desk.stored();
  expect(tickets.map(({ externalId }) => externalId).toSorted()).toEqual(good.map((id) => `threadwell-request-${id}`).toSorted());
  for (const { externalId, comments } of tickets) expect([externalId, comments]).toEqual([externalId, ['public', 'internal']]);
  // Older notices are not kept, but counted.
  expect(count('SELECT max(id) AS n FROM notices')).toBe(REQUESTS);
  expect(count('SELECT count(*) AS n FROM notice_keys')).toBe(REQUESTS);
  const told = [...readFileSync(path.join(folder, 'threadwell.log'), 'utf8').matchAll(/notice: Support request \S+ has ticket (\d+)/g)].map(
    ([, id]) => id,
  );
  expect(new Set(told).size).toBe(told.length);
}, 300_000);

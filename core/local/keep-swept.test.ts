import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { RAW_TICKETS_FOLDER } from '#core/domain/retention.ts';
import { localConfirmations } from './confirmations.ts';
import { localFiles } from './files.ts';
import { heldClock, temporaryDatabase, temporaryFolder } from './fixtures/temporary.ts';
import { localIntentCache } from './intent-cache.ts';
import { keepSwept } from './keep-swept.ts';
import { localSupportRequests } from './support-requests.ts';
import { sweepChat } from './sweep-chat.ts';
import { randomIds } from './system.ts';
import { localTurns } from './turns.ts';
import { localUploads } from './uploads.ts';

const DAY_MS = 86_400_000;

async function filled() {
  const database = temporaryDatabase();
  const clock = heldClock();
  const turns = localTurns(database, clock, randomIds);
  const confirmations = localConfirmations(database);
  const intents = localIntentCache(database, clock);
  localSupportRequests(database, clock);
  localUploads(database, clock);
  await turns.claim({ sessionId: 's1', turnId: 't1', text: 'Hello' });
  const fields = { requester_email: 'ann@acme.example', subject: 'a', description: 'b', priority: 'normal', tags: [] } as const;
  const expiresAt = clock.now().toISOString();
  await confirmations.offer({
    confirmationId: 'c1',
    sessionId: 's1',
    turnId: 't1',
    action: 'create_ticket',
    fields,
    status: 'offered',
    expiresAt,
  });
  await intents.put('k1', { intent: 'ask' }, 60);
  const rows = () => ['turns', 'confirmations', 'intents'].map((table) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  const dataDir = temporaryFolder();
  const ticket = path.join(dataDir, RAW_TICKETS_FOLDER, 'ticket-1.json');
  mkdirSync(path.dirname(ticket));
  writeFileSync(ticket, '{}');
  utimesSync(ticket, clock.now(), clock.now());
  const problems: string[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (message: string) => void problems.push(message) };
  return {
    database,
    clock,
    rows,
    place: { chatter: database, database, files: localFiles(dataDir), clock, dataDir, log },
    ticket,
    problems,
  };
}

test('removes turns and offers after a month and readings after their time, not before', async () => {
  const { database, clock, rows } = await filled();
  clock.advance(59_000);
  sweepChat(database, clock);
  expect(rows()).toEqual([1, 1, 1]);
  clock.advance(1_000);
  sweepChat(database, clock);
  expect(rows()).toEqual([1, 1, 0]);
  clock.advance(30 * DAY_MS - 61_000);
  sweepChat(database, clock);
  expect(rows()).toEqual([1, 1, 0]);
  clock.advance(1_000);
  sweepChat(database, clock);
  expect(rows()).toEqual([0, 0, 0]);
});

test('sweeps at the start, every hour, and not after its end', async () => {
  vi.useFakeTimers();
  try {
    const { clock, rows, place, ticket } = await filled();
    const end = keepSwept(place);
    clock.advance(60_000);
    vi.advanceTimersByTime(3_600_000);
    expect(rows()).toEqual([1, 1, 0]);
    end();
    clock.advance(31 * DAY_MS);
    vi.advanceTimersByTime(3_600_000);
    expect(rows()).toEqual([1, 1, 0]);
    keepSwept(place)();
    expect(rows()).toEqual([0, 0, 0]);
    expect(existsSync(ticket)).toBe(true);
    clock.advance(370 * DAY_MS);
    keepSwept(place)();
    expect(existsSync(ticket)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('says so where tickets cannot be removed, and goes on', async () => {
  const { place, ticket, problems } = await filled();
  rmSync(path.dirname(ticket), { recursive: true });
  writeFileSync(path.dirname(ticket), 'no folder');
  keepSwept(place)();
  expect(problems).toEqual(['tickets that are over their time could not be removed']);
});

test('keeps no process alive', () => {
  const script = `
    import { DatabaseSync } from 'node:sqlite';
    import { localConfirmations } from './core/local/confirmations.ts';
    import { localIntentCache } from './core/local/intent-cache.ts';
    import { localFiles } from './core/local/files.ts';
    import { keepSwept } from './core/local/keep-swept.ts';
    import { localSupportRequests } from './core/local/support-requests.ts';
    import { randomIds, systemClock } from './core/local/system.ts';
    import { localTurns } from './core/local/turns.ts';
    import { localUploads } from './core/local/uploads.ts';
    const database = new DatabaseSync(':memory:');
    localTurns(database, systemClock, randomIds);
    localConfirmations(database);
    localIntentCache(database, systemClock);
    localSupportRequests(database, systemClock);
    localUploads(database, systemClock);
    keepSwept({ chatter: database, database, files: localFiles('/nowhere/at/all'), clock: systemClock, dataDir: '.', log: console });
  `;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

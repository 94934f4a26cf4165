import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { sha256 } from '#core/domain/digest.ts';
import { localConfirmations } from '#core/local/confirmations.ts';
import { openDatabase } from '#core/local/database.ts';
import { localSessions } from '#core/local/sessions.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import { localTurns } from '#core/local/turns.ts';
import { DESK, startDesk } from '../runtime/stand-ins/fixtures/desk-server.ts';
import { ENVIRONMENT, freePort, temporaryFolder } from './fixtures/threadwell.ts';

const TOKEN = 'a'.repeat(64);
const CONFIRMATION = 'c'.repeat(32);

/** A data folder in which a visitor was just offered a ticket. */
async function offeredIn(data: string): Promise<void> {
  const database = openDatabase(data);
  const soon = new Date(Date.now() + 10 * 60_000).toISOString();
  const session = { sessionId: 's1', tokenHash: sha256(TOKEN), createdAt: new Date().toISOString(), expiresAt: soon, subject: null };
  await localSessions(database, systemClock).create(session);
  const turns = localTurns(database, systemClock, randomIds);
  const claim = await turns.claim({ sessionId: 's1', turnId: 't1', text: 'ticket please' });
  if (claim.outcome === 'claimed') await turns.finish('s1', 't1', claim.owner, [{ type: 'done', answered: false, citations: [] }]);
  await localConfirmations(database).offer({
    confirmationId: CONFIRMATION,
    sessionId: 's1',
    turnId: 't1',
    action: 'create_ticket',
    fields: { requester_email: 'ann@acme.example', subject: 'No logs', description: 'Nothing.', priority: 'normal', tags: ['chat'] },
    status: 'offered',
    expiresAt: soon,
  });
  database.close();
}

async function serve(config: string, data: string, port: number): Promise<ChildProcess> {
  const child = spawn(path.resolve('bin/threadwell'), ['start', '--config', config, '--data', data, '--port', String(port)], {
    cwd: temporaryFolder(),
    env: { ...ENVIRONMENT, ZENDESK_API_TOKEN: DESK.apiToken },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const chunk of child.stdout!) if (String(chunk).includes('Ctrl+C stops')) break;
  return child;
}

async function confirm(port: number): Promise<ChatEvent[]> {
  const response = await fetch(`http://127.0.0.1:${port}/chat/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-threadwell-session': TOKEN },
    body: JSON.stringify({ confirmationId: CONFIRMATION, accept: true }),
  });
  return ((await response.json()) as { events: ChatEvent[] }).events;
}

test('200 parallel identical confirmations, killed between the desk’s work and our record, and 200 after it, file one ticket', async () => {
  const desk = await startDesk();
  const [data, port] = [temporaryFolder(), await freePort()];
  await offeredIn(data);
  const config = path.join(temporaryFolder(), 'threadwell.config.json');
  const zendesk = { baseUrl: desk.baseUrl, email: DESK.email };
  writeFileSync(config, JSON.stringify({ brand: { name: 'Acme', fallbackEmail: DESK.email }, tickets: { zendesk } }));

  const killed = await serve(config, data, port);
  const gone = once(killed, 'exit');
  // The desk has made the ticket, and nobody hears of it.
  desk.weather.push('fine', async () => {
    killed.kill('SIGKILL');
    await gone;
  });
  const before = await Promise.allSettled(Array.from({ length: 200 }, () => confirm(port)));
  expect(before.every(({ status }) => status === 'rejected')).toBe(true);
  expect(await desk.tickets()).toHaveLength(1);

  await serve(config, data, port);
  const after = await Promise.all(Array.from({ length: 200 }, () => confirm(port)));
  const [ticket, ...more] = await desk.tickets();
  expect(more).toEqual([]);
  expect(new Set(after.map((events) => JSON.stringify(events))).size).toBe(1);
  expect(after[0]).toMatchObject([
    { type: 'ticket', id: String(ticket?.id) },
    { type: 'done', answered: true },
  ]);
}, 60_000);

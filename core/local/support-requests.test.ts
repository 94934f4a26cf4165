import { expect, test } from 'vitest';
import { describeSupportRequests } from '#core/ports/support-requests.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localSupportRequests } from './support-requests.ts';

describeSupportRequests('local', async () => {
  const clock = heldClock();
  return { requests: localSupportRequests(temporaryDatabase(), clock), ...clock };
});

test('takes up a table of an earlier version', async () => {
  const database = temporaryDatabase();
  database.exec(`CREATE TABLE support_requests (id TEXT PRIMARY KEY, submitter_kind TEXT NOT NULL, submitter_id TEXT NOT NULL,
    customer_id TEXT, email TEXT, content TEXT NOT NULL, attachments TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL,
    reason TEXT, ticket TEXT) STRICT`);
  database.exec(
    `INSERT INTO support_requests VALUES ('r1', 'key', 'k1', NULL, NULL, 'Hi', '[]', 'queued', '2026-11-21T09:00:00.000Z', NULL, NULL)`,
  );
  const requests = localSupportRequests(database, heldClock());
  expect(await requests.claim('r1', { by: 'm1', now: '2026-11-21T10:00:00.000Z', until: '2026-11-21T10:05:00.000Z' })).toEqual({
    id: 'r1',
    submitter: { kind: 'key', id: 'k1' },
    customerId: null,
    email: null,
    content: 'Hi',
    attachments: [],
    state: 'analysing',
    createdAt: '2026-11-21T09:00:00.000Z',
  });
});

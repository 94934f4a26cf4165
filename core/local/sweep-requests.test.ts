import { expect, test } from 'vitest';
import { DAY_MS, REQUEST_KEPT_DAYS } from '#core/domain/retention.ts';
import { localFiles } from './files.ts';
import { heldClock, temporaryDatabase, temporaryFolder } from './fixtures/temporary.ts';
import { localSupportRequests } from './support-requests.ts';
import { sweepRequests } from './sweep-requests.ts';
import { localUploads } from './uploads.ts';

const HOUR_MS = 3_600_000;

test('removes requests with their files when their time is over, and files that nobody took an hour after theirs', async () => {
  const database = temporaryDatabase();
  const clock = heldClock();
  const files = localFiles(temporaryFolder());
  const requests = localSupportRequests(database, clock);
  const uploads = localUploads(database, clock);
  const submitter = { kind: 'key', id: 'k1' } as const;
  const upload = async (id: string) => {
    const expiresAt = new Date(clock.now().getTime() + HOUR_MS).toISOString();
    await uploads.offer({ id, submitter, name: 'a.txt', type: 'text/plain', expiresAt });
    await files.write(`uploads/${id}/x`, 'text');
    await uploads.stored(id, { path: `uploads/${id}/x`, bytes: 4 });
  };
  await upload('taken');
  await upload('left');
  await uploads.attach(['taken'], 'r1');
  const attachments = [{ uploadId: 'taken', name: 'a.txt', type: 'text/plain', bytes: 4, path: 'uploads/taken/x' }];
  const request = { submitter, customerId: null, email: null, content: 'Why?', state: 'queued' } as const;
  await requests.create({ ...request, id: 'r1', attachments, createdAt: clock.now().toISOString() });
  const paths = async () => (await Array.fromAsync(files.list('uploads'))).map(({ path }) => path);

  expect(await sweepRequests({ database, files, clock })).toBe(0);
  // A request may be made of an upload whose time ends at this very moment.
  clock.advance(HOUR_MS);
  await upload('other');
  expect(await sweepRequests({ database, files, clock })).toBe(0);
  clock.advance(HOUR_MS);
  await upload('another');
  expect(await sweepRequests({ database, files, clock })).toBe(1);
  expect(await paths()).toEqual(['uploads/another/x', 'uploads/other/x', 'uploads/taken/x']);
  clock.advance(REQUEST_KEPT_DAYS * DAY_MS);
  await upload('last');
  expect(await sweepRequests({ database, files, clock })).toBe(3);
  expect(await paths()).toEqual(['uploads/last/x']);
  expect(database.prepare('SELECT count(*) AS n FROM support_requests').get()).toEqual({ n: 0 });
});

test('a database that is closed meanwhile is not asked', async () => {
  const database = temporaryDatabase();
  const clock = heldClock();
  localSupportRequests(database, clock);
  localUploads(database, clock);
  const files = localFiles(temporaryFolder());
  await files.write('uploads/left/x', 'text');
  expect(await sweepRequests({ database, files, clock }, () => false)).toBe(0);
});

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { review } from '#core/domain/draft.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { type Kill as KillAfter, runOrKill } from '../../tests/fixtures/kill-threadwell.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'distil-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync('data/samples/mailbox', path.join(folder, 'mailbox'), { recursive: true });

type Kill = KillAfter<'Find mail' | 'Distil threads'>;

/** Runs `distill` to its end, or kills it. Returns the exit code; null when the kill came before the end. */
async function distillInto(data: string, kill?: Kill): Promise<number | null> {
  const args = ['distill', 'mailbox', '--config', path.resolve('data/samples/threadwell.config.json'), '--data', path.join(folder, data)];
  return runOrKill(args, folder, kill);
}

/** What is stored, without the times at which it was. */
async function draftsIn(data: string) {
  const database = openDatabase(path.join(folder, data));
  const drafts = await localDrafts(database).list();
  database.close();
  return drafts.map(({ audit, ...draft }) => ({ ...draft, audit: audit.map(({ what, who }) => ({ what, who })) }));
}

test('killed at ten random points, the next run ends with the same drafts, none twice, and reviews stay', async () => {
  expect(await distillInto('undisturbed')).toBe(0);
  const expected = await draftsIn('undisturbed');
  expect(expected.length).toBeGreaterThan(10);

  // Drafts are stored in the last moments: half of the kills go there.
  const kills = Array.from(
    { length: 10 },
    (_, n): Kill =>
      n % 2 ? { after: 'Distil threads', ms: Math.random() * 150 } : { after: n % 4 ? 'Find mail' : 'start', ms: Math.random() * 1_500 },
  );
  let hits = 0;
  for (const kill of kills) hits += (await distillInto('killed', kill)) === null ? 1 : 0;
  expect(hits, JSON.stringify(kills)).toBeGreaterThan(0);
  expect(await distillInto('killed')).toBe(0);
  expect(await draftsIn('killed'), JSON.stringify(kills)).toEqual(expected);

  const database = openDatabase(path.join(folder, 'killed'));
  const drafts = localDrafts(database);
  const [first] = await drafts.list();
  await drafts.put(review(first!, 'rejected', { who: 'Sara', at: '2026-11-30T10:00:00.000Z', note: 'known' }));
  database.close();
  await distillInto('killed', { after: 'Distil threads', ms: 50 });
  expect(await distillInto('killed')).toBe(0);
  const after = await draftsIn('killed');
  expect(after).toHaveLength(expected.length);
  expect(after.find(({ id }) => id === first!.id)).toMatchObject({ state: 'rejected', version: 2 });
}, 180_000);

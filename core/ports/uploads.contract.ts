import { describe, expect, test } from 'vitest';
import type { Upload } from '#core/domain/upload.ts';
import type { Uploads } from './uploads.ts';

/** What each Uploads adapter must do. `advance` moves the clock that the adapter was given. */
export function describeUploads(name: string, make: () => Promise<{ uploads: Uploads; now: () => Date; advance: (ms: number) => void }>) {
  const stored = { path: 'uploads/u1/x', bytes: 12 };
  const made = async () => {
    const { uploads, now, advance } = await make();
    const expiresAt = new Date(now().getTime() + 60_000).toISOString();
    const upload = (id: string): Upload => ({
      id,
      submitter: { kind: 'session', id: 's1' },
      name: 'log.txt',
      type: 'text/plain',
      expiresAt,
    });
    return { uploads, advance, upload };
  };

  describe(`Uploads: ${name}`, () => {
    test('takes a file once, until its time is over', async () => {
      const { uploads, advance, upload } = await made();
      await uploads.offer(upload('u1'));
      await uploads.offer(upload('u2'));
      expect([await uploads.get('u1'), await uploads.get('u9')]).toEqual([upload('u1'), null]);
      const taken = await Promise.all(Array.from({ length: 10 }, () => uploads.stored('u1', stored)));
      expect(taken.filter(Boolean)).toEqual([{ ...upload('u1'), stored }]);
      expect(await uploads.get('u1')).toEqual({ ...upload('u1'), stored });
      advance(60_000);
      expect([await uploads.get('u1'), await uploads.stored('u2', stored)]).toEqual([null, null]);
      expect(await uploads.attach(['u1'], 'r1')).toBe(false);
    });

    test('gives files to one request, all or none', async () => {
      const { uploads, upload } = await made();
      for (const id of ['u1', 'u2', 'u3']) await uploads.offer(upload(id));
      for (const id of ['u1', 'u2']) await uploads.stored(id, stored);
      expect(await uploads.attach([], 'r1')).toBe(true);
      expect(await uploads.attach(['u1', 'u3'], 'r1')).toBe(false);
      expect(await uploads.attach(['u1', 'u9'], 'r1')).toBe(false);
      expect(await uploads.attach(['u1', 'u2'], 'r2')).toBe(true);
      expect(await uploads.attach(['u1', 'u2'], 'r2')).toBe(true);
      expect(await uploads.attach(['u1'], 'r1')).toBe(false);
    });
  });
}

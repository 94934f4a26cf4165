import { describe, expect, test } from 'vitest';
import type { SupportRequest } from '#core/domain/support-request.ts';
import type { SupportRequests } from './support-requests.ts';

/** What each SupportRequests adapter must do. */
export function describeSupportRequests(name: string, make: () => Promise<SupportRequests>) {
  const request: SupportRequest = {
    id: 'r1',
    submitter: { kind: 'key', id: 'a1b2c3d4e5f6' },
    customerId: 'c-17',
    email: 'ann@acme.example',
    content: 'Nothing arrives since Monday.',
    attachments: [{ uploadId: 'u1', name: 'log.txt', type: 'text/plain', bytes: 12, path: 'uploads/u1/x' }],
    state: 'received',
    createdAt: '2026-11-21T10:00:00.000Z',
  };

  describe(`SupportRequests: ${name}`, () => {
    test('keeps a request as it is, one of nobody known too, and knows no other', async () => {
      const requests = await make();
      const bare: SupportRequest = { ...request, id: 'r2', customerId: null, email: null, attachments: [] };
      expect(await requests.create(request)).toEqual(request);
      expect(await requests.create(bare)).toEqual(bare);
      expect([await requests.get('r1'), await requests.get('r2'), await requests.get('r3')]).toEqual([request, bare, null]);
    });

    test('of many who create one id all get the one that is kept', async () => {
      const requests = await make();
      const made = await Promise.all(Array.from({ length: 20 }, (_, n) => requests.create({ ...request, content: `text ${n}` })));
      const kept = await requests.get('r1');
      expect(made).toEqual(Array.from({ length: 20 }, () => kept));
    });

    test('lets one of many move it on, from the state that it has', async () => {
      const requests = await make();
      await requests.create(request);
      const moved = await Promise.all(Array.from({ length: 20 }, () => requests.move('r1', 'received', { state: 'queued' })));
      expect(moved.filter(Boolean)).toEqual([{ ...request, state: 'queued' }]);
      expect(await requests.move('r1', 'received', { state: 'failed' })).toBeNull();
      expect(await requests.move('unknown', 'received', { state: 'queued' })).toBeNull();
    });

    test('keeps reason and ticket until others come', async () => {
      const requests = await make();
      const ticket = { id: '12', url: 'https://desk.example/12' };
      await requests.create(request);
      await requests.move('r1', 'received', { state: 'parked', reason: 'the model did not answer' });
      expect(await requests.move('r1', 'parked', { state: 'done', ticket })).toEqual({
        ...request,
        state: 'done',
        reason: 'the model did not answer',
        ticket,
      });
    });

    test('lists those in a state, the oldest first', async () => {
      const requests = await make();
      for (const [id, minute] of Object.entries({ a: 3, b: 1, c: 2, d: 0 }))
        await requests.create({ ...request, id, createdAt: `2026-11-21T10:0${minute}:00.000Z` });
      await requests.move('d', 'received', { state: 'queued' });
      expect((await requests.list('received', 2)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect((await requests.list('queued', 10)).map(({ id }) => id)).toEqual(['d']);
      expect(await requests.list('done', 10)).toEqual([]);
    });
  });
}

import { describe, expect, test } from 'vitest';
import { DAY_MS, REQUEST_KEPT_DAYS } from '#core/domain/retention.ts';
import type { SupportRequest } from '#core/domain/support-request.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { SupportRequests } from './support-requests.ts';

/** What each SupportRequests adapter must do. `advance` lets that much time pass for the store; it begins at 10:00. */
export function describeSupportRequests(
  name: string,
  makeAll: () => Promise<{ requests: SupportRequests; advance: (ms: number) => void | Promise<void> }>,
) {
  const make = async () => (await makeAll()).requests;
  const reason = { code: 'analysis_unreachable', message: 'It could not be analysed.' };
  const triage: Triage = {
    urgency: 'high',
    category: 'delivery',
    fields: { plugin_version: '4.6.3' },
    product: 'connector',
    language: 'en',
    sentiment: 'negative',
    summary: 'No logs since Monday → 𝄞',
    escalation: null,
    draft: { text: 'Set the key. [1]', citations: [{ n: 1, title: 'Keys', url: 'https://docs.example.com/keys' }] },
    similar: [{ id: '7', subject: 'No logs' }],
    expert: 'Bo',
    by: 'rules',
  };
  const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
  const claim = (by: string, minute = 0) => ({ by, now: at(minute), until: at(minute + 5) });
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

    test('keeps the reason until another comes, and counts how often it was put back', async () => {
      const requests = await make();
      await requests.create(request);
      expect(await requests.move('r1', 'received', { state: 'parked', reason })).toEqual({ ...request, state: 'parked', reason });
      expect(await requests.move('r1', 'parked', { state: 'queued' })).toEqual({ ...request, state: 'queued', reason, retried: 1 });
      const other = { code: 'interrupted', message: 'It was cut off.' };
      await requests.move('r1', 'queued', { state: 'parked', reason: other });
      expect(await requests.claim('r1', claim('m1'))).toEqual({ ...request, state: 'analysing', reason: other, retried: 2 });
    });

    test('is claimed by one of many messages, and by another one only when the time of the first is over', async () => {
      const requests = await make();
      await requests.create(request);
      const claimed = await Promise.all(Array.from({ length: 20 }, (_, n) => requests.claim('r1', claim(`m${n}`))));
      const winner = claimed.findIndex(Boolean);
      expect(claimed.filter(Boolean)).toEqual([{ ...request, state: 'analysing' }]);
      expect(await requests.claim('r1', claim('late', 4))).toBeNull();
      expect(await requests.claim('r1', claim(`m${winner}`, 4))).toEqual({ ...request, state: 'analysing' });
      expect(await requests.claim('r1', claim('late', 9))).toEqual({ ...request, state: 'analysing' });
      expect(await requests.claim('unknown', claim('m1'))).toBeNull();
    });

    test('is claimed while it waits, and never when it is at its end', async () => {
      const requests = await make();
      for (const state of ['received', 'queued', 'done', 'failed'] as const) await requests.create({ ...request, id: state, state });
      const claimed: string[] = [];
      for (const id of ['received', 'queued', 'done', 'failed']) if (await requests.claim(id, claim('m1'))) claimed.push(id);
      expect(claimed).toEqual(['received', 'queued']);
      expect((await requests.list('analysing', 10)).map(({ id }) => id).toSorted()).toEqual(['queued', 'received']);
    });

    test('keeps what the work comes to for who has it, and through every move', async () => {
      const requests = await make();
      const ticket = { id: '12', url: 'https://desk.example/12' };
      await requests.create(request);
      await requests.claim('r1', claim('m1'));
      expect(await requests.keep('r1', 'm2', { triage })).toBeNull();
      expect(await requests.keep('r1', 'm1', { triage })).toEqual({ ...request, state: 'analysing', triage });
      expect(await requests.keep('r1', 'm1', { ticket })).toEqual({ ...request, state: 'analysing', triage, ticket });
      expect(await requests.move('r1', 'analysing', { state: 'done' })).toEqual({ ...request, state: 'done', triage, ticket });
      expect(await requests.keep('r1', 'm1', { triage })).toBeNull();
      expect(await requests.get('r1')).toEqual({ ...request, state: 'done', triage, ticket });
    });

    test('knows the newest status of its ticket, in whatever order it hears of it', async () => {
      const requests = await make();
      const ticket = { id: '12', url: 'https://desk.example/12' };
      await requests.create(request);
      await requests.claim('r1', claim('m1'));
      await requests.setTicketStatus('r1', { status: 'new', at: at(1) });
      expect((await requests.get('r1'))?.ticket).toBeUndefined();
      await requests.keep('r1', 'm1', { ticket });
      await requests.setTicketStatus('r1', { status: 'solved', at: at(3) });
      await requests.setTicketStatus('r1', { status: 'open', at: at(2) });
      await requests.setTicketStatus('unknown', { status: 'open', at: at(2) });
      expect((await requests.get('r1'))?.ticket).toEqual({ ...ticket, status: 'solved' });
      expect(await requests.get('unknown')).toBeNull();
    });

    test('keeps the last word on its draft', async () => {
      const requests = await make();
      const feedback = { helpful: true, comment: null, by: 'mira', at: at(1) };
      await requests.create(request);
      expect(await requests.setFeedback('r1', feedback)).toBeNull();
      await requests.claim('r1', claim('m1'));
      await requests.keep('r1', 'm1', { triage });
      expect((await requests.setFeedback('r1', feedback))?.feedback).toEqual(feedback);
      const other = { ...feedback, helpful: false, comment: 'Wrong product.' };
      expect(await requests.setFeedback('r1', other)).toMatchObject({ feedback: other, triage });
    });

    test('is gone when its time is over', async () => {
      const { requests, advance } = await makeAll();
      await requests.create(request);
      await requests.create({ ...request, id: 'r2', createdAt: at(5) });
      await advance(REQUEST_KEPT_DAYS * DAY_MS);
      expect(await requests.get('r1')).toBeNull();
      expect((await requests.get('r2'))?.id).toBe('r2');
      expect((await requests.list('received', 10)).map(({ id }) => id)).toEqual(['r2']);
      expect(await requests.move('r1', 'received', { state: 'queued' })).toBeNull();
      expect(await requests.claim('r1', claim('m1'))).toBeNull();
    });

    test('lists those in a state, the oldest or the newest first', async () => {
      const requests = await make();
      for (const [id, minute] of Object.entries({ a: 3, b: 1, c: 2, d: 0 }))
        await requests.create({ ...request, id, createdAt: `2026-11-21T10:0${minute}:00.000Z` });
      await requests.move('d', 'received', { state: 'queued' });
      expect((await requests.list('received', 2)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect((await requests.list('received', 2, 'newest')).map(({ id }) => id)).toEqual(['a', 'c']);
      expect((await requests.list('queued', 10)).map(({ id }) => id)).toEqual(['d']);
      expect(await requests.list('done', 10)).toEqual([]);
    });
  });
}

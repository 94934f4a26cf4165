import { describe, expect, test } from 'vitest';
import { RENEWAL_HOURS, type Session } from '#core/domain/session.ts';
import type { Sessions } from './sessions.ts';

/** What each Sessions adapter must do. `advance` moves the clock that the adapter was given. */
export function describeSessions(
  name: string,
  make: () => Promise<{ sessions: Sessions; now: () => Date; advance: (ms: number) => void }>,
) {
  const hour = 3_600_000;
  const session = (now: Date, tokenHash: string): Session => ({
    sessionId: `session-${tokenHash}`,
    tokenHash,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + hour).toISOString(),
    subject: null,
  });

  describe(`Sessions: ${name}`, () => {
    test('finds a session by its token only', async () => {
      const { sessions, now } = await make();
      const created = session(now(), 'hash-a');
      await sessions.create(created);
      await sessions.create({ ...session(now(), 'hash-b'), subject: 'customer 7' });
      expect(await sessions.findByToken('hash-a')).toEqual(created);
      expect((await sessions.findByToken('hash-b'))?.subject).toBe('customer 7');
      expect(await sessions.findByToken(created.sessionId)).toBeNull();
    });

    test('renews a token once: the one before stops working', async () => {
      const { sessions, now } = await make();
      const created = session(now(), 'hash-a');
      await sessions.create(created);
      const next = { tokenHash: 'hash-next', expiresAt: new Date(now().getTime() + 2 * hour).toISOString() };
      await sessions.renew(created.sessionId, 'hash-a', next);
      expect(await sessions.findByToken('hash-a')).toBeNull();
      expect(await sessions.findByToken('hash-next')).toEqual({ ...created, ...next });
      await expect(sessions.renew(created.sessionId, 'hash-a', { ...next, tokenHash: 'hash-other' })).rejects.toThrow(/renewed before/);
    });

    test('keeps an expired session for the renewal time and forgets it afterwards', async () => {
      const { sessions, now, advance } = await make();
      await sessions.create(session(now(), 'hash-a'));
      advance(RENEWAL_HOURS * hour);
      expect(await sessions.findByToken('hash-a')).not.toBeNull();
      advance(hour + 1000);
      expect(await sessions.findByToken('hash-a')).toBeNull();
      await sessions.create(session(now(), 'hash-a'));
      expect((await sessions.findByToken('hash-a'))?.createdAt).toBe(now().toISOString());
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { TURN_LEASE_SECONDS } from '#core/domain/session.ts';
import type { SessionActivity, Turns } from './turns.ts';

/** What each Turns adapter must do. `advance` moves the clock that the adapter was given. */
export function describeTurns(name: string, make: () => Promise<{ turns: Turns; advance: (ms: number) => void }>) {
  const turn = { sessionId: 's1', turnId: 't1', text: 'How do I set a proxy?' };
  const answer: ChatEvent[] = [
    { type: 'delta', text: 'Set `proxy.host`.' },
    { type: 'done', answered: true, citations: [] },
  ];
  const ticket: ChatEvent = { type: 'ticket', id: '7', url: 'https://desk.example/7' };
  const lease = TURN_LEASE_SECONDS * 1000;

  async function claimed(turns: Turns): Promise<string> {
    const claim = await turns.claim(turn);
    if (claim.outcome !== 'claimed') throw new Error(`expected to claim the turn, it is ${claim.outcome}`);
    return claim.owner;
  }

  describe(`Turns: ${name}`, () => {
    test('gives a turn to one of many who claim it together', async () => {
      const { turns } = await make();
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => turns.claim(turn)));
      expect(outcomes.filter((claim) => claim.outcome === 'claimed')).toHaveLength(1);
      expect(outcomes.filter((claim) => claim.outcome === 'running')).toHaveLength(19);
    });

    test('gives the stored events of a finished turn again', async () => {
      const { turns } = await make();
      await turns.finish('s1', 't1', await claimed(turns), answer);
      expect(await turns.claim(turn)).toEqual({ outcome: 'finished', events: answer });
    });

    test('keeps notes with a turn and out of its events', async () => {
      const { turns } = await make();
      await turns.finish('s1', 't1', await claimed(turns), answer, { reading: { intent: 'ask' }, outputTokens: 12 });
      expect(await turns.claim(turn)).toEqual({ outcome: 'finished', events: answer });
      expect((await turns.list('s1'))[0]).toMatchObject({ events: answer, notes: { reading: { intent: 'ask' }, outputTokens: 12 } });
    });

    test('refuses another text under the same id, in each state, and takes the same id in another session', async () => {
      const { turns } = await make();
      const owner = await claimed(turns);
      expect(await turns.claim({ ...turn, text: 'Something else' })).toEqual({ outcome: 'conflict' });
      await turns.finish('s1', 't1', owner, answer);
      expect(await turns.claim({ ...turn, text: 'Something else' })).toEqual({ outcome: 'conflict' });
      expect((await turns.claim({ ...turn, sessionId: 's2', text: 'Something else' })).outcome).toBe('claimed');
    });

    test('lets a dead owner’s turn be claimed anew, and then refuses the dead owner', async () => {
      const { turns, advance } = await make();
      const first = await claimed(turns);
      advance(lease - 1000);
      await turns.extend('s1', 't1', first);
      advance(lease - 1000);
      expect((await turns.claim(turn)).outcome).toBe('running');
      advance(2000);
      const second = await claimed(turns);
      expect(second).not.toBe(first);
      await expect(turns.extend('s1', 't1', first)).rejects.toThrow(/somebody else/);
      await expect(turns.finish('s1', 't1', first, answer)).rejects.toThrow(/somebody else/);
      await turns.finish('s1', 't1', second, answer);
    });

    test('adds later events once each, and does not lose them when the answer is stored after them', async () => {
      const { turns } = await make();
      const owner = await claimed(turns);
      await turns.append('s1', 't1', [ticket]);
      await turns.append('s1', 't1', [ticket]);
      await turns.finish('s1', 't1', owner, answer);
      await turns.append('s1', 't1', [ticket, { type: 'cancelled' }]);
      expect((await turns.list('s1'))[0]?.events).toEqual([...answer, ticket, { type: 'cancelled' }]);
      await expect(turns.append('s1', 'unknown', [ticket])).rejects.toThrow(/does not exist/);
    });

    test('lists the turns of a session, oldest first, running ones without events', async () => {
      const { turns, advance } = await make();
      await turns.finish('s1', 't1', await claimed(turns), answer);
      advance(1000);
      await turns.claim({ ...turn, turnId: 'a-later-one', text: 'And then?' });
      await turns.claim({ ...turn, sessionId: 's2' });
      const listed = await turns.list('s1');
      expect(listed.map(({ turnId, state, events }) => [turnId, state, events.length])).toEqual([
        ['t1', 'finished', 2],
        ['a-later-one', 'running', 0],
      ]);
      expect(await turns.list('nobody')).toEqual([]);
    });

    describe('who was here lately', () => {
      const from = '2000-01-01T00:00:00.000Z';
      const ids = (activity: readonly SessionActivity[]) => activity.map(({ sessionId }) => sessionId);

      /** Four sessions over three days: `old` two days ago, `early` and `late` today, `early` once more after `late`; `twin` at the same time as `late`. */
      async function visited() {
        const { turns, advance } = await make();
        const ask = (sessionId: string, turnId: string) => turns.claim({ sessionId, turnId, text: 'How?' });
        await ask('old', 't1');
        advance(2 * 86_400_000);
        await ask('early', 't1');
        advance(1000);
        await ask('late', 't1');
        await ask('twin', 't1');
        advance(1000);
        await ask('early', 't2');
        return turns;
      }

      test('lists each session once by its newest turn, newest first, running ones too', async () => {
        const turns = await visited();
        const recent = await turns.recent({ from, limit: 10 });
        expect(ids(recent)).toEqual(['early', 'twin', 'late', 'old']);
        expect(recent.map(({ at }) => at)).toEqual(
          await Promise.all(ids(recent).map(async (id) => (await turns.list(id)).at(-1)!.startedAt)),
        );
        expect(ids(await turns.recent({ from, limit: 2 }))).toEqual(['early', 'twin']);
      });

      test('goes on where it ended, among turns of the same time too', async () => {
        const turns = await visited();
        let before: SessionActivity | undefined;
        const parts: string[][] = [];
        for (;;) {
          const part = await turns.recent({ from, before, limit: 1 });
          if (part.length === 0) break;
          parts.push(ids(part));
          before = part.at(-1);
        }
        // `early` is met again by its first turn.
        expect(parts.flat()).toEqual(['early', 'twin', 'late', 'early', 'old']);
      });

      test('ends where the period begins, and has nothing of an empty one', async () => {
        const turns = await visited();
        const [, , late, old] = await turns.recent({ from, limit: 10 });
        expect(ids(await turns.recent({ from: late!.at, limit: 10 }))).toEqual(['early', 'twin', 'late']);
        expect(ids(await turns.recent({ from: old!.at, before: late!, limit: 10 }))).toEqual(['early', 'old']);
        expect(await turns.recent({ from: '2999-01-01T00:00:00.000Z', limit: 10 })).toEqual([]);
        expect(await turns.recent({ from: late!.at, before: old!, limit: 10 })).toEqual([]);
      });
    });
  });
}

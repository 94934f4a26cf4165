import { describe, expect, test } from 'vitest';
import { localFeedback } from '#core/local/feedback.ts';
import { heldClock, temporaryDatabase } from '#core/local/fixtures/temporary.ts';
import { randomIds } from '#core/local/system.ts';
import { localTurns } from '#core/local/turns.ts';
import { conversationFigures } from './figures.ts';
import { findConversations, MAX_LOOKED_AT, type Wanted } from './find-conversations.ts';

/** As many sessions, each with one question; the oldest asks for a needle. */
async function asked(sessions: number) {
  const database = temporaryDatabase();
  const clock = heldClock();
  const ports = { turns: localTurns(database, clock, randomIds), feedback: localFeedback(database), clock };
  for (let index = 0; index < sessions; index++) {
    await ports.turns.claim({ sessionId: `s${index}`, turnId: 't', text: index === 0 ? 'Where is the needle?' : `Question ${index}` });
    clock.advance(1);
  }
  const find = (wanted: Partial<Wanted>) =>
    findConversations({ q: '', filter: null, days: 7, limit: 10, after: null, ...wanted }, ports, []);
  return { ports, find };
}

describe('a request', () => {
  test(`looks at ${MAX_LOOKED_AT} conversations at most, and the next one goes on there`, async () => {
    const { find } = await asked(MAX_LOOKED_AT + 1);
    const first = await find({ q: 'needle' });
    expect(first).toMatchObject({ conversations: [], lookedAt: MAX_LOOKED_AT });
    const second = await find({ q: 'needle', after: first.next });
    expect(second).toMatchObject({ conversations: [{ sessionId: 's0', excerpt: 'Where is the needle?' }], lookedAt: 1 });
  });

  test('ends early where conversations are long, and goes on there', async () => {
    const { ports, find } = await asked(3);
    for (let index = 0; index < 3; index++)
      for (let turn = 0; turn < 40; turn++)
        await ports.turns.claim({ sessionId: `s${index}`, turnId: `t${turn}`, text: 'm'.repeat(80_000) });
    const first = await find({ q: 'needle' });
    expect(first).toMatchObject({ conversations: [], lookedAt: 2 });
    expect(await find({ q: 'needle', after: first.next })).toMatchObject({ conversations: [{ sessionId: 's0' }], next: null });
  }, 30_000);

  test('goes through all of them in pages of any size, each once', async () => {
    const { find } = await asked(60);
    for (const limit of [1, 7, 25, 60, 61]) {
      const ids: string[] = [];
      let after: Wanted['after'] = null;
      do {
        const page = await find({ limit, after });
        ids.push(...page.conversations.map(({ sessionId }) => sessionId));
        after = page.next;
      } while (after);
      expect(ids).toEqual(Array.from({ length: 60 }, (_, index) => `s${59 - index}`));
    }
  });
});

test('figures count the newest thousand and say that they are not all', async () => {
  const { ports } = await asked(1_001);
  expect(await conversationFigures(7, ports, { kind: 'free' }, [])).toMatchObject({ conversations: 1_000, isWhole: false });
  expect(await conversationFigures(7, (await asked(3)).ports, { kind: 'free' }, [])).toMatchObject({ conversations: 3, isWhole: true });
});

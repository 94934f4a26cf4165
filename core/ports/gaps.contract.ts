import { describe, expect, test } from 'vitest';
import type { GapClosing, GapQuestion } from '#core/domain/gap.ts';
import type { Gaps } from './gaps.ts';

/** What each Gaps adapter must do. */
export function describeGaps(name: string, make: () => Promise<Gaps>) {
  const gap = (id: string, at: string): GapQuestion => ({
    id,
    question: `Question ${id}?`,
    why: 'unanswered',
    at,
    sessionId: 's1',
    turnId: id,
    nearest: [
      { title: 'A', url: 'https://docs.example/a' },
      { title: 'B', url: 'https://docs.example/b' },
    ],
  });

  describe(`Gaps: ${name}`, () => {
    test('lists newest first, up to the limit', async () => {
      const gaps = await make();
      await gaps.add(gap('first', '2026-11-20T09:00:00.000Z'));
      await gaps.add(gap('third', '2026-11-20T11:00:00.000Z'));
      await gaps.add(gap('second', '2026-11-20T10:00:00.000Z'));
      expect(await gaps.list(2)).toEqual([gap('third', '2026-11-20T11:00:00.000Z'), gap('second', '2026-11-20T10:00:00.000Z')]);
    });

    test('keeps the first of two with the same id', async () => {
      const gaps = await make();
      await gaps.add(gap('same', '2026-11-20T09:00:00.000Z'));
      await gaps.add({ ...gap('same', '2026-11-20T12:00:00.000Z'), question: 'Another?' });
      expect(await gaps.list(10)).toEqual([gap('same', '2026-11-20T09:00:00.000Z')]);
    });

    test('keeps the first proof that a question is answered now', async () => {
      const gaps = await make();
      const closing: GapClosing = {
        at: '2026-11-21T09:00:00.000Z',
        version: 7,
        answer: 'Set `queue.capacity`. [1]',
        citations: [{ title: 'Queue', url: 'https://docs.example/queue', source: 'curated_articles' }],
      };
      await gaps.add(gap('one', '2026-11-20T09:00:00.000Z'));
      await gaps.close('one', closing);
      await gaps.close('one', { ...closing, version: 8 });
      await gaps.close('unknown', closing);
      expect(await gaps.list(10)).toEqual([{ ...gap('one', '2026-11-20T09:00:00.000Z'), closed: closing }]);
    });
  });
}

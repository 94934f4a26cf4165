import { describe, expect, test } from 'vitest';
import type { AnswerDays } from './answer-days.ts';

/** What every AnswerDays promises. `make` gives an empty one. */
export function describeAnswerDays(name: string, make: () => Promise<AnswerDays> | AnswerDays): void {
  const none = { cited: 0, uncited: 0, refused: 0, failed: 0, stopped: 0, offered: 0 };

  describe(`AnswerDays: ${name}`, () => {
    test('counts each kind by itself, and lists the days that have any, oldest first', async () => {
      const days = await make();
      await days.count('2026-11-21', 'cited');
      await days.count('2026-11-19', 'refused');
      await days.count('2026-11-21', 'cited');
      await days.count('2026-11-21', 'failed');
      expect(await days.list('2026-11-01')).toEqual([
        { day: '2026-11-19', ...none, refused: 1 },
        { day: '2026-11-21', ...none, cited: 2, failed: 1 },
      ]);
    });

    test('begins with the day that is asked for', async () => {
      const days = await make();
      for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) await days.count(day, 'uncited');
      expect((await days.list('2026-11-19')).map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-20']);
      expect(await days.list('2026-12-01')).toEqual([]);
    });

    test('loses none of many at once, the first of a day among them', async () => {
      const days = await make();
      await Promise.all(Array.from({ length: 40 }, (_, n) => days.count('2026-11-21', n % 2 ? 'cited' : 'offered')));
      expect(await days.list('2026-11-21')).toEqual([{ day: '2026-11-21', ...none, cited: 20, offered: 20 }]);
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { Outbox } from './outbox.ts';

/** What each Outbox adapter must do. `advance` moves the clock that the adapter was given. */
export function describeOutbox(name: string, make: () => Promise<{ outbox: Outbox; now: () => Date; advance: (ms: number) => void }>) {
  const minute = 60_000;
  const made = async () => {
    const { outbox, now, advance } = await make();
    const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * minute).toISOString();
    return { outbox, advance, inMinutes, take: (limit = 10) => outbox.takeDue(limit, (attempts) => inMinutes(10 * attempts)) };
  };

  describe(`Outbox: ${name}`, () => {
    test('gives what is due, the longest waiting first, and nothing before its time', async () => {
      const { outbox, advance, inMinutes, take } = await made();
      await outbox.put('later', inMinutes(2));
      await outbox.put('sooner', inMinutes(1));
      expect(await take()).toEqual([]);
      advance(2 * minute);
      expect(await take(1)).toEqual([{ confirmationId: 'sooner', attempts: 1 }]);
      expect(await take(1)).toEqual([{ confirmationId: 'later', attempts: 1 }]);
    });

    test('gives one to one of many, and again at the time that was named', async () => {
      const { outbox, advance, inMinutes, take } = await made();
      await outbox.put('c1', inMinutes(0));
      const taken = await Promise.all(Array.from({ length: 20 }, () => take()));
      expect(taken.flat()).toEqual([{ confirmationId: 'c1', attempts: 1 }]);
      advance(9 * minute);
      expect(await take()).toEqual([]);
      advance(minute);
      expect(await take()).toEqual([{ confirmationId: 'c1', attempts: 2 }]);
    });

    test('keeps the time and the count of one that is put again, and forgets one that is removed', async () => {
      const { outbox, advance, inMinutes, take } = await made();
      await outbox.put('c1', inMinutes(0));
      await take();
      await outbox.put('c1', inMinutes(0));
      expect(await take()).toEqual([]);
      await outbox.remove('c1');
      await outbox.remove('unknown');
      advance(60 * minute);
      expect(await take()).toEqual([]);
    });
  });
}

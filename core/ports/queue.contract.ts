import { describe, expect, test } from 'vitest';
import { MAX_ATTEMPTS, MAX_MESSAGE_BYTES, type Queue } from './queue.ts';

/** What each Queue adapter must do. `advance` lets that much time pass for the queue. */
export function describeQueue(name: string, make: () => Promise<{ queue: Queue; advance: (ms: number) => void | Promise<void> }>) {
  const options = { max: 10, visibilitySeconds: 1 };
  const bodies = (messages: readonly { body: string }[]) => messages.map(({ body }) => body).toSorted();

  async function giveUp(queue: Queue, advance: (ms: number) => void | Promise<void>): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      expect((await queue.receive(options)).map(({ attempts }) => attempts)).toEqual([attempt]);
      await advance(1_100);
    }
    expect(await queue.receive(options)).toEqual([]);
  }

  describe(`Queue: ${name}`, () => {
    test('hands out what was sent, to one at a time', async () => {
      const { queue } = await make();
      expect(await queue.receive(options)).toEqual([]);
      await queue.send('{"text":"ä → 𝄞 <&>"}');
      await queue.send('two');
      const got = [
        ...(await queue.receive({ max: 1, visibilitySeconds: 60 })),
        ...(await queue.receive({ max: 10, visibilitySeconds: 60 })),
      ];
      expect(bodies(got)).toEqual(['two', '{"text":"ä → 𝄞 <&>"}']);
      expect(await queue.receive(options)).toEqual([]);
    });

    test('forgets what was deleted, and hands out again what was not', async () => {
      const { queue, advance } = await make();
      await queue.send('done');
      await queue.send('dropped');
      for (const { body, receipt } of await queue.receive(options)) if (body === 'done') await queue.delete(receipt);
      await advance(1_100);
      expect((await queue.receive(options)).map(({ body, attempts }) => [body, attempts])).toEqual([['dropped', 2]]);
    });

    test('gives a message up after some attempts, shows it, and tries it again when told', async () => {
      const { queue, advance } = await make();
      await queue.send('poison');
      await giveUp(queue, advance);
      expect(bodies(await queue.deadLetters())).toEqual(['poison']);
      expect(await queue.redrive()).toBe(1);
      await advance(1_100);
      expect(bodies(await queue.receive(options))).toEqual(['poison']);
      expect(await queue.deadLetters()).toEqual([]);
    });

    test('hands a postponed message out when it was told to, under the same id', async () => {
      const { queue, advance } = await make();
      await queue.send('later');
      const [first] = await queue.receive({ max: 1, visibilitySeconds: 60 });
      expect(await queue.postpone(first!.receipt, 0.7007)).toBe(true);
      expect(await queue.receive(options)).toEqual([]);
      await advance(1_100);
      const [second] = await queue.receive({ max: 1, visibilitySeconds: 60 });
      expect([second?.id, second?.attempts]).toEqual([first!.id, 2]);
      expect(await queue.postpone(second!.receipt, 0)).toBe(true);
      expect(bodies(await queue.receive(options))).toEqual(['later']);
    });

    test('a message that was deleted is postponed by nobody', async () => {
      const { queue, advance } = await make();
      await queue.send('done');
      const [message] = await queue.receive({ max: 1, visibilitySeconds: 60 });
      await queue.delete(message!.receipt);
      expect(await queue.postpone(message!.receipt, 0)).toBe(false);
      expect(await queue.postpone('nonsense', 0)).toBe(false);
      await advance(1_100);
      expect(await queue.receive(options)).toEqual([]);
    });

    test('puts back the dead letters that are named, and leaves the others', async () => {
      const { queue, advance } = await make();
      for (const body of ['one', 'two', 'three']) await queue.send(body);
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        for (const { receipt } of await queue.receive(options)) await queue.postpone(receipt, 0);
        await advance(50);
      }
      expect(await queue.receive(options)).toEqual([]);
      const letters = await queue.deadLetters();
      expect(bodies(letters)).toEqual(['one', 'three', 'two']);
      const { id } = letters.find(({ body }) => body === 'two')!;
      expect(await queue.redrive([id, 'unknown'])).toBe(1);
      expect(bodies(await queue.deadLetters())).toEqual(['one', 'three']);
      expect((await queue.receive(options)).map(({ body, attempts }) => [body, attempts])).toEqual([['two', 1]]);
    });

    test('takes no message that is too large', async () => {
      const { queue } = await make();
      await expect(queue.send('x'.repeat(MAX_MESSAGE_BYTES + 1))).rejects.toMatchObject({ name: 'LimitReached', code: 'too_large' });
    });
  });
}

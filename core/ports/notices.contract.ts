import { describe, expect, test } from 'vitest';
import type { Notice, Notices } from './notices.ts';

/** What each Notices adapter must do. `told` is what came out, oldest first. */
export function describeNotices(name: string, make: () => Promise<{ notices: Notices; told: () => Promise<Omit<Notice, 'key'>[]> }>) {
  describe(`Notices: ${name}`, () => {
    test('tells each notice to those who want its kind, with a subject that every channel takes', async () => {
      const { notices, told } = await make();
      await notices.send({ kind: 'success', subject: 'Refresh 12 done', message: '31 pages & 148 articles' });
      await notices.send({ kind: 'failure', subject: `Größe\n${'x'.repeat(120)}`, message: 'Zeichen: ä → 𝄞 <b>' });
      expect(await told()).toEqual([
        { kind: 'success', subject: 'Refresh 12 done', message: '31 pages & 148 articles' },
        { kind: 'failure', subject: `Gr e ${'x'.repeat(95)}`, message: 'Zeichen: ä → 𝄞 <b>' },
      ]);
    });

    test('tells notices of different keys, and equal ones without any', async () => {
      const { notices, told } = await make();
      const notice: Notice = { kind: 'success', subject: 'Done', message: 'Done.' };
      await notices.send({ ...notice, key: 'one' });
      await notices.send({ ...notice, key: 'two' });
      await notices.send(notice);
      await notices.send(notice);
      expect(await told()).toEqual([notice, notice, notice, notice]);
    });
  });
}

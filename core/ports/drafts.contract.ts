import { describe, expect, test } from 'vitest';
import type { Draft } from '#core/domain/draft.ts';
import type { Drafts } from './drafts.ts';

const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  version: 1,
  state: 'proposed',
  title: 'Logs stop after a restart',
  symptoms: ['FW-2001'],
  question: { text: 'Why do logs stop?', evidence: [{ messageId: 'm1', start: 0, end: 17 }], supported: true },
  steps: [],
  appliesTo: ['plugin 4.6.3'],
  tags: ['source:email'],
  threads: ['t1'],
  messages: [{ id: 'm1', role: 'customer', date: null, text: 'Why do logs stop?' }],
  similar: [],
  contradictions: [],
  audit: [],
  ...more,
});

/** What every store of drafts keeps to. `make` gives an empty one. */
export function describeDrafts(name: string, make: () => Promise<Drafts>): void {
  describe(`${name} keeps the promises of Drafts`, () => {
    test('gives null for an id that was never stored', async () => {
      expect(await (await make()).get('nothing')).toBeNull();
    });

    test('gives back what was put, whole', async () => {
      const drafts = await make();
      const stored = draft('a', { title: 'Zeichen: ä → “x” 𝄞', contradictions: [{ docsUrl: 'u', docsQuote: 'q', mailQuote: 'm' }] });
      await drafts.put(stored);
      expect(await drafts.get('a')).toEqual(stored);
    });

    test('lists by id, and by state where one is asked for', async () => {
      const drafts = await make();
      await drafts.put(draft('c'));
      await drafts.put(draft('a', { state: 'approved' }));
      await drafts.put(draft('b'));
      expect((await drafts.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect((await drafts.list('proposed')).map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await drafts.list('rejected')).toEqual([]);
    });

    test('takes version 1 once', async () => {
      const drafts = await make();
      await drafts.put(draft('a'));
      await expect(drafts.put(draft('a', { title: 'Other' }))).rejects.toMatchObject({ name: 'Conflict' });
      expect((await drafts.get('a'))?.title).toBe('Logs stop after a restart');
    });

    test('takes the next version and moves the state with it', async () => {
      const drafts = await make();
      await drafts.put(draft('a'));
      await drafts.put(draft('a', { version: 2, state: 'approved' }));
      expect(await drafts.list('proposed')).toEqual([]);
      expect((await drafts.list('approved')).map(({ version }) => version)).toEqual([2]);
    });

    test('lets only one of two reviewers write the same next version', async () => {
      const drafts = await make();
      await drafts.put(draft('a'));
      const writes = [draft('a', { version: 2, title: 'First' }), draft('a', { version: 2, title: 'Second' })].map((next) =>
        drafts.put(next),
      );
      const outcomes = await Promise.allSettled(writes);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('refuses a version that skips one, or has nothing before it', async () => {
      const drafts = await make();
      await drafts.put(draft('a'));
      await expect(drafts.put(draft('a', { version: 3 }))).rejects.toMatchObject({ name: 'Conflict' });
      await expect(drafts.put(draft('b', { version: 2 }))).rejects.toMatchObject({ name: 'Conflict' });
    });
  });
}

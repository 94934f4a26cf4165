import { expect, test } from 'vitest';
import type { Article } from './article.ts';
import type { Draft, DraftState } from './draft.ts';
import { splitSection } from './split-article.ts';
import { articlesToVerify, sectionDigests } from './verify-again.ts';

const article = (url: string, text: string): Article => ({ title: 'Ports', url, body: `# Ports\n\n${text}`, tags: [] });
const draft = (state: DraftState, checkedAgainst?: Draft['checkedAgainst']): Draft => ({
  id: 'd1',
  version: 2,
  state,
  title: 'The agent is not reached',
  symptoms: [],
  question: { text: 'Which port?', evidence: [], supported: true },
  steps: [],
  appliesTo: [],
  tags: [],
  threads: ['t'],
  messages: [],
  similar: [],
  contradictions: [],
  ...(checkedAgainst ? { checkedAgainst } : {}),
  audit: [],
});
const checked = (articles: readonly Article[]) => [...sectionDigests(articles)].map(([url, digest]) => ({ url, digest }));
const ports = article('https://docs.example.com/agent#ports', 'The agent listens on port 8126.');
const limits = article('https://docs.example.com/limits', 'At most 200 characters.');

test('an approved draft whose sections read the same needs nothing', () => {
  expect(articlesToVerify([draft('approved', checked([ports, limits]))], [limits, ports])).toEqual([]);
});

test('names the section that changed and the one that is gone', () => {
  const changed = article(ports.url, 'The agent listens on port 8136.');
  expect(articlesToVerify([draft('approved', checked([ports, limits]))], [changed])).toEqual([
    {
      id: 'd1',
      changed: [
        { url: ports.url, was: 'changed' },
        { url: limits.url, was: 'gone' },
      ],
    },
  ]);
});

test('only approved drafts that were checked against something count', () => {
  const all = (['proposed', 'rejected', 'merged', 'snoozed', 'verify_again', 'withdrawn'] as const).map((state) =>
    draft(state, checked([ports])),
  );
  expect(articlesToVerify([...all, draft('approved'), draft('approved', [])], [])).toEqual([]);
});

test('a section over several rows is one section, in whatever order its rows come', () => {
  const long = Array.from({ length: 700 }, (_, n) => `Sentence ${n} says something about the setting of that number.`);
  const rows = splitSection({ title: 'Reference', url: 'https://docs.example.com/reference#all', text: long.join('\n\n'), tags: [] });
  expect(rows.length).toBeGreaterThan(10);
  const before = draft('approved', checked(rows));
  expect(before.checkedAgainst).toHaveLength(1);
  expect(articlesToVerify([before], rows.toReversed())).toEqual([]);
  expect(articlesToVerify([before], rows.slice(0, -1))).toEqual([
    { id: 'd1', changed: [{ url: 'https://docs.example.com/reference#all', was: 'changed' }] },
  ]);
  const last = { ...rows.at(-1)!, body: `${rows.at(-1)!.body} And one more.` };
  expect(articlesToVerify([before], [...rows.slice(0, -1), last])[0]?.changed[0]?.was).toBe('changed');
});

test('reads the rows once, as they come', () => {
  function* rows() {
    yield ports;
    yield limits;
  }
  expect(articlesToVerify([draft('approved', checked([ports]))], rows())).toEqual([]);
});

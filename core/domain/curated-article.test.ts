import { expect, test } from 'vitest';
import { articleProblems } from './article.ts';
import { draftAddresses, draftsToArticles, draftToSection } from './curated-article.ts';
import type { Draft } from './draft.ts';

const step = (text: string) => ({ text, evidence: [], supported: true });
const draft: Draft = {
  id: 'abcdef0123',
  version: 2,
  state: 'approved',
  title: 'Export stops with E-1042',
  symptoms: ['ERROR E-1042 cannot write'],
  question: step('Why does the export stop?'),
  steps: [step('1. Set a folder:'), step('```\nexport:\n  target: /var/out\n```')],
  appliesTo: ['plugin 3.2.1'],
  tags: ['product:exporter', 'source:email'],
  threads: [],
  messages: [],
  similar: [],
  contradictions: [],
  audit: [],
};

test('an approved draft becomes rows that keep the CSV contract, those of no or another decision none', () => {
  const articles = draftsToArticles(
    [draft, { ...draft, id: 'b', state: 'proposed' }, { ...draft, id: 'c', state: 'withdrawn' }],
    'https://help.example.com/articles/',
  );
  expect(articles).toEqual([
    {
      title: 'Export stops with E-1042',
      url: 'https://help.example.com/articles/export-stops-with-e-1042-abcdef',
      body: '# Export stops with E-1042\n\nWhy does the export stop?\n\nWhat you may see:\n\n- `ERROR E-1042 cannot write`\n\nWhat to do:\n\n1. Set a folder:\n\n```\nexport:\n  target: /var/out\n```\n\nApplies to: plugin 3.2.1.',
      tags: ['product:exporter', 'source:email'],
    },
  ]);
  expect(articles.flatMap(articleProblems)).toEqual([]);
});

test('a long draft is split without breaking its code, and each row has an address of its own', () => {
  const code = `\`\`\`\n${'line\n'.repeat(200)}\`\`\``;
  const long = { ...draft, steps: [step('word '.repeat(300)), step(code), step('word '.repeat(300))] };
  const articles = draftsToArticles([long], 'https://help.example.com/articles');
  expect(new Set(articles.map(({ url }) => url)).size).toBe(articles.length);
  expect(articles.filter(({ body }) => body.includes(code))).toHaveLength(1);
});

test('leaves out what a draft does not have', () => {
  expect(draftToSection({ ...draft, symptoms: [], appliesTo: [] }, 'https://help.example.com/articles').text).not.toMatch(
    /Applies to|may see/,
  );
});

test('an article that is to be verified again is served as it was approved, whatever is edited meanwhile', () => {
  const { title, symptoms, question, steps, appliesTo, tags } = draft;
  const edited = { ...draft, state: 'verify_again' as const, title: 'Not approved yet', steps: [step('Neither is this.')] };
  const served = draftsToArticles(
    [{ ...edited, served: { title, symptoms, question, steps, appliesTo, tags } }],
    'https://help.example.com/a',
  );
  expect(served).toEqual(draftsToArticles([draft], 'https://help.example.com/a'));
});

test('knows the addresses of its articles by an earlier title too, and no others', () => {
  const isOurs = draftAddresses([draft], 'https://help.example.com/articles/');
  const base = 'https://help.example.com/articles';
  expect([`${base}/an-earlier-title-abcdef`, `${base}/article-abcdef`].map(isOurs)).toEqual([true, true]);
  expect([`${base}/by-hand`, `${base}/x/y-abcdef`, 'https://other.example/a-abcdef'].map(isOurs)).toEqual([false, false, false]);
});

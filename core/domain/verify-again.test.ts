import { expect, test } from 'vitest';
import type { Article } from './article.ts';
import type { Draft } from './draft.ts';
import { articlesToVerify, sectionDigests } from './verify-again.ts';

const url = 'https://docs.example.com/kiln';
const section = (place: string, body: string): Article => ({ title: 'Kiln', url: url + place, body, tags: [] });
const docs = [section('#a', 'Up to 900 °C.'), section('#b:~:part=1', 'One.'), section('#b:~:part=2', 'Two.')];
const draft = (state: Draft['state']): Draft => ({
  id: `d-${state}`,
  version: 2,
  state,
  title: 'Kiln',
  symptoms: [],
  question: { text: 'How hot?', evidence: [], supported: true },
  steps: [],
  appliesTo: [],
  tags: [],
  threads: [],
  messages: [],
  similar: [],
  contradictions: [],
  checkedAgainst: [...sectionDigests(docs)].map(([checked, digest]) => ({ url: checked, digest })),
  audit: [],
});

test('an article whose docs read as before is left alone', () => {
  expect(articlesToVerify([draft('approved')], docs)).toEqual([]);
});

test('names the sections that changed, a part of a split one too, and those that are gone', () => {
  const changed = [section('#b:~:part=1', 'One.'), section('#b:~:part=2', 'Two and more.')];
  expect(articlesToVerify([draft('approved'), draft('proposed'), draft('verify_again')], changed)).toEqual([
    {
      id: 'd-approved',
      changed: [
        { url: `${url}#a`, was: 'gone' },
        { url: `${url}#b`, was: 'changed' },
      ],
    },
  ]);
});

import { expect, test } from 'vitest';
import { sampleDraft } from '../../http/fixtures/test-app.ts';
import { mergeTargets, searchDrafts } from './find-drafts.ts';

const draft = (id: string, title: string, more: Partial<ReturnType<typeof sampleDraft>> = {}) =>
  sampleDraft({ id, title, symptoms: [], tags: [], appliesTo: [], ...more });
const kiln = draft('kiln', 'Kiln stops at 900 degrees');
const others = [
  kiln,
  draft('rack', 'Kiln rack is bent'),
  draft('heat', 'The kiln stops while heating to 900'),
  draft('glaze', 'Glaze runs down'),
  draft('closed', 'Kiln stops at 900 degrees', { state: 'rejected' }),
];
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

test('offers the open drafts that share words, the rarest count most', () => {
  expect(ids(mergeTargets(kiln, others, ''))).toEqual(['heat', 'rack']);
});

test('a search finds by its own words', () => {
  expect(ids(mergeTargets(kiln, others, 'glaze'))).toEqual(['glaze']);
  expect(ids(mergeTargets(kiln, others, 'zeppelin'))).toEqual([]);
});

test('the list is searched by parts of words in title, symptoms, tags and versions', () => {
  const listed = [
    draft('a', 'Kiln stops', { symptoms: ['OV-77'] }),
    draft('b', 'Glaze', { tags: ['topic:kiln'], appliesTo: ['Oven 4.6'] }),
  ];
  expect(ids(searchDrafts(listed, ''))).toEqual(['a', 'b']);
  expect(ids(searchDrafts(listed, 'KIL'))).toEqual(['a', 'b']);
  expect(ids(searchDrafts(listed, 'kiln ov-77'))).toEqual(['a']);
  expect(ids(searchDrafts(listed, '4.6'))).toEqual(['b']);
});

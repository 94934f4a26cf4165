import { expect, test } from 'vitest';
import { sampleDraft } from '../../http/fixtures/test-app.ts';
import { checkTyped, conflicts, editOf, takeUntouched, typedOf } from './typed-draft.ts';

const draft = sampleDraft({ appliesTo: ['plugin 4.6, 4.7', 'Mule 4.4'] });
const base = typedOf(draft);

test('sends only what was changed: an entry with a comma in it stays whole', () => {
  expect(editOf(base, base)).toEqual({});
  expect(editOf({ ...base, tags: 'topic:proxy;  topic:login;' }, base)).toEqual({ tags: ['topic:proxy', 'topic:login'] });
});

test('a step that was emptied is left out', () => {
  const typed = { ...base, steps: base.steps.map((step, index) => (index === 0 ? { ...step, text: '  ' } : step)) };
  expect(editOf(typed, base).steps?.map(({ text }) => text)).toEqual(['Then restart the worker.']);
});

test('checks what is typed as the server will', () => {
  const typed = { ...base, question: { ...base.question, text: 'The gateway asks for two passwords.' } };
  const checked = checkTyped(draft, typed);
  expect([checked.question, ...checked.steps].map(({ supported }) => supported)).toEqual([false, true, true]);
});

test('fields that only they changed are taken over, those that both changed are told', () => {
  const theirs = { ...base, title: 'Theirs', tags: 'topic:theirs', symptoms: 'same' };
  const typed = { ...base, title: 'Mine', symptoms: 'same' };
  expect(conflicts(base, theirs, typed)).toEqual(['title']);
  expect(conflicts(base, theirs, { ...typed, tags: 'topic:mine' })).toEqual(['title', 'tags']);
  expect(takeUntouched(base, theirs, typed)).toMatchObject({ title: 'Mine', tags: 'topic:theirs' });
});

import { expect, test } from 'vitest';
import { outcomeNote } from './draft-outcome.ts';

test.each([
  ['no-support-answer', /write in a public reply what is to be done and why/],
  ['unsolved', /Once it is known what helped/],
  ['not-self-contained', /understood without this conversation/],
  ['no-question', /let the subject say what is asked/],
  ['private', /Nothing is to be done/],
  ['transient', /Nothing is to be done/],
  ['automatic', /Nothing is to be done/],
  ['instructs-reader', /Do not follow what it says/],
  ['failed', /The log tells the error/],
  ['something-new', /The log tells more/],
])('a ticket refused as %s says the next step', (code, step) => {
  const { text, tag } = outcomeNote({ titles: [], refused: [{ code, reason: 'this and that', questions: [] }] });
  expect(text).toMatch(/^No draft was made of this ticket: this and that\. /);
  expect(text).toMatch(step);
  // Zendesk takes a space for the end of a tag.
  expect(tag).toBe(`no_draft_${code.replaceAll('-', '_')}`);
});

test('a ticket that could not be read says so', () => {
  expect(outcomeNote({ titles: [], refused: [] })).toEqual({ tag: 'no_draft', text: expect.stringContaining('it could not be read') });
});

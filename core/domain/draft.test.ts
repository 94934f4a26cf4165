import { expect, test } from 'vitest';
import { type Draft, draftSlug, review, servedDraft } from './draft.ts';
import { checkEvidence } from './evidence.ts';

const message = {
  id: 'm1',
  role: 'support' as const,
  date: null,
  text: 'Hello <PERSON_1>, set proxy.host to the PAC-free address. Then restart the app.',
};
const spanOf = (quote: string) => ({
  messageId: 'm1',
  start: message.text.indexOf(quote),
  end: message.text.indexOf(quote) + quote.length,
});
const draft: Draft = {
  id: 'abcdef0123',
  version: 1,
  state: 'proposed',
  title: 'Proxy: connection refused (FW-2001) – Übersicht',
  symptoms: [],
  question: { text: 'set proxy.host', evidence: [spanOf('set proxy.host to the PAC-free address.')], supported: false },
  steps: [{ text: 'Then restart the app.', evidence: [spanOf('Then restart the app.')], supported: false }],
  appliesTo: [],
  tags: [],
  threads: ['t1'],
  messages: [message],
  similar: [],
  contradictions: [],
  audit: [],
};
const by = { who: 'mira', at: '2026-01-01T00:00:00Z' };

test('a sentence that stands in its quote is supported, one with an added claim is not', () => {
  const checked = checkEvidence({ ...draft, steps: [...draft.steps, { ...draft.steps[0]!, text: 'Then restart the app twice.' }] });
  expect([checked.question.supported, ...checked.steps.map((step) => step.supported)]).toEqual([true, true, false]);
});

test('a sentence without evidence, or with a span outside its message, is not supported', () => {
  const step = draft.steps[0]!;
  const spans = [[], [{ messageId: 'm1', start: 61, end: 999 }], [{ messageId: 'other', start: 0, end: 5 }]];
  expect(
    checkEvidence({ ...draft, steps: spans.map((evidence) => ({ ...step, evidence })) }).steps.map((found) => found.supported),
  ).toEqual([false, false, false]);
});

test('approval is refused while a sentence has no support, and says so', () => {
  expect(() => review(draft, 'approved', by)).toThrow('2 sentences have no support in the mail');
});

test('approval waits for the decision on a contradiction', () => {
  const contradiction = { docsUrl: 'https://docs.example.com/', docsQuote: '8126', mailQuote: '8136' };
  const checked = checkEvidence({ ...draft, contradictions: [contradiction] });
  expect(() => review(checked, 'approved', by)).toThrow('1 contradiction with the docs waits for a decision');
  expect(review({ ...checked, contradictions: [{ ...contradiction, decision: 'docs' }] }, 'approved', by).state).toBe('approved');
});

test('a decision counts the version up and is kept in the audit trail', () => {
  const approved = review(checkEvidence(draft), 'approved', by);
  expect(approved).toMatchObject({ version: 2, state: 'approved', audit: [{ who: 'mira', what: 'approved' }] });
  expect(() => review(approved, 'approved', by)).toThrow('is approved; it cannot become approved');
});

test('a rejection needs a reason', () => {
  expect(() => review(draft, 'rejected', by)).toThrow('needs a reason');
  expect(review(draft, 'rejected', { ...by, note: 'customer specific' }).audit[0]?.note).toBe('customer specific');
});

test('the slug is plain ASCII and unique by the id', () => {
  expect(draftSlug(draft)).toBe('proxy-connection-refused-fw-2001-ubersicht-abcdef');
  expect(draftSlug({ ...draft, title: '設定' })).toBe('article-abcdef');
});

test('a withdrawal needs a reason, and what an edit kept for readers ends with it', () => {
  const approved = review(checkEvidence(draft), 'approved', by);
  expect(() => review(approved, 'withdrawn', by)).toThrow('a withdrawal needs a reason');
  const again = review(approved, 'verify_again', { ...by, toVerify: [{ url: 'https://docs.example.com/a', was: 'gone' }] });
  const { title, symptoms, question, steps, appliesTo, tags } = approved;
  const edited = { ...again, title: 'Edited', served: { title, symptoms, question, steps, appliesTo, tags } };
  expect(servedDraft(edited)?.title).toBe(draft.title);
  const still = review(edited, 'approved', by);
  expect([still.title, still.served, still.toVerify, still.state]).toEqual(['Edited', undefined, undefined, 'approved']);
  expect(servedDraft(review(edited, 'withdrawn', { ...by, note: 'outdated' }))).toBeNull();
});

test('the day on which a snoozed draft returns ends with the snooze', () => {
  const snoozed = review(draft, 'snoozed', { ...by, until: '2026-02-01' });
  expect(snoozed.until).toBe('2026-02-01');
  expect(review(snoozed, 'proposed', by)).not.toHaveProperty('until');
});

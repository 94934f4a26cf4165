import type { Draft, Evidence } from '#core/domain/draft.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { DraftEdit } from './desk-api.ts';

/** A sentence and the quotes that it rests on. */
export type TypedSentence = { readonly text: string; readonly evidence: readonly Evidence[] };

/** A draft's words as they stand in the form. `key` tells steps apart while some are removed. */
export type TypedDraft = {
  readonly title: string;
  readonly question: TypedSentence;
  readonly symptoms: string;
  readonly steps: readonly (TypedSentence & { readonly key: number })[];
  readonly appliesTo: string;
  readonly tags: string;
};

export function typedOf(draft: Pick<Draft, 'title' | 'question' | 'symptoms' | 'steps' | 'appliesTo' | 'tags'>): TypedDraft {
  return {
    title: draft.title,
    question: { text: draft.question.text, evidence: draft.question.evidence },
    symptoms: draft.symptoms.join('\n'),
    steps: draft.steps.map(({ text, evidence }, key) => ({ key, text, evidence })),
    appliesTo: draft.appliesTo.join(', '),
    tags: draft.tags.join('; '),
  };
}

/** What is sent: only what differs from the words that the form began with, so that a list with a comma in an entry stays whole. */
export function editOf(typed: TypedDraft, base: TypedDraft): DraftEdit {
  const has = (field: keyof TypedDraft) => !isSame(typed, base, field);
  return {
    ...(has('title') ? { title: typed.title } : {}),
    ...(has('question') ? { question: typed.question } : {}),
    ...(has('symptoms') ? { symptoms: entries(typed.symptoms, '\n') } : {}),
    ...(has('steps') ? { steps: writtenSteps(typed) } : {}),
    ...(has('appliesTo') ? { appliesTo: entries(typed.appliesTo, ',') } : {}),
    ...(has('tags') ? { tags: entries(typed.tags, ';') } : {}),
  };
}

/** The draft as it would be stored, each sentence checked against the mail by the rule that the server has. */
export function checkTyped(draft: Draft, typed: TypedDraft): Draft {
  return checkEvidence({
    ...draft,
    question: { ...typed.question, supported: false },
    steps: typed.steps.map(({ text, evidence }) => ({ text, evidence, supported: false })),
  });
}

/** The fields that both changed since `base`, and not alike. */
export function conflicts(base: TypedDraft, theirs: TypedDraft, typed: TypedDraft): (keyof TypedDraft)[] {
  return FIELDS.filter((field) => !isSame(theirs, base, field) && !isSame(typed, base, field) && !isSame(typed, theirs, field));
}

/** What was typed, with their words in the fields that nobody typed into: nothing of either gets lost. */
export function takeUntouched(base: TypedDraft, theirs: TypedDraft, typed: TypedDraft): TypedDraft {
  const untouched = FIELDS.filter((field) => isSame(typed, base, field));
  return { ...typed, ...Object.fromEntries(untouched.map((field) => [field, theirs[field]])) };
}

/** A field as a person reads it. */
export function fieldText(typed: TypedDraft, field: keyof TypedDraft): string {
  if (field === 'steps') return typed.steps.map(({ text }, index) => `Step ${index + 1}: ${text}`).join('\n');
  return field === 'question' ? typed.question.text : typed[field];
}

export const FIELD_NAMES: Readonly<Record<keyof TypedDraft, string>> = {
  title: 'Title',
  question: 'Question',
  symptoms: 'What customers saw',
  steps: 'Steps',
  appliesTo: 'Applies to',
  tags: 'Tags',
};
const FIELDS = Object.keys(FIELD_NAMES) as (keyof TypedDraft)[];

function isSame(a: TypedDraft, b: TypedDraft, field: keyof TypedDraft): boolean {
  const words = (typed: TypedDraft) => JSON.stringify(field === 'steps' ? writtenSteps(typed) : typed[field]);
  return words(a) === words(b);
}

function writtenSteps(typed: TypedDraft): TypedSentence[] {
  return typed.steps.filter(({ text }) => text.trim()).map(({ text, evidence }) => ({ text, evidence }));
}

function entries(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((entry) => entry.trim())
    .filter(Boolean);
}

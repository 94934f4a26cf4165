import { z } from 'zod';
import { byteLength, MAX_TAGS_BYTES, MAX_TITLE_BYTES, sortTags } from '#core/domain/article.ts';
import { type Draft, type Evidence, isEditable, type PublicText, type Step } from '#core/domain/draft.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { checkEvidence } from '#core/domain/evidence.ts';

/** A step is a sentence or a block of code; what is longer is an article of its own. */
const MAX_STEP_CHARACTERS = 4_000;
/** Longer instructions are not followed to the end. */
const MAX_STEPS = 50;
const MAX_LIST = 30;

const evidence = z.array(z.strictObject({ messageId: z.string(), start: z.int().min(0), end: z.int().min(0) })).max(MAX_LIST);
const stepEdit = z.strictObject({
  text: z
    .string()
    .refine((text) => text.trim() !== '', 'is empty')
    .max(MAX_STEP_CHARACTERS, `has over ${MAX_STEP_CHARACTERS} characters`)
    // A step of code keeps its indent.
    .transform((text) => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')),
  /** Left out: that of the step which stood at the same place. */
  evidence: evidence.optional(),
});
const line = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(500)
  .refine((text) => !/[\r\n]/.test(text), 'must be one line');

/** What a reviewer may change. Everything may be left out; lists replace the whole list. */
export const draftEdit = z.strictObject({
  title: line.refine((text) => byteLength(text) <= MAX_TITLE_BYTES, `is over ${MAX_TITLE_BYTES} bytes`).optional(),
  symptoms: z.array(line).max(MAX_LIST).optional(),
  question: stepEdit.optional(),
  steps: z.array(stepEdit).min(1, 'needs one step at least').max(MAX_STEPS).optional(),
  appliesTo: z.array(line).max(MAX_LIST).optional(),
  tags: z
    .array(z.string().regex(/^[a-z]+:[^;\s][^;]*$/, 'must look like `topic:proxy`'))
    .max(MAX_LIST)
    .refine((tags) => byteLength(tags.join(';')) <= MAX_TAGS_BYTES, `are over ${MAX_TAGS_BYTES} bytes together`)
    .optional(),
  /** One for each contradiction, in order; null leaves it as it is. */
  decisions: z
    .array(z.enum(['docs', 'mail', 'both']).nullable())
    .max(MAX_LIST)
    .optional(),
});
export type DraftEdit = z.infer<typeof draftEdit>;

/** Checks what the outside sent. Throws InvalidInput naming every field that is wrong. */
export function parseDraftEdit(value: unknown): DraftEdit {
  const parsed = draftEdit.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `\`${issue.path.join('.') || '(top)'}\` ${issue.message}`);
  throw new InvalidInput(`the edit cannot be taken: ${problems.join('; ')}; correct it and save again`);
}

/**
 * A reviewer's edit as the next version of the draft, its evidence checked anew: a claim that the mail does not make shows as unsupported.
 * What is published or decided does not change under its readers: only proposed and verify_again drafts can be edited; of the latter they
 * see the approved text until the edit is approved. A snoozed one becomes proposed by it. Throws InvalidInput otherwise.
 */
export function editDraft(draft: Draft, edit: DraftEdit, by: { readonly who: string; readonly at: string }): Draft {
  if (!isEditable(draft.state))
    throw new InvalidInput(`draft ${draft.id} is ${draft.state}; only drafts that wait for a review can be edited`);
  if (edit.decisions && edit.decisions.length !== draft.contradictions.length)
    throw new InvalidInput(
      `draft ${draft.id} has ${draft.contradictions.length} contradictions; \`decisions\` has ${edit.decisions.length}`,
    );
  const { until: _until, ...before } = draft;
  const next: Draft = {
    ...before,
    ...(draft.state === 'verify_again' ? { served: draft.served ?? publicText(draft) } : {}),
    version: draft.version + 1,
    state: draft.state === 'snoozed' ? 'proposed' : draft.state,
    title: edit.title ?? draft.title,
    symptoms: edit.symptoms ?? draft.symptoms,
    question: edit.question ? editStep(draft, edit.question, draft.question) : draft.question,
    steps: edit.steps?.map((step, index) => editStep(draft, step, draft.steps[index])) ?? draft.steps,
    appliesTo: edit.appliesTo ?? draft.appliesTo,
    tags: edit.tags ? sortTags(edit.tags) : draft.tags,
    contradictions: draft.contradictions.map((found, index) => {
      const decision = edit.decisions?.[index];
      return decision ? { ...found, decision } : found;
    }),
    audit: [...draft.audit, { ...by, what: 'edited', note: Object.keys(edit).join(', ') || 'proposed again' }],
  };
  return checkEvidence(next);
}

function publicText({ title, symptoms, question, steps, appliesTo, tags }: Draft): PublicText {
  return { title, symptoms, question, steps, appliesTo, tags };
}

function editStep(draft: Draft, edit: z.infer<typeof stepEdit>, before: Step | undefined): Step {
  for (const span of edit.evidence ?? []) checkSpan(draft, span);
  return { text: edit.text, evidence: edit.evidence ?? before?.evidence ?? [], supported: false };
}

function checkSpan(draft: Draft, { messageId, start, end }: Evidence): void {
  const length = draft.messages.find((message) => message.id === messageId)?.text.length;
  if (length === undefined) throw new InvalidInput(`draft ${draft.id} has no message ${messageId}; point at one of its own`);
  if (end <= start || end > length)
    throw new InvalidInput(`draft ${draft.id}: ${start} to ${end} is no part of message ${messageId}, which has ${length} characters`);
}

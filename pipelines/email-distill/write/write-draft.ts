import { sortTags } from '#core/domain/article.ts';
import { sha256 } from '#core/domain/digest.ts';
import type { Draft, Step } from '#core/domain/draft.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { PreparedThread } from '../prepare-thread.ts';
import type { Decision } from './decide-thread.ts';
import type { Guidance } from './guidance.ts';
import { questionStep } from './question-step.ts';
import { symptomsIn, versionsIn } from './seen-facts.ts';
import { capital, fenced, oneLine } from './step-text.ts';
import { titleOf } from './title.ts';
import { topicsOf } from './topics.ts';

/** What a draft has before it is compared and stored. */
export type WrittenDraft = Omit<Draft, 'similar' | 'contradictions' | 'audit' | 'version' | 'state'>;

/**
 * An article made of the thread's own sentences: each points at the place in the mail that says it. The customer gives title, question and
 * symptoms, support gives the steps. The id is a digest of threads and content, so the same mail makes the same draft.
 */
export function writeDraft(thread: PreparedThread, decision: Extract<Decision, { article: true }>, tags: readonly string[]): WrittenDraft {
  const steps = decision.guidance.map(stepOf);
  const question = questionStep(decision.question, [thread.subject, ...steps.map(({ text }) => text)].join('\n'));
  const title = titleOf(thread.subject, question.text);
  const messages = thread.messages.filter(({ kind }) => kind === 'person').map(({ id, role, date, text }) => ({ id, role, date, text }));
  const customer = messages.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const appliesTo = versionsIn(messages.map(({ text }) => text).join('\n'));
  const symptoms = symptomsIn(customer);
  const topics = topicsOf([title, question.text, ...symptoms, ...steps.map(({ text }) => text)].join('\n'));
  const draft = {
    title,
    symptoms,
    question,
    steps,
    appliesTo,
    tags: sortTags([...tags, thread.ticket ? 'source:ticket' : 'source:email', ...topics]),
    threads: [thread.id],
    messages,
  };
  return identified(draft);
}

/** The draft with its id, and with each sentence checked against the mail. */
export function identified(draft: Omit<WrittenDraft, 'id'>): WrittenDraft {
  const content = [
    draft.threads.toSorted(),
    draft.title,
    draft.question.text,
    draft.steps.map(({ text }) => text),
    draft.symptoms,
    draft.appliesTo,
  ];
  const id = sha256(JSON.stringify(content)).slice(0, 20);
  const { question, steps } = checkEvidence({ ...draft, id, version: 1, state: 'proposed', similar: [], contradictions: [], audit: [] });
  return { ...draft, id, question, steps };
}

function stepOf({ message, kind, spans }: Guidance): Step {
  const parts = spans.map(({ start, end }) => message.text.slice(start, end));
  const text = kind === 'code' ? fenced(parts.join('\n')) : capital(parts.map(oneLine).join(' '));
  return { text, evidence: spans.map(({ start, end }) => ({ messageId: message.id, start, end })), supported: true };
}

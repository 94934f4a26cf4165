import type { Draft, EvidenceMessage, Step } from '#core/domain/draft.ts';
import { contentTerms } from '#core/domain/words.ts';

/** Something that touches a topic: a passage of the knowledge base, or a thread that was distilled into a draft. */
export type Finding = Pick<Draft, 'title' | 'symptoms' | 'appliesTo' | 'tags' | 'threads'> & {
  readonly kind: 'passage' | 'thread';
  /** Of a passage: its article. */
  readonly url?: string;
  readonly messages: readonly EvidenceMessage[];
  /** What it says, each with its place in the messages. */
  readonly steps: readonly Step[];
};

/** The share of a question's own words that a text has, 0 to 1. */
export function coverage(question: string, text: string): number {
  const terms = contentTerms(question);
  if (terms.length === 0) return 0;
  const has = new Set(contentTerms(text));
  return terms.filter((term) => has.has(term)).length / terms.length;
}

/** How many of a question's own words a text has. */
export function shared(question: string, text: string): number {
  return Math.round(coverage(question, text) * contentTerms(question).length);
}

/** How far a finding speaks to a question, 0 to 1, in one place: words that lie scattered over a long text are there by chance. */
export function speaksTo(question: string, { title, symptoms, steps }: Pick<Finding, 'title' | 'symptoms' | 'steps'>): number {
  const about = [title, ...symptoms].join('\n');
  return Math.max(coverage(question, about), ...steps.map(({ text }) => coverage(question, `${about}\n${text}`)));
}

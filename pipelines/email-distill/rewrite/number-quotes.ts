import type { Evidence, EvidenceMessage, Step } from '#core/domain/draft.ts';
import type { WrittenDraft } from '../write/write-draft.ts';

/** A quoted sentence of a draft as the model sees and cites it. */
export type NumberedQuote = {
  readonly number: number;
  readonly evidence: Evidence;
  readonly text: string;
  /** The step it belongs to; null for the question. */
  readonly step: number | null;
  /** Code stays as it is. */
  readonly isCode: boolean;
  /** False for a sentence of another thread that says the same: a rewording need not name it. */
  readonly isOwn: boolean;
};

/** The quotes of a draft in its order, numbered from 1. */
export function numberQuotes(draft: Pick<WrittenDraft, 'question' | 'steps' | 'messages'>): NumberedQuote[] {
  const messages = new Map(draft.messages.map((message) => [message.id, message]));
  return [{ of: draft.question, step: null }, ...draft.steps.map((of, step) => ({ of, step }))]
    .flatMap(({ of, step }) => of.evidence.flatMap((evidence) => quoteOf(evidence, of, step, messages)))
    .map((quote, index) => ({ ...quote, number: index + 1 }));
}

/** Whether a step is a block of code. */
export function isCodeStep({ text }: Step): boolean {
  return text.startsWith('```');
}

function quoteOf(evidence: Evidence, of: Step, step: number | null, messages: ReadonlyMap<string, EvidenceMessage>) {
  const text = messages.get(evidence.messageId)?.text.slice(evidence.start, evidence.end) ?? '';
  return text.trim() ? [{ evidence, text, step, isCode: isCodeStep(of), isOwn: evidence.messageId === of.evidence[0]?.messageId }] : [];
}

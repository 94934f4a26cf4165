import { keepsFacts } from '#core/domain/claim/keeps-facts.ts';
import type { Step } from '#core/domain/draft.ts';
import { isSupportedBy } from '#core/domain/evidence.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import type { Cited, RewriteAnswer } from './from-rewrite-answer.ts';
import { isCodeStep, type NumberedQuote } from './number-quotes.ts';

/** Words that a model gave a draft, as far as the mail bears them out; `rewritten` and `kept` count texts: title, question and each step. */
export type Rewritten = Pick<WrittenDraft, 'title' | 'question' | 'steps'> & { readonly rewritten: number; readonly kept: number };

/** A text of the model, with the quotes that it names. */
type Proposal = { readonly text: string; readonly quotes: readonly NumberedQuote[] };

/** Markdown that would make a link, a picture, a heading or a table of a sentence. */
const MARKUP = /\]\s?[([]|!\[|^\s*(?:#{1,6}\s|>|\||```|~~~)/;
const LIST_MARK = /^\s{0,6}(?:\d{1,2}[.)]|[-*•–])\s+/;

/**
 * Takes over what the mail supports and leaves the rest in the mail's own words. A step is replaced only as a whole: when supported texts name
 * each of its sentences and keep its facts. So no sentence of the answer is lost, and steps stay in their order.
 */
export function applyRewrite(draft: WrittenDraft, quotes: readonly NumberedQuote[], answer: RewriteAnswer): Rewritten {
  const ofQuestion = quotes.filter(({ step }) => step === null);
  const question = proposalOf(answer.question, ofQuestion);
  const hasQuestion = question !== null && keepsFacts(draft.question.text, question.text);
  // A title has no quotes that a reviewer could look at: it may only say better what the title says.
  const hasTitle = isClean(answer.title, [draft.title]) && keepsFacts(draft.title, answer.title);
  const { replaced, proposals } = settle(draft, quotes, answer);
  const kept = draft.steps.flatMap((step, index) => (replaced.has(index) ? [] : [{ step, at: firstNumber(quotes, index) }]));
  const taken = proposals.map((proposal) => ({ step: stepOf(proposal), at: Math.min(...proposal.quotes.map(({ number }) => number)) }));
  const steps = [...kept, ...taken].sort((a, b) => a.at - b.at).map(({ step }) => step);
  const keptProse = kept.filter(({ step }) => !isCodeStep(step)).length;
  return {
    title: hasTitle ? answer.title : draft.title,
    question: hasQuestion ? stepOf(question) : draft.question,
    steps,
    rewritten: proposals.length + Number(hasQuestion) + Number(hasTitle),
    kept: keptProse + Number(!hasQuestion) + Number(!hasTitle),
  };
}

/** Drops proposals until each that is left replaces whole steps, and each step is either replaced or untouched. */
function settle(draft: WrittenDraft, quotes: readonly NumberedQuote[], answer: RewriteAnswer) {
  const ofAnswer = quotes.filter(({ step, isCode }) => step !== null && !isCode);
  let proposals = answer.steps.flatMap((cited) => proposalOf(cited, ofAnswer) ?? []);
  for (;;) {
    const replaced = new Set(draft.steps.keys().filter((index) => isReplaced(index, draft, ofAnswer, proposals)));
    const left = proposals.filter((proposal) => proposal.quotes.every(({ step }) => step !== null && replaced.has(step)));
    if (left.length === proposals.length) return { replaced, proposals };
    proposals = left;
  }
}

function isReplaced(index: number, draft: WrittenDraft, quotes: readonly NumberedQuote[], proposals: readonly Proposal[]): boolean {
  const own = quotes.filter(({ step, isOwn }) => step === index && isOwn);
  const naming = proposals.filter((proposal) => proposal.quotes.some(({ step }) => step === index));
  const named = new Set(naming.flatMap((proposal) => proposal.quotes.map(({ number }) => number)));
  if (own.length === 0 || own.some(({ number }) => !named.has(number))) return false;
  return keepsFacts(draft.steps[index]!.text, naming.map(({ text }) => text).join('\n'));
}

/** A text of the model with its quotes; null where one of them does not exist there, or where they do not support it. */
function proposalOf({ text, quotes: numbers }: Cited, quotes: readonly NumberedQuote[]): Proposal | null {
  const named = quotes.filter(({ number }) => numbers.includes(number));
  if (named.length === 0 || named.length < numbers.length) return null;
  return isClean(
    text,
    named.map((quote) => quote.text),
  )
    ? { text: withListMark(text, named[0]!.text), quotes: named }
    : null;
}

function isClean(text: string, quoted: readonly string[]): boolean {
  return !MARKUP.test(text) && isSupportedBy(text, quoted);
}

/** The mark of a list item is that of the sentence that it is made of. */
function withListMark(text: string, quote: string): string {
  return `${LIST_MARK.exec(quote)?.[0].trimStart() ?? ''}${text.replace(LIST_MARK, '')}`;
}

function stepOf({ text, quotes }: Proposal): Step {
  return { text, evidence: quotes.map(({ evidence }) => evidence), supported: true };
}

function firstNumber(quotes: readonly NumberedQuote[], index: number): number {
  return quotes.find(({ step }) => step === index)?.number ?? 0;
}

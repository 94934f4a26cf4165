import type { PreparedMessage } from '../prepare-thread.ts';
import { rolesOf } from './guidance.ts';
import { questionStep } from './question-step.ts';
import { saysNotSolved } from './replies.ts';
import { symptomsIn, versionsIn } from './seen-facts.ts';
import { type Role, roleOf } from './sentence-roles.ts';
import { oneLine } from './step-text.ts';

/** A thread that is not enough for an article: who wrote, what was asked, and the mail in which the customer said that it failed. */
export type OpenThread = {
  readonly subject: string;
  readonly people: readonly PreparedMessage[];
  readonly question: PreparedMessage;
  readonly failure: PreparedMessage | null;
};

const MIN_QUESTIONS = 2;
const MAX_QUESTIONS = 4;
const MAX_QUOTE_LENGTH = 160;
const NOTHING_SAID = 3;

/**
 * The two to four questions that an engineer would have to answer to make an article of a thread, each about something that stands in it:
 * the promise without an outcome, the call, what was asked back, the guess, the cause of the symptom. Quotes are masked text.
 */
export function openQuestions({ subject, people, question, failure }: OpenThread): string[] {
  const from = people.indexOf(failure ?? question);
  const support = people.filter(({ role }, index) => role === 'support' && index > people.indexOf(question));
  const late = support.filter((message) => people.indexOf(message) > from);
  const sentences = (late.length ? late : support).flatMap(rolesOf);
  const said = (role: Role) => sentences.find((sentence) => sentence.role === role && countWords(sentence.text) >= NOTHING_SAID)?.text;
  const ask = (text: string | undefined, words: (quoted: string) => string) => (text ? [words(quote(text))] : []);
  const asked = questionStep(question, subject).text;
  const customer = people.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const [symptom] = symptomsIn(customer);
  const versions = versionsIn(people.map(({ text }) => text).join('\\n'));
  const failed = failure && failureSentence(failure);
  const specific = [
    ...ask(said('promise'), (it) => `What came out of it: ${it}?`),
    ...ask(said('elsewhere'), (it) => `What does the call or file hold that is meant by ${it}, and which part of it is the answer?`),
    ...ask(failed ?? undefined, (it) => `The last answer did not help (${it}): what solved it in the end?`),
    ...ask(said('asks-for-material'), (it) => `What did it show when support asked ${it}?`),
    ...ask(said('question'), (it) => `What is the answer to what support asked back, ${it}, and what follows from it?`),
    ...ask(said('guess'), (it) => `Is it so, and who has tried it: ${it}?`),
    ...ask(lastAsked(people), (it) => `Nobody replied to ${it}: what is the answer?`),
    ...ask(said('guidance'), (it) => `What exactly is to be done, step by step, where support says ${it}?`),
    ...ask(symptom, (it) => `What causes ${it}, and what makes it go away?`),
  ];
  const general = [
    `What is the whole answer to ${quote(asked)}?`,
    versions.length
      ? `Does it hold for ${versions.slice(0, 3).join(', ')} only, or for which versions?`
      : `Which product and versions is ${quote(subject || asked)} about? The mail names none.`,
  ];
  const answerless = support.length === 0 || specific.length < MIN_QUESTIONS;
  const questions = [...new Set(answerless ? [general[0]!, ...specific, general[1]!] : specific)];
  return questions.slice(0, MAX_QUESTIONS);
}

/** The sentence in which the customer says that it failed; the first that is no courtesy where none says so alone. */
function failureSentence(message: PreparedMessage): string | null {
  const sentences = rolesOf(message).filter(({ role }) => role !== 'courtesy');
  return (sentences.find(({ text }) => saysNotSolved(text)) ?? sentences[0])?.text ?? null;
}

/** What the customer asked after everybody had fallen silent. */
function lastAsked(people: readonly PreparedMessage[]): string | undefined {
  const last = people.at(-1);
  if (last?.role !== 'customer' || people.length < 2) return undefined;
  return rolesOf(last).find(({ text }) => roleOf(text) === 'question' && countWords(text) >= NOTHING_SAID)?.text;
}

function quote(text: string): string {
  const line = oneLine(text).replace(/^(?:\d{1,2}[.)]|[-*•–])\s/, '');
  const cut = line.length <= MAX_QUOTE_LENGTH ? line : `${line.slice(0, MAX_QUOTE_LENGTH).replace(/\s\S*$/, '')}…`;
  return `“${cut.replace(/[?.:!]{1,3}$/, '')}”`;
}

function countWords(text: string): number {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}

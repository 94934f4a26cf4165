import type { TicketFields } from '#core/domain/ticket.ts';
import { isFollowUp } from '../question/resolve-follow-up.ts';
import type { AskedQuestion } from './collect-ticket.ts';
import type { Slots } from './find-slots.ts';
import { capitalised } from './read-intent.ts';

/** What a list of tickets shows in one line. */
export const MAX_SUBJECT_CHARACTERS = 90;
/** A handful is enough to group tickets by; a pasted log may hold dozens. */
const MAX_ERROR_TAGS = 5;
/** Codes of standards, which look like error codes: `UTF-8`, `SHA-256`. */
const STANDARDS = /^(?:utf|sha|aes|iso|rfc|ecma|http|tls|ssl|rsa|md|ieee|base|x|jdk|java|windows|ipv)-/i;

/** What a ticket is about when its wish does not say: the last question without an answer, else the last question. Null when there is none. */
export function proposeDescription(questions: readonly AskedQuestion[]): string | null {
  const unanswered = questions.findLastIndex((question) => question.outcome !== 'answered');
  const index = unanswered >= 0 ? unanswered : questions.length - 1;
  const question = questions[index];
  if (!question) return null;
  const before = questions[index - 1];
  // "And with a proxy?" says little without the question before it.
  return before && isFollowUp(question.text) ? `${before.text}\n${question.text}` : question.text;
}

/** The ticket as it is offered. Each value is the visitor's own. */
export function ticketFields(description: string, slots: Slots): TicketFields {
  const own = {
    requester_email: slots.email ?? '',
    subject: subjectOf(description),
    description,
    priority: slots.priority ?? 'normal',
    tags: ['chat', ...errorTags(description)],
  };
  // First and last: a form shows them in this order, and no field of the configuration takes the place of one.
  return { ...own, ...slots.extras, ...own };
}

/** The first sentence, cut at a word. */
export function subjectOf(description: string): string {
  const sentence = (/^[\s\S]*?[.!?](?=\s|$)|^[^\n]+/.exec(description.trim())?.[0] ?? description)
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim();
  const line = capitalised(sentence);
  if (line.length <= MAX_SUBJECT_CHARACTERS) return line;
  const cut = line.slice(0, MAX_SUBJECT_CHARACTERS - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_SUBJECT_CHARACTERS / 2)).trimEnd()}…`;
}

function errorTags(text: string): string[] {
  const codes = [...text.matchAll(/\b[A-Z]{2,6}-\d{2,6}\b/gi)].map((match) => match[0].toLowerCase());
  return [...new Set(codes)].filter((code) => !STANDARDS.test(code)).slice(0, MAX_ERROR_TAGS);
}

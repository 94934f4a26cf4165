import { termCounts } from '../compare/text-likeness.ts';
import type { PreparedMessage, PreparedThread } from '../prepare-thread.ts';
import { rolesOf } from './guidance.ts';
import { goesOn } from './replies.ts';
import type { Role } from './sentence-roles.ts';

/** "It does not work" names nothing that an answer could be about. */
const MIN_ASKED_TERMS = 3;
/** What a farewell may consist of: it takes nothing back, and leaves nothing open. */
const FAREWELL = new Set<Role>(['courtesy', 'aside', 'personal', 'story', 'passing']);

/** What leaves the end to be told. */
const OPEN = new Set<Role>(['promise', 'elsewhere', 'question', 'asks-for-material']);

/** Whether an agent holds the thread for done: nobody has to say any more that the answer helped. */
export function isSolvedTicket({ ticket }: Pick<PreparedThread, 'ticket'>): boolean {
  return ticket === 'solved';
}

/** Whether subject and question name a matter. */
export function namesMatter(subject: string, question: string): boolean {
  return termCounts(`${subject}\n${question}`.replace(/<[A-Z]+_\d+>/g, ' ')).size >= MIN_ASKED_TERMS;
}

/**
 * The answer of a solved ticket: what agents wrote last, without a customer in between. Where that is a farewell, "Great, I am closing this",
 * it is what they wrote before, as long as the customer raised nothing in between. What an earlier comment promised or asked is at an end when
 * a later one answers.
 */
export function lastAnswer(people: readonly PreparedMessage[], answers: readonly PreparedMessage[]): readonly PreparedMessage[] {
  let end = answers.length;
  for (;;) {
    const turn = turnBefore(people, answers, end);
    const first = end - turn.length;
    if (first <= 0 || !turn.every(isFarewell)) return sinceLastOpen(turn);
    const between = people.slice(people.indexOf(answers[first - 1]!) + 1, people.indexOf(turn[0]!));
    if (between.some(({ role, text }) => role === 'customer' && goesOn(text))) return turn;
    end = first;
  }
}

/** The answers before `end` that no customer's comment parts. */
function turnBefore(people: readonly PreparedMessage[], answers: readonly PreparedMessage[], end: number): readonly PreparedMessage[] {
  let start = end;
  while (start > 0 && (start === end || people[people.indexOf(answers[start]!) - 1] === answers[start - 1])) start -= 1;
  return answers.slice(start, end);
}

function sinceLastOpen(turn: readonly PreparedMessage[]): readonly PreparedMessage[] {
  const open = turn.findLastIndex((message) => rolesOf(message).some(({ role }) => OPEN.has(role)));
  const rest = turn.slice(open + 1);
  return rest.some((message) => rolesOf(message).some(({ role }) => role === 'guidance')) ? rest : turn;
}

function isFarewell(message: PreparedMessage): boolean {
  return rolesOf(message).every(({ role }) => FAREWELL.has(role));
}

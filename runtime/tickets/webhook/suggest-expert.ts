import { contentTerms } from '#core/domain/words.ts';
import type { AnsweredTicket } from './raw-ticket.ts';

/** Below this part of what is asked, weighed by how rare its words are, two tickets only share a language. */
const MIN_LIKENESS = 0.25;
/** One word, however rare, is a coincidence. */
const MIN_SHARED_TERMS = 2;
const MAX_SIMILAR = 5;
/** A ticket from the chat carries the whole conversation; what is asked stands before it. */
const MAX_QUESTION_CHARACTERS = 4_000;

type NamedTicket = Pick<AnsweredTicket, 'id' | 'subject'>;

export type ExpertSuggestion = {
  readonly name: string;
  /** Those of the similar ones that the expert answered. */
  readonly tickets: readonly NamedTicket[];
  /** All that ask alike, the most alike first. */
  readonly similar: readonly NamedTicket[];
};

/** Who answered the tickets that ask most alike; null when none does. Equal ones by name, so that the same tickets give the same answer. */
export function suggestExpert(question: string, tickets: readonly AnsweredTicket[]): ExpertSuggestion | null {
  const asked = termsOf(question);
  const others = tickets.map((ticket) => ({ ticket, terms: termsOf(ticket.question) }));
  const rarity = (term: string) => Math.log(1 + (tickets.length + 1) / (1 + others.filter(({ terms }) => terms.has(term)).length));
  const weights = new Map([...asked].map((term) => [term, rarity(term)]));
  const sum = (terms: readonly string[]) => terms.reduce((total, term) => total + (weights.get(term) ?? 0), 0);
  const whole = sum([...asked]);
  const similar = others
    .map(({ ticket, terms }) => ({ ticket, shared: [...asked].filter((term) => terms.has(term)) }))
    .filter(({ shared }) => shared.length >= MIN_SHARED_TERMS)
    .map(({ ticket, shared }) => ({ ticket, likeness: sum(shared) / whole }))
    .filter(({ likeness }) => likeness >= MIN_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_SIMILAR);
  const credit = new Map<string, number>();
  for (const { ticket, likeness } of similar) for (const name of ticket.answeredBy) credit.set(name, (credit.get(name) ?? 0) + likeness);
  const [best] = [...credit].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  if (!best) return null;
  const [name] = best;
  const named = (tickets: typeof similar) => tickets.map(({ ticket: { id, subject } }) => ({ id, subject }));
  return { name, tickets: named(similar.filter(({ ticket }) => ticket.answeredBy.includes(name))), similar: named(similar) };
}

/** The suggestion as a note for agents. */
export function expertNote(suggestion: ExpertSuggestion | null): string {
  if (!suggestion) return 'No expert can be suggested: none of the solved tickets that are kept here asks anything alike.';
  const tickets = suggestion.tickets.map(({ id, subject }) => `#${id} “${subject}”`).join(', ');
  return `Suggested expert: ${suggestion.name}, who answered the tickets most like this one: ${tickets}.`;
}

function termsOf(text: string): Set<string> {
  return new Set(contentTerms(text.slice(0, MAX_QUESTION_CHARACTERS)));
}

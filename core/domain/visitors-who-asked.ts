import type { Draft } from './draft.ts';
import { isIdentifier, isStopWord, type Word, words } from './words.ts';

/** A question of a visitor that got no good answer. */
type OpenQuestion = { readonly question: string; readonly sessionId: string };

/** So much of a question's words, and two at least, must stand in a draft that is about the same. */
const MIN_SHARE = 0.5;
const MIN_SHARED = 2;
/** A question has no more; what follows is a pasted log. */
const MAX_QUESTION_WORDS = 60;
/** A word that so many drafts have, such as the product's name, tells no two matters apart; under so few drafts nothing is common. */
const COMMON_SHARE = 0.3;
const MIN_DRAFTS_FOR_COMMON = 20;

/**
 * How many visitors asked what each draft answers, by its id: their question names the same error code or setting, or shares half of its
 * words with title, question and symptoms. A visitor counts once a draft. Costs as much as the questions have words in common with drafts.
 */
export function visitorsWhoAsked(
  drafts: readonly Pick<Draft, 'id' | 'title' | 'question' | 'symptoms'>[],
  questions: readonly OpenQuestion[],
): Map<string, number> {
  const draftsWith = new Map<string, string[]>();
  for (const { id, title, question, symptoms } of drafts)
    for (const term of subjectWords([title, question.text, ...symptoms].join('\n')).keys()) {
      const ids = draftsWith.get(term);
      if (ids) ids.push(id);
      else draftsWith.set(term, [id]);
    }
  const isCommon = (term: string) =>
    drafts.length >= MIN_DRAFTS_FOR_COMMON && (draftsWith.get(term)?.length ?? 0) > drafts.length * COMMON_SHARE;

  const visitors = new Map<string, Set<string>>();
  for (const { question, sessionId } of questions) {
    const asked = [...subjectWords(question).values()].filter(({ term }) => !isCommon(term)).slice(0, MAX_QUESTION_WORDS);
    const shared = new Map<string, number>();
    for (const word of asked)
      for (const id of draftsWith.get(word.term) ?? [])
        shared.set(id, (shared.get(id) ?? 0) + (namesOneThing(word) ? asked.length + 1 : 1));
    for (const [id, count] of shared) {
      if (count < MIN_SHARED || count < asked.length * MIN_SHARE) continue;
      visitors.set(id, (visitors.get(id) ?? new Set()).add(sessionId));
    }
  }
  return new Map(drafts.map(({ id }) => [id, visitors.get(id)?.size ?? 0]));
}

/** The words of a text that tell its subject, once each. */
function subjectWords(text: string): Map<string, Word> {
  return new Map(words(text).flatMap((word) => (isStopWord(word.text) ? [] : [[word.term, word] as const])));
}

/** An error code or a setting; a version names a thousand things. */
function namesOneThing(word: Word): boolean {
  return isIdentifier(word) && !/^v?\d/.test(word.text);
}

import type { ReadLanguage } from './read-language.ts';
import type { Sentence } from './sentences.ts';
import {
  JAPANESE_DENIES,
  JAPANESE_PAST,
  JAPANESE_SETTLES,
  JAPANESE_SUPPOSES,
  LONG_AGO,
  SETTLING_PHRASE,
  STANCE,
  type StanceWords,
} from './stance-words.ts';
import type { Hit } from './terms.ts';

/** What a sentence does with a cue: means it, denies it, only thinks of it, asks how it is in general, or tells that it is over. */
export type Stance = 'meant' | 'denied' | 'supposed' | 'asked' | 'over';

/** So far back a `not` reaches: `not in any way urgent`. */
const DENIES_WITHIN = 4;
const DENIES_AFTER_WITHIN = 3;
const AGAIN_WITHIN = 3;
const WISHED_WITHIN = 3;
/** A sentence that says of the one before it that it is over is short. */
const MAX_SETTLING_WORDS = 14;

/** How a hit is meant. `next` is the sentence behind it, which may say that all is well again. */
export function stanceOf(hit: Hit, sentence: Sentence, next: Sentence | undefined, language: ReadLanguage): Stance {
  if (!hit.at) return japaneseStance(hit, sentence, next);
  const stances = [STANCE.en, language === 'en' ? undefined : STANCE[language]].filter((words) => words !== undefined);
  if (stances.some((words) => isDenied(hit.at!, sentence, words))) return 'denied';
  if (stances.some((words) => isSupposed(hit.at!, sentence, words))) return 'supposed';
  if (stances.some((words) => isAsked(hit.at!, sentence, words))) return 'asked';
  return stances.some((words) => isOver(hit.at!, sentence, next, words)) ? 'over' : 'meant';
}

function japaneseStance({ endsAt }: Hit, { text }: Sentence, next: Sentence | undefined): Stance {
  const behind = text.slice(endsAt, endsAt + 40);
  if (JAPANESE_DENIES.test(behind)) return 'denied';
  if (JAPANESE_SUPPOSES.test(behind)) return 'supposed';
  return JAPANESE_SETTLES.test(text) || JAPANESE_PAST.test(text) || (next && JAPANESE_SETTLES.test(next.text)) ? 'over' : 'meant';
}

type Place = NonNullable<Hit['at']>;

function isDenied({ start, end }: Place, { words }: Sentence, { denies, deniesAfter, affirms }: StanceWords): boolean {
  const { clause } = words[start]!;
  for (let index = start - 1; index >= Math.max(0, start - DENIES_WITHIN) && words[index]!.clause === clause; index -= 1)
    if (denies.has(words[index]!.text) && !affirms.has(words[index + 1]!.text)) return true;
  const after = words.slice(end, end + DENIES_AFTER_WITHIN).filter((word) => word.clause === clause);
  const joint = after.findIndex(({ text }) => JOINTS.has(text));
  const near = joint < 0 ? after : after.slice(0, joint);
  return near.some(({ text }, index) => deniesAfter.has(text) && !affirms.has(words[end + index + 1]?.text ?? ''));
}

/** Behind these another thought begins. */
const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'und', 'oder', 'et', 'ou', 'y', 'o', 'because', 'weil', 'car', 'porque']);

function isSupposed({ start, end }: Place, { words }: Sentence, stance: StanceWords): boolean {
  const { clause } = words[start]!;
  const inClause = (index: number) => words[index]?.clause === clause;
  for (let index = start - 1; index >= 0 && inClause(index); index -= 1) if (stance.supposes.has(words[index]!.text)) return true;
  for (let index = end; index < words.length && inClause(index); index += 1) if (stance.supposesAfter.has(words[index]!.text)) return true;
  return false;
}

/** "Is data lost when the queue is full?" asks how a thing is built. */
function isAsked({ start }: Place, { words, isQuestion }: Sentence, { asks }: StanceWords): boolean {
  return isQuestion && words[start]!.clause === 0 && asks.has(words[0]!.text) && words[1]?.text !== 'you';
}

function isOver({ end }: Place, sentence: Sentence, next: Sentence | undefined, stance: StanceWords): boolean {
  if (sentence.words.slice(end, end + AGAIN_WITHIN).some(({ text }) => text === 'again' || text === 'erneut')) return false;
  if (settles(sentence, stance)) return true;
  return next !== undefined && next.words.length <= MAX_SETTLING_WORDS && settles(next, stance);
}

function settles({ text: said, words, isQuestion }: Sentence, { settles: settling, wishes }: StanceWords): boolean {
  if (isQuestion) return false;
  const phrase = SETTLING_PHRASE.exec(said);
  if (phrase && !lastWords(said.slice(0, phrase.index)).some((word) => wishes.has(word))) return true;
  return words.some(({ text, clause }, index) => {
    if (!settling.has(text)) return false;
    const before = words.slice(Math.max(0, index - WISHED_WITHIN), index).filter((word) => word.clause === clause);
    return !before.some((word) => wishes.has(word.text));
  });
}

function lastWords(text: string): string[] {
  return text
    .slice(-60)
    .toLowerCase()
    .split(/\s+/)
    .slice(-WISHED_WITHIN - 1);
}

/** Whether a sentence tells of something weeks ago, and not that it goes on. */
export function isLongAgo({ text, words }: Sentence, language: ReadLanguage): boolean {
  if (!LONG_AGO.test(text)) return false;
  const stances = [STANCE.en, STANCE[language]].filter((stance) => stance !== undefined);
  return !words.some((word) => stances.some(({ goesOn }) => goesOn.has(word.text)));
}

import { matchesOf } from './matches-of.ts';
import { type Finding, findingAt } from './redact-finding.ts';
import { bareForm, personWords, spellings } from './redact-name-forms.ts';
import { AMBIGUOUS } from './redact-no-names.ts';

/** Mail headers are not ours: more people than this in one conversation are no people. */
const MAX_PEOPLE = 500;

/** Scripts that write no space between words. */
const EASTERN = /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}ー ]+$/u;

export type People = {
  /** Adds people by their names. */
  learn(names: readonly string[]): void;
  /** Where the known people are named, in any of their forms. */
  find(text: string): Finding[];
  /** What stands for the person whose name, user name or initials a word is; the word itself when nobody's. */
  keyOf(word: string): string;
};

/** The people of a conversation: learns names, finds them again in any of their forms. Words of `keep` are no part of a name. */
export function knownPeople(names: readonly string[], keep: readonly string[]): People {
  const kept = new Set(keep.map((word) => word.toLowerCase()));
  /** Lower-case form → the person it stands for; a first name that two people share stays with the first. */
  const forms = new Map<string, string>();
  /** First word of a form → how many words the longest such form has. */
  const openings = new Map<string, number>();
  const eastern = new Map<string, string>();
  let people = 0;

  const learn = (learned: readonly string[]) => {
    // Longer names first, so that "Sara" joins "Sara Lind" whatever the order they came in.
    for (const name of learned.toSorted((a, b) => b.length - a.length)) {
      const words = personWords(name).filter((word) => !kept.has(word.toLowerCase()));
      if (words.length === 0 || people >= MAX_PEOPLE) continue;
      const whole = words.join(' ').toLowerCase();
      const person = forms.get(whole) ?? (words.length === 1 ? undefined : sharedPerson(words, forms)) ?? whole;
      people += forms.has(whole) ? 0 : 1;
      if (EASTERN.test(whole)) eastern.set(words.join(''), person);
      for (const form of spellings(words).map(bareForm)) {
        if (forms.has(form) || kept.has(form)) continue;
        forms.set(form, person);
        const [opening = '', ...others] = form.split(' ');
        openings.set(opening, Math.max(openings.get(opening) ?? 0, others.length + 1));
      }
    }
  };

  const find = (text: string): Finding[] => {
    const words = matchesOf(text, /[\p{L}\p{M}\p{N}'’]+/gu).map(({ 0: word, index }) => ({
      word,
      start: index,
      end: index + word.length,
    }));
    const findings: Finding[] = [];
    for (let first = 0; first < words.length; first++) {
      const { word } = words[first]!;
      const longest = openings.get(/['’]/.test(word) ? bareForm(word) : word.toLowerCase());
      if (longest === undefined || isToken(text, words[first]!.start)) continue;
      for (let count = wordsInARow(text, words, first, longest); count > 0; count--) {
        const { start } = words[first]!;
        const whole = text.slice(start, words[first + count - 1]!.end).replace(/['’]s?$/i, '');
        const form = bareForm(whole);
        const person = forms.get(form);
        if (person === undefined || !isMeant(text, start, whole, form)) continue;
        findings.push(findingAt(start, whole, 'person', person));
        first += count - 1;
        break;
      }
    }
    return [...findings, ...findEastern(text, eastern), ...findInitials(text, new Set(forms.values()))];
  };

  learn(names);
  return { learn, find, keyOf: (word) => forms.get(bareForm(word)) ?? bareForm(word) };
}

/** How many words from here on could be one name: what stands between them is a space, a dot, a hyphen, a comma or one line break. */
function wordsInARow(text: string, words: readonly { start: number; end: number }[], first: number, longest: number): number {
  let count = 1;
  while (count < longest && first + count < words.length) {
    const gap = text.slice(words[first + count - 1]!.end, words[first + count]!.start);
    if (gap.length > 4 || !/^(?:[ \t._,-]{1,2}|[ \t]?\r?\n[ \t]?)$/.test(gap)) break;
    count++;
  }
  return count;
}

/** One of ours, `<PERSON_1>`: nobody's name, though somebody may be called Person. */
function isToken(text: string, start: number): boolean {
  return text[start - 1] === '<' && /^[A-Z]{2,8}_\d{1,9}>/.test(text.slice(start, start + 20));
}

/** The person whose full name has both the first and the last of these words. */
function sharedPerson(words: readonly string[], forms: ReadonlyMap<string, string>): string | undefined {
  const person = forms.get(words[0]!.toLowerCase());
  return person !== undefined && person === forms.get(words.at(-1)!.toLowerCase()) ? person : undefined;
}

/** Whether a stretch with the letters of a name is that name, and not a word or two that look so. */
function isMeant(text: string, start: number, whole: string, form: string): boolean {
  const words = form.split(' ');
  // "M. Holt" and "Mira H", but not "a long wait" for a certain A. Long.
  if (words.length === 2 && words.some((word) => word.length === 1)) return /(?<!\p{L})\p{Lu}(?!\p{L})/u.test(whole);
  if (words.length > 1 || !AMBIGUOUS.has(form)) return true;
  const line = text
    .slice(Math.max(0, start - 30), start)
    .split('\n')
    .at(-1)!;
  const after = text.slice(start + whole.length, start + whole.length + 12);
  if (/^[ \t>/–—-]*(?:(?:hi|hello|hey|dear|thanks|thx|cheers|hallo|best),? )?$/i.test(line) && /^[ \t]{0,3}(?:[,!]|\r?\n|$)/.test(after))
    return true;
  if (!/^\p{Lu}\p{Ll}/u.test(whole)) return false;
  return /^[ \t]*[,\n]|^ (?:said|says|told|asked|wrote|has|thinks)\b/.test(after) || !/(?:^|[.!?:;])[ \t]*$/.test(line);
}

/** Known names in a text without spaces; one sign alone is too often a word. */
function findEastern(text: string, names: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = [];
  for (const [name, person] of names)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const titled = /^(?:様|さま|さん|殿|先生|女士|小姐)/.test(text.slice(at + name.length, at + name.length + 2));
      if (name.length > 1 || titled) findings.push(findingAt(at, name, 'person', person));
    }
  return findings;
}

/** A line of nothing but the initials of someone known: `MH`, `/mh`, `- M.H.` */
function findInitials(text: string, people: ReadonlySet<string>): Finding[] {
  const byInitials = new Map<string, string>();
  for (const person of people) {
    const words = person.split(' ');
    if (words.length > 1) byInitials.set([...words[0]!][0]! + [...words.at(-1)!][0]!, person);
  }
  return matchesOf(text, /^[ \t]{0,4}[–—/~-]{0,2}[ \t]{0,2}(\p{L}\.?[ \t]?\p{L})\.?[ \t]{0,4}$/gmu).flatMap((match) => {
    const initials = match[1]!;
    const person = byInitials.get(initials.toLowerCase().replace(/[^\p{L}]/gu, ''));
    return person === undefined ? [] : [findingAt(match.index + match[0].indexOf(initials), initials, 'person', person)];
  });
}

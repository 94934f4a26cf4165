import { words } from '#core/domain/words.ts';

/** A word or phrase as the terms that the index has for it. */
export type Phrase = readonly string[];

/** `isLoose`: it only points the same way; an article with it may be meant. */
export type Synonym = { readonly phrase: Phrase; readonly isLoose: boolean };

/** Words that mean the same. */
export type Synonyms = {
  /** Terms of the longest phrase, so that a reader knows how far to look ahead. */
  readonly longest: number;
  /** The other phrases of the groups that this one is in; empty for an unknown one. */
  of(phrase: Phrase): readonly Synonym[];
};

/** Reads groups, one a line, members separated by commas; `#` begins a comment, `~` a loose group. A phrase may be in several groups. */
export function parseSynonyms(text: string): Synonyms {
  const others = new Map<string, Map<string, Synonym>>();
  let longest = 1;
  for (const line of text.split('\n')) {
    const isLoose = line.startsWith('~');
    const members = line
      .replace(/#.*/, '')
      .split(',')
      .map(phraseOf)
      .filter((phrase) => phrase.length > 0);
    for (const member of members) {
      longest = Math.max(longest, member.length);
      const known = others.get(member.join(' ')) ?? new Map<string, Synonym>();
      for (const other of members.filter((each) => each.join(' ') !== member.join(' '))) {
        const before = known.get(other.join(' '));
        known.set(other.join(' '), { phrase: other, isLoose: isLoose && (before?.isLoose ?? true) });
      }
      others.set(member.join(' '), known);
    }
  }
  return { longest, of: (phrase) => [...(others.get(phrase.join(' '))?.values() ?? [])] };
}

function phraseOf(text: string): Phrase {
  return words(text).flatMap((word) => (word.parts.length ? word.parts : [word.term]));
}

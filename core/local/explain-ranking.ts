import type { Passage } from '#core/domain/passage.ts';
import type { AskedThing, ExplainedPassage, PhraseMatch } from '#core/domain/search-explanation.ts';
import { type Word, words } from '#core/domain/words.ts';
import type { IndexedArticle } from './article-index.ts';
import { MATCH_FIELDS, placesOf } from './match-article.ts';
import type { Ranked } from './rank-passages.ts';
import type { Ask } from './read-question.ts';

/** A term as somebody wrote it. */
type Written = (term: string) => string;

/** How texts write the terms of the index: `certif` is `certificate` there. Pure; the first text counts most, `otherwise` is for the rest. */
export function writtenIn(texts: readonly string[], otherwise: Written): Written {
  const known = new Map<string, string>();
  const add = ({ term, text }: Word) => known.set(term, known.get(term) ?? text);
  for (const text of texts)
    for (const word of words(text)) {
      add(word);
      if (word.parts.length) for (const part of words(word.text.replaceAll(/[._:@+-]/g, ' '))) add(part);
    }
  return (term) => known.get(term) ?? otherwise(term);
}

/** What was read from a question. Pure. */
export function askedThings(asks: readonly Ask[], written: Written): AskedThing[] {
  const total = asks.reduce((sum, { weight }) => sum + weight, 0);
  return asks.map(({ said, weight, isCode = false, phrases }) => ({
    said,
    share: total > 0 ? weight / total : 0,
    isErrorCode: isCode,
    readings: phrases.map(({ phrase, how, certainty }) => ({ words: phrase.map(written).join(' '), how, certainty })),
  }));
}

/** A passage with why it stands where it does; `near` are the ids by their vectors. Looks once more for what ranking has only counted. Pure. */
export function explained(
  passage: Passage,
  { found, scoreParts, confidenceParts, folded }: Ranked,
  { asks, near, written, titleOf }: { asks: readonly Ask[]; near: readonly number[]; written: Written; titleOf: (id: number) => string },
): ExplainedPassage {
  const nearPlace = near.indexOf(found.id) + 1;
  return {
    ...passage,
    why: {
      words: { matches: matchesIn(found, asks, written), score: scoreParts, confidence: confidenceParts },
      nearPlace: nearPlace || null,
      folded: folded.map(({ id, url }) => ({ title: titleOf(id), url })),
    },
  };
}

function matchesIn({ fields }: IndexedArticle, asks: readonly Ask[], written: Written): PhraseMatch[] {
  return asks.flatMap(({ phrases }, asked) =>
    phrases.flatMap(({ phrase, how, certainty }) => {
      const places = MATCH_FIELDS.map((place) => ({ place, times: placesOf(phrase, fields[place]).length })).filter(
        ({ times }) => times > 0,
      );
      return places.length ? [{ asked, words: phrase.map(written).join(' '), how, certainty, places }] : [];
    }),
  );
}

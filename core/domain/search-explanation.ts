import type { Passage } from './passage.ts';

/** How a phrase that is searched for comes from the question, what is surest first. */
export const READINGS = [
  /** The question says it. */
  'said',
  /** It is the nearest known word to one that nobody knows. */
  'spelling',
  /** Two words as one, or one as two. */
  'joined',
  /** It means the same. */
  'synonym',
  /** The words inside an identifier, or a less exact version. */
  'parts',
  /** It only points the same way. */
  'loose',
] as const;
export type Reading = (typeof READINGS)[number];

/** Where an article says something. `path` is the headings above its own. */
export const MATCH_PLACES = ['heading', 'path', 'body', 'code', 'tags'] as const;
export type MatchPlace = (typeof MATCH_PLACES)[number];

/** One thing that a question asks about. */
export type AskedThing = {
  /** In lower case, as it was read. */
  readonly said: string;
  /** Its part in all that was asked, 0 to 1: the rarer, the more. */
  readonly share: number;
  readonly isErrorCode: boolean;
  /** What an article may say for it, surest first; empty where no article has a word for it. */
  readonly readings: readonly { readonly words: string; readonly how: Reading; readonly certainty: number }[];
};

/** A phrase that an article says, for one of the asked things. */
export type PhraseMatch = {
  /** Index in `asked`. */
  readonly asked: number;
  readonly words: string;
  readonly how: Reading;
  readonly certainty: number;
  readonly places: readonly { readonly place: MatchPlace; readonly times: number }[];
};

/** What makes up a score of words: (relevance + heading + errorCode) × source × age. */
export type ScoreParts = {
  /** How often and where the asked things are said, discounted for length, raised for how many of them are and how close together. */
  readonly relevance: number;
  /** For a heading of nothing but asked words. */
  readonly heading: number;
  /** For the article that explains the error code of the question. */
  readonly errorCode: number;
  /** Below 1 for curated articles, which come second where docs fit too. */
  readonly source: number;
  /** Below 1 for what changed long before the newest candidate. */
  readonly age: number;
};

/** What makes up a confidence of words, as parts of the question from 0 to 1. */
export type ConfidenceParts = {
  readonly covered: number;
  /** Said in one place: a sentence with the next, or a row with its header. */
  readonly together: number;
  readonly headings: number;
  /** Only one of several asked things is said. */
  readonly isLone: boolean;
  /** Error codes that no article knows. */
  readonly unknownCodes: number;
};

/** Why a passage stands where it does. */
type WhyRanked = {
  /** Null where words have no say. */
  readonly words: { readonly matches: readonly PhraseMatch[]; readonly score: ScoreParts; readonly confidence: ConfidenceParts } | null;
  /** Its place among the nearest by vectors, from 1; null where it is none of them, or vectors have no say that could be told apart. */
  readonly nearPlace: number | null;
  /** Articles that say the same and were left out for it. */
  readonly folded: readonly { readonly title: string; readonly url: string }[];
};

export type ExplainedPassage = Passage & { readonly why: WhyRanked };

export type SearchExplanation = {
  /** What decides the order. With `vectors` nobody can say which words did it. */
  readonly ranking: 'words' | 'words_and_vectors' | 'vectors';
  /** What was read from the question, what tells most first; empty where it is compared as a whole. */
  readonly asked: readonly AskedThing[];
  readonly passages: readonly ExplainedPassage[];
};

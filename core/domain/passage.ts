/** Where an article came from: its CSV, a sidecar attribute that adapters return with each passage. */
export const SOURCES = ['web_docs', 'curated_articles'] as const;
export type Source = (typeof SOURCES)[number];

/** A piece of an article found for a question. */
export type Passage = {
  readonly title: string;
  readonly url: string;
  /** The Markdown of the article's body. */
  readonly text: string;
  readonly tags: readonly string[];
  readonly source: Source;
  /** Higher is better; comparable within one retrieval only. */
  readonly score: number;
  /**
   * How much of what the question asks the passage can speak to, 0 to 1, comparable between questions: the scale of the
   * "I don't know" threshold. Each knowledge base defines it on its own terms and calibrates its own threshold.
   */
  readonly confidence: number;
  /** When the article's content last changed, ISO 8601; null when nobody knows. */
  readonly updatedAt: string | null;
  /** When its page was last seen to say this; of a curated article, when a person last approved it. */
  readonly crawledAt?: string | null;
  /** When the article was last read into the side that was asked, and when an answer last cited it. Left out by adapters that do not keep them. */
  readonly ingestedAt?: string | null;
  readonly citedAt?: string | null;
};

/** A passage as shown to a person. `n` is the mark in the text. */
export type Citation = {
  readonly n: number;
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
  readonly source: Source;
  readonly updatedAt: string | null;
  readonly crawledAt?: string | null;
  readonly ingestedAt?: string | null;
};

/** The citation of a passage: the one place that says which of its members a person sees. */
export function citePassage(passage: Passage, shown: Pick<Citation, 'n' | 'url' | 'snippet'>): Citation {
  const { title, source, updatedAt, crawledAt = null, ingestedAt = null } = passage;
  return { n: shown.n, title, url: shown.url, snippet: shown.snippet, source, updatedAt, crawledAt, ingestedAt };
}

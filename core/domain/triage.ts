import type { PRIORITIES } from './ticket.ts';

/** Zendesk's priorities, which agents sort by. */
export type Urgency = (typeof PRIORITIES)[number];

/** What an agent needs to know of a request before they open it. Everything but the draft is read from the request alone. */
export type Triage = {
  readonly urgency: Urgency;
  /** One of the configured categories, or `other`. */
  readonly category: string;
  /** Configured ticket fields that the request names, such as `plugin_version`: in its own words, never guessed. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whose `product:` tag the best articles carry; null where none fits. */
  readonly product: string | null;
  /** BCP 47 primary subtag, such as `de`; `und` where the text is too short to tell. */
  readonly language: string;
  readonly sentiment: 'negative' | 'neutral' | 'positive';
  /** One line for a subject, masked. */
  readonly summary: string;
  /** Why a person must look at once; null where nobody need. */
  readonly escalation: string | null;
  /** A reply that an agent may send; null where the knowledge base does not answer. */
  readonly draft: DraftReply | null;
  /** Solved tickets that ask most alike, the most alike first. */
  readonly similar: readonly SimilarTicket[];
  /** Who answered most of them; null where nobody is known. */
  readonly expert: string | null;
  /** Who read it: `rules`, or the name of a model. */
  readonly by: string;
};

/** An answer with its `[n]` marks, and what they stand for. */
export type DraftReply = {
  readonly text: string;
  readonly citations: readonly { readonly n: number; readonly title: string; readonly url: string }[];
};

type SimilarTicket = { readonly id: string; readonly subject: string };

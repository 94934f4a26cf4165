import type { ErrorCode } from './chat-event.ts';
import type { GapReason } from './gap.ts';
import type { Citation } from './passage.ts';
import type { Confirmation } from './ticket.ts';

/** What came of a turn. */
export const TURN_OUTCOMES = [
  'answered',
  /** The assistant said that it does not know. */
  'refused',
  'failed',
  /** A ticket was offered, or is being put together. */
  'offered',
  /** The visitor had enough. */
  'stopped',
  /** Small talk, or a question back: neither an answer nor the lack of one. */
  'other',
  'running',
] as const;
export type TurnOutcome = (typeof TURN_OUTCOMES)[number];

/** Conversations that have at least one turn of which it is true. */
export const CONVERSATION_FILTERS = ['answered', 'refused', 'failed', 'ticket', 'unhelpful'] as const;
export type ConversationFilter = (typeof CONVERSATION_FILTERS)[number];

/** Periods that can be looked at, in days with today; turns are kept for 30. */
export const CONVERSATION_DAYS = [1, 7, 30] as const;

/** What models read and wrote. */
export type TokenCount = { readonly input: number; readonly output: number };

/** What calls a model in a turn: reading what a message wants, writing the answer, wording a ticket. */
export const MODEL_ROLES = ['reading', 'answer', 'ticket'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

/** A turn as an operator is shown it: as the visitor saw it, with personal data masked in whatever a visitor wrote or was told. */
export type ShownTurn = {
  /** 1 is the first of the conversation. What the client called it is not told: it may have chosen anything. */
  readonly n: number;
  readonly at: string;
  readonly question: string;
  /** Markdown with `[n]` marks, as it was streamed. */
  readonly answer: string;
  readonly outcome: TurnOutcome;
  readonly error: ErrorCode | null;
  /** Published articles: these are not masked. */
  readonly citations: readonly Pick<Citation, 'n' | 'title' | 'url' | 'snippet' | 'source' | 'updatedAt'>[];
  readonly offer: ShownOffer | null;
  readonly ticket: { readonly id: string; readonly url: string } | null;
  /** The visitor was given the e-mail address to write to. */
  readonly handedOff: boolean;
  readonly feedback: { readonly helpful: boolean; readonly reason: string | null; readonly comment: string | null } | null;
  /** Null where no model was called, or none that counts. */
  readonly tokens: TokenCount | null;
};

/** A ticket as it was offered, or as the visitor changed and accepted it. */
export type ShownOffer = {
  /** Null where the offer is not kept any more. */
  readonly status: Confirmation['status'] | null;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
};

/** A conversation with everything that is known of it. The id is no token: it opens nothing. */
export type Conversation = {
  readonly sessionId: string;
  readonly startedAt: string;
  readonly lastAt: string;
  readonly turns: readonly ShownTurn[];
};

/** The group of gaps that a turn belongs to. */
export type TurnGap = { readonly n: number; readonly id: string; readonly reasons: readonly GapReason[] };

/** A conversation as it is opened. */
export type OpenConversation = Conversation & { readonly gaps: readonly TurnGap[]; readonly cost: CostFigures };

/** A conversation in a list. */
export type ConversationSummary = {
  readonly sessionId: string;
  readonly startedAt: string;
  readonly lastAt: string;
  readonly turns: number;
  /** The beginning of its first question, masked. */
  readonly question: string;
  /** Each outcome that it has, with how often. */
  readonly outcomes: readonly { readonly outcome: TurnOutcome; readonly count: number }[];
  readonly tickets: readonly string[];
  readonly helpful: number;
  readonly unhelpful: number;
  /** In a search: the place that was found. */
  readonly excerpt?: string;
};

/** What the conversations of a period came to. Days are UTC. */
export type ConversationFigures = {
  /** The first day and the last, today. */
  readonly from: string;
  readonly to: string;
  /** Every day of the period, oldest first. */
  readonly days: readonly DayFigures[];
  readonly conversations: number;
  readonly turns: number;
  readonly outcomes: Readonly<Record<TurnOutcome, number>>;
  /** Answered, of the turns that were answered, refused or failed; null where there are none. */
  readonly answeredShare: number | null;
  readonly tickets: number;
  readonly helpful: number;
  readonly unhelpful: number;
  /** What was asked most, by conversations, masked. */
  readonly topQuestions: readonly TopQuestion[];
  readonly cost: CostFigures;
  /** False: only the newest conversations of the period are counted, as many as `conversations` says. */
  readonly isWhole: boolean;
};

export type DayFigures = { readonly day: string; readonly conversations: number; readonly turns: number; readonly answered: number };

export type TopQuestion = {
  readonly question: string;
  /** How often, and in how many conversations; of these turns so many were answered. */
  readonly count: number;
  readonly conversations: number;
  readonly answered: number;
};

export type CostFigures = {
  readonly roles: readonly (TokenCount & { readonly role: ModelRole })[];
  /** In `currency`, at the configured prices; null where none are, or where nobody counts. */
  readonly estimate: number | null;
  readonly currency: string | null;
  /**
   * `free`: the assistant calls no model, and none was counted. `counted`: what models were called for, at prices where there are some.
   * `uncounted`: the assistant's service does not tell its tokens.
   */
  readonly basis: 'free' | 'counted' | 'uncounted';
};

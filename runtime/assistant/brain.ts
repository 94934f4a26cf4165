import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Passage } from '#core/domain/passage.ts';
import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import type { Question } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Conversation } from './conversation/collect-ticket.ts';
import type { Brand } from './conversation/phrases.ts';
import type { Reading } from './conversation/reading.ts';
import type { ResolvedQuestion } from './question/resolve-follow-up.ts';

/** What every assistant is made of. */
export type AssistantOptions = {
  readonly ports: Pick<Platform, 'knowledgeBase' | 'ids' | 'clock' | 'log'>;
  /** Passages below this confidence are not answered from; the scale is the knowledge base's own. */
  readonly minConfidence: number;
  readonly brand: Brand;
  readonly ticketFields: readonly TicketField[];
};

/** A message with the conversation that it comes in. */
export type Said = { readonly message: string; readonly conversation: Conversation; readonly question: Question };

/** One question of a message, with the passages that are good enough to answer from; there may be none for one of several. */
export type Asked = { readonly question: ResolvedQuestion; readonly passages: readonly Passage[] };

export type AnswerRequest = { readonly asked: readonly Asked[]; readonly question: Question };

/** How an answer ended that was written to its end. */
export type Written = {
  /** Which of the questions, by index, the answer says nothing about. */
  readonly unanswered: readonly number[];
  /** The answer came to the wish for a ticket: the conversation goes on as if the visitor had asked for one. */
  readonly wantsTicket?: boolean;
};

/** What one assistant does its own way. Everything else — the screen, the ticket, the refusal, the ending — is the same for all. */
export type Brain = {
  /**
   * Reads what plain words leave open; null where nothing more is known. Left out: plain words are all there is. Only what stands in the
   * visitor's own words may be in it. It does not fail: a reader that cannot read says null.
   */
  readonly readIntent?: (said: Said, signal: AbortSignal) => Promise<Reading | null>;
  /**
   * Citations and the words that they support, at least one question having passages. Nothing at all means that the passages hold no
   * answer. Throws LimitReached or UpstreamFailed when it breaks off; what came before stays, and is told as a failed turn.
   */
  readonly writeAnswer: (request: AnswerRequest, signal: AbortSignal) => AsyncGenerator<ChatEvent, Written>;
  /** Puts a ticket in order before it is offered. It does not fail, and each value stays the visitor's own. Left out: as collected. */
  readonly wordTicket?: (fields: TicketFields, said: Said, signal: AbortSignal) => Promise<TicketFields>;
};

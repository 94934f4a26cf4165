import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import type { Assistant, Question } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type Move, readConversation, takeTurn } from './collect-ticket.ts';
import { type AnswerBlock, composeAnswer } from './compose-answer.ts';
import { type Found, findPassages } from './find-passages.ts';
import { type Brand, phrases } from './phrases.ts';
import { splitSentences } from './read-passage.ts';
import { type ResolvedQuestion, resolveFollowUp } from './resolve-follow-up.ts';
import { screenMessage } from './screen-message.ts';
import { splitQuestions } from './split-questions.ts';
import { phraseForWait, summarise } from './ticket-phrases.ts';
import { withStory } from './with-story.ts';

export type EmbeddedOptions = {
  readonly ports: Pick<Platform, 'knowledgeBase' | 'ids' | 'clock' | 'log'>;
  /** Passages below this confidence are not answered from; the scale is the knowledge base's own. */
  readonly minConfidence: number;
  readonly brand: Brand;
  readonly ticketFields: readonly TicketField[];
};

/**
 * The assistant without a model: it looks up, quotes and cites. Equal questions on equal knowledge give equal answers. A failing
 * knowledge base ends the turn in an error and a hand-over to e-mail; any other failure is thrown to the caller.
 */
export function embeddedAssistant(options: EmbeddedOptions): Assistant {
  return { answer: (question, signal) => untilStopped(takePart(question, signal, options), signal) };
}

/** Screens the message, finds out what it wants at this point of the conversation, and does that. */
async function* takePart(question: Question, signal: AbortSignal, options: EmbeddedOptions): AsyncGenerator<ChatEvent> {
  const message = screenMessage(question.text);
  if (!message) return yield* say(phrases.empty);
  const { ticketFields, ports } = options;
  const conversation = readConversation(question.history, ticketFields);
  const { move } = takeTurn(conversation, message, ticketFields, ports.clock.now().toISOString());
  if (move.kind === 'answer') return yield* answer(move, question, signal, options);
  if (move.kind === 'offer') return yield* offer(move.fields, options);
  if (move.kind === 'cancel') yield { type: 'cancelled' };
  yield* say(wordsFor(move, options.brand));
}

type AnswerMove = Move & { readonly kind: 'answer' };

async function* answer(move: AnswerMove, question: Question, signal: AbortSignal, options: EmbeddedOptions): AsyncGenerator<ChatEvent> {
  const asked = splitQuestions(move.text).map((text) => withStory(resolveFollowUp(text, question.history)));
  const found = await lookUp(asked, question, signal, options);
  if (found === 'failed') return yield* handOver(options.brand);
  const { parts, closing } = composeAnswer(found.map(({ usable }, index) => ({ question: asked[index]!, passages: usable })));
  const blocks = [...parts.flat(), ...(closing ? [closing] : [])];
  const reminder = move.reminder ? [phrases.backToTicket(phraseForWait(move.reminder, 'next'))] : [];
  if (blocks.length === 0) {
    yield* deltas([...phrases.unknown(options.brand, found[0]?.nearest ?? []).split('\n\n'), ...reminder]);
    return yield { type: 'done', answered: false, citations: [], reason: 'refused' };
  }
  yield* quote(blocks);
  const unanswered = asked.filter((_, index) => parts[index]?.length === 0).map(({ text }) => phrases.unknownPart(text));
  yield* deltas([...unanswered, ...reminder], true);
  yield { type: 'done', answered: true, citations: [...new Set(blocks.map((block) => block.citation.n))] };
}

async function lookUp(
  asked: readonly ResolvedQuestion[],
  { sessionId, turnId }: Question,
  signal: AbortSignal,
  options: EmbeddedOptions,
): Promise<Found[] | 'failed'> {
  const { knowledgeBase, log } = options.ports;
  try {
    return await orStopped(Promise.all(asked.map((each) => findPassages(each, knowledgeBase, options.minConfidence))), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    log.error('the knowledge base could not be searched', { sessionId, turnId }, error);
    return 'failed';
  }
}

/** Citations come before the words that they support; words come sentence by sentence. */
function* quote(blocks: readonly AnswerBlock[]): Generator<ChatEvent> {
  const shown = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (!shown.has(block.citation.n)) yield { type: 'citation', ...block.citation };
    shown.add(block.citation.n);
    yield* deltas([block.text], index > 0);
  }
}

/** Code, lists and tables in one piece, prose by sentence. Pieces join to the whole text. */
function* deltas(texts: readonly string[], isContinued = false): Generator<ChatEvent> {
  for (const [index, text] of texts.entries()) {
    const gap = isContinued || index > 0 ? '\n\n' : '';
    const pieces = /^(?:[`|-]|\d+\.)/.test(text) || text.includes('\n') ? [text] : splitSentences(text);
    for (const [at, piece] of pieces.entries()) yield { type: 'delta', text: `${at === 0 ? gap : ' '}${piece}` };
  }
}

/** A turn that is no answer: small talk, or a question of ours. */
function* say(text: string): Generator<ChatEvent> {
  yield* deltas(text.split('\n\n'));
  yield { type: 'done', answered: false, citations: [] };
}

/** Shows the ticket and asks for the visitor's word. Nothing is filed here. */
function* offer(fields: TicketFields, { ports, ticketFields }: EmbeddedOptions): Generator<ChatEvent> {
  yield* deltas([phrases.summary(summarise(fields, ticketFields))].flatMap((text) => text.split('\n\n')));
  yield { type: 'confirm', confirmationId: ports.ids.random(), action: 'create_ticket', fields };
  yield { type: 'done', answered: false, citations: [], reason: 'confirm' };
}

function* handOver({ fallbackEmail }: Brand): Generator<ChatEvent> {
  yield { type: 'error', code: 'upstream_failed', message: phrases.upstreamFailed, retryable: true };
  yield { type: 'handoff', email: fallbackEmail };
  yield { type: 'done', answered: false, citations: [], reason: 'error' };
}

function wordsFor(move: Exclude<Move, { kind: 'answer' | 'offer' }>, brand: Brand): string {
  switch (move.kind) {
    case 'small-talk': {
      const words = phrases.smallTalk(move.what, brand);
      return move.reminder ? `${words}\n\n${phrases.backToTicket(phraseForWait(move.reminder, 'next'))}` : words;
    }
    case 'ask-for':
      return phraseForWait(move.wait, move.how);
    case 'use-button':
      return phrases.useButton;
    case 'cancel':
      return phrases.cancelled;
  }
}

/** Passes events on until the signal aborts; then says so with the marks that were shown. */
async function* untilStopped(events: AsyncGenerator<ChatEvent>, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const shown: number[] = [];
  try {
    for await (const event of events) {
      if (signal.aborted) break;
      if (event.type === 'citation') shown.push(event.n);
      yield event;
      if (event.type === 'done') return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  yield { type: 'done', answered: false, citations: shown, reason: 'stopped' };
}

/** The work's result, or a rejection as soon as the signal aborts: a search that hangs must not hold a visitor who has left. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

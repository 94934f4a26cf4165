import type { ChatEvent } from '#core/domain/chat-event.ts';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { Assistant, Question } from '#core/ports/assistant.ts';
import type { Asked, AssistantOptions, Brain, Said, Written } from './brain.ts';
import { type Move, readConversation, takeTurn } from './conversation/collect-ticket.ts';
import { type Brand, phrases } from './conversation/phrases.ts';
import { isLeftOpen, type Reading, ticketWish } from './conversation/reading.ts';
import { screenMessage } from './conversation/screen-message.ts';
import { phraseForWait, summarise } from './conversation/ticket-phrases.ts';
import { findPassages } from './question/find-passages.ts';
import { resolveFollowUp, withSummary } from './question/resolve-follow-up.ts';
import { splitQuestions } from './question/split-questions.ts';
import { withStory } from './question/with-story.ts';
import { deltas, say } from './say.ts';
import { orStopped, untilStopped } from './until-stopped.ts';

/**
 * An assistant around a brain. Code, and no model, decides what a turn leads to. A failing knowledge base or model ends the turn in an
 * error and a hand-over to e-mail; any other failure is thrown to the caller.
 */
export function assistantOf(brain: Brain, options: AssistantOptions): Assistant {
  return { answer: (question, signal) => untilStopped(takePart(question, signal, brain, options), signal) };
}

/** Screens the message, finds out what it wants at this point of the conversation, and does that. */
async function* takePart(question: Question, signal: AbortSignal, brain: Brain, options: AssistantOptions): AsyncGenerator<ChatEvent> {
  const message = screenMessage(question.text);
  if (!message) return yield* say(phrases.empty);
  const conversation = readConversation(question.history, options.ticketFields);
  const said: Said = { message, conversation, question };
  const reading = isLeftOpen(message, conversation, options.ticketFields) ? ((await brain.readIntent?.(said, signal)) ?? null) : null;
  if (reading) question.note?.({ reading });
  const next = moveFor(said, reading, options);
  const last = next.kind === 'answer' ? yield* answer(next, reading, question, signal, brain, options) : next;
  if (last === 'over') return;
  if (last === 'wants-ticket') {
    const wish = ticketWish(message);
    question.note?.({ reading: wish });
    return yield* carryOut(moveFor(said, wish, options), said, signal, brain, options);
  }
  yield* carryOut(last, said, signal, brain, options);
}

function moveFor({ conversation, message }: Said, reading: Reading | null, { ticketFields, ports }: AssistantOptions): Move {
  return takeTurn(conversation, message, ticketFields, ports.clock.now().toISOString(), reading).move;
}

/** Every move but an answer. */
async function* carryOut(move: Move, said: Said, signal: AbortSignal, brain: Brain, options: AssistantOptions): AsyncGenerator<ChatEvent> {
  if (move.kind === 'offer') {
    const fields = brain.wordTicket ? await brain.wordTicket(move.fields, said, signal) : move.fields;
    return yield* offer({ ...move, fields }, options);
  }
  if (move.kind === 'cancel') yield { type: 'cancelled' };
  if (move.kind !== 'answer') yield* say(wordsFor(move, options.brand));
}

type AnswerMove = Move & { readonly kind: 'answer' };

/** Looks up what is asked and lets the brain answer, or says that nobody knows. */
async function* answer(
  move: AnswerMove,
  reading: Reading | null,
  question: Question,
  signal: AbortSignal,
  brain: Brain,
  options: AssistantOptions,
): AsyncGenerator<ChatEvent, 'over' | 'wants-ticket'> {
  const reminder = move.reminder ? [phrases.backToTicket(phraseForWait(move.reminder, 'next'))] : [];
  const shown: ChatEvent[] = [];
  try {
    const { asked, nearest } = await lookUp(move.text, reading, question, signal, options);
    const isKnown = asked.some(({ passages }) => passages.length > 0);
    const written = isKnown ? yield* watched(brain.writeAnswer({ asked, question }, signal), shown) : { unanswered: [] };
    if (written.wantsTicket && shown.length === 0) return 'wants-ticket';
    if (shown.length === 0) {
      yield* deltas([...phrases.unknown(options.brand, nearest).split('\n\n'), ...reminder]);
      yield { type: 'done', answered: false, citations: [], reason: 'refused' };
      return 'over';
    }
    noteMatch(asked, written, question, options);
    const unanswered = written.unanswered.map((index) => phrases.unknownPart(asked[index]!.question.text));
    yield* deltas([...unanswered, ...reminder], true);
    yield { type: 'done', answered: true, citations: marksOf(shown) };
  } catch (error) {
    if (signal.aborted || !(error instanceof UpstreamFailed || error instanceof LimitReached)) throw error;
    options.ports.log.error('the answer failed', { sessionId: question.sessionId, turnId: question.turnId, code: error.code }, error);
    yield* handOver(error, marksOf(shown), options.brand);
  }
  return 'over';
}

/** How near the answer came to "I don't know": the best passage of its weakest part, beside the threshold. */
function noteMatch(asked: readonly Asked[], { unanswered }: Written, { note }: Question, { minConfidence }: AssistantOptions): void {
  const answered = asked.filter(({ passages }, index) => passages.length > 0 && !unanswered.includes(index));
  if (answered.length === 0) return;
  const best = answered.map(({ passages }) => Math.max(...passages.map(({ confidence }) => confidence)));
  note?.({ match: { confidence: Math.min(...best), minConfidence } });
}

async function lookUp(
  text: string,
  reading: Reading | null,
  { history }: Question,
  signal: AbortSignal,
  { ports, minConfidence }: AssistantOptions,
): Promise<{ asked: Asked[]; nearest: readonly string[] }> {
  const parts = splitQuestions(text).map((part) => withSummary(withStory(resolveFollowUp(part, history)), reading?.summary ?? ''));
  const search = Promise.all(parts.map((part) => findPassages(part, ports.knowledgeBase, minConfidence))).catch((error: unknown) => {
    throw new UpstreamFailed('the knowledge base could not be searched; see its own failure', { cause: error });
  });
  const found = await orStopped(search, signal);
  return { asked: parts.map((part, index) => ({ question: part, passages: found[index]!.usable })), nearest: found[0]?.nearest ?? [] };
}

/** Passes an answer on and keeps what was shown of it. */
async function* watched(events: ReturnType<Brain['writeAnswer']>, shown: ChatEvent[]): AsyncGenerator<ChatEvent, Written> {
  while (true) {
    const next = await events.next();
    if (next.done) return next.value;
    shown.push(next.value);
    yield next.value;
  }
}

function marksOf(events: readonly ChatEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'citation' ? [event.n] : []));
}

/** Shows the ticket and asks for the visitor's word. Nothing is filed here. */
function* offer({ fields }: Move & { readonly kind: 'offer' }, { ports, ticketFields }: AssistantOptions): Generator<ChatEvent> {
  yield* deltas([phrases.summary(summarise(fields, ticketFields))].flatMap((text) => text.split('\n\n')));
  yield { type: 'confirm', confirmationId: ports.ids.random(), action: 'create_ticket', fields };
  yield { type: 'done', answered: false, citations: [], reason: 'confirm' };
}

/** What was shown stays and is told to be no whole answer. */
function* handOver(error: UpstreamFailed | LimitReached, citations: readonly number[], { fallbackEmail }: Brand): Generator<ChatEvent> {
  const code = error.code === 'too_large' ? 'upstream_failed' : error.code;
  // Before the error: the chat reads no further than that.
  yield { type: 'handoff', email: fallbackEmail };
  yield { type: 'error', code, message: phrases.failed(code), retryable: code !== 'budget_spent' };
  yield { type: 'done', answered: false, citations, reason: 'error' };
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

import type { ChatEvent } from '#core/domain/chat-event.ts';
import { Conflict } from '#core/domain/errors.ts';
import { TURN_LEASE_SECONDS, type Turn, type TurnNotes } from '#core/domain/session.ts';
import { CONFIRMATION_MINUTES } from '#core/domain/ticket.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import { answerQueue } from './answer-queue.ts';
import { checkMessage, messageLimits } from './chat-limits.ts';
import { asStream, endingOf, errorEvent, stoppedEnding } from './complete-events.ts';
import { countAnswer } from './count-answer.ts';
import { noteCited } from './note-cited.ts';
import { noteGap } from './note-gap.ts';
import { RunningTurn } from './running-turn.ts';
import { countTurn } from './turn-metrics.ts';
import { withinLimits } from './within-limit.ts';

/** Two chances to extend before the lease ends. */
const EXTEND_EVERY_MS = (TURN_LEASE_SECONDS * 1000) / 3;
/** An answer that takes longer has lost its reader; the lease would keep a hanging one alive for ever. */
const MAX_TURN_MS = 120_000;

type TurnRequest = {
  readonly sessionId: string;
  readonly turnId: string;
  readonly text: string;
  /** For the limits of a network; null where there is none to count by. */
  readonly networkAddress: string | null;
  /** Where less than MAX_TURN_MS is left. */
  readonly withinMs?: number | undefined;
};

export interface TurnAnswerer {
  /**
   * Answers a turn, joins it while it is answered in this process, or gives its stored events again. Throws before the first event:
   * InvalidInput, LimitReached, Conflict `turn_conflict` (the id has another text) or `turn_running` (another process answers it).
   * The reader must read to the end or abort `reader`; when the only one aborts and none joins within `desertedMs`, the answer stops and
   * is stored as far as it came. Only a turn that has to be answered counts as a message.
   */
  answer(request: TurnRequest, reader: AbortSignal): Promise<AsyncIterable<ChatEvent>>;
  /** The visitor has had enough: stops the turn at once and stores it. False when it is not being answered in this process. */
  stop(sessionId: string, turnId: string): Promise<boolean>;
  /** Stops what is being answered; each turn is stored when this resolves. */
  close(): Promise<void>;
}

type Ports = Pick<
  Platform,
  'turns' | 'confirmations' | 'gaps' | 'answerDays' | 'knowledgeBase' | 'rateLimits' | 'clock' | 'ids' | 'log' | 'metrics'
>;

/** Runs the assistant on turns, with everything around it that each assistant has in common. */
export function turnAnswerer(assistant: Assistant, ports: Ports, desertedMs?: number): TurnAnswerer {
  const running = new Map<string, { readonly turn: RunningTurn; readonly finished: Promise<void> }>();
  const queue = answerQueue();

  return {
    async answer(request, reader) {
      checkMessage(request);
      const { sessionId, turnId, text, networkAddress } = request;
      const limits = messageLimits(sessionId, networkAddress);
      await withinLimits(ports.rateLimits, limits);
      const key = keyOf(sessionId, turnId);
      const claim = await ports.turns.claim({ sessionId, turnId, text });
      const joined = running.get(key)?.turn;
      if (claim.outcome !== 'claimed') await ports.rateLimits.giveBack(limits);
      if (claim.outcome === 'conflict') throw new Conflict(`turn ${turnId} was used for another text; take a new turnId`, 'turn_conflict');
      if (claim.outcome === 'finished') return replay(asStream(claim.events));
      if (claim.outcome === 'running') {
        if (!joined) throw new Conflict(`turn ${turnId} is being answered; ask again in a moment`, 'turn_running');
        return joined.read(reader);
      }
      const turn = new RunningTurn(desertedMs);
      const events = turn.read(reader);
      const finished = answerClaimed(request, claim.owner, turn, queue.enter(), assistant, ports).finally(() => {
        turn.end();
        if (running.get(key)?.turn === turn) running.delete(key);
      });
      running.set(key, { turn, finished });
      return events;
    },
    async stop(sessionId, turnId) {
      const found = running.get(keyOf(sessionId, turnId));
      found?.turn.stop();
      await found?.finished;
      return found !== undefined;
    },
    async close() {
      const open = [...running.values()];
      for (const { turn } of open) turn.stop();
      await Promise.all(open.map(({ finished }) => finished));
    },
  };
}

function keyOf(sessionId: string, turnId: string): string {
  return `${sessionId} ${turnId}`;
}

/** Answers a turn that is ours and stores it. Never throws: what goes wrong is told to the visitor and logged. */
async function answerClaimed(
  request: TurnRequest,
  owner: string,
  turn: RunningTurn,
  mayBegin: Promise<void>,
  assistant: Assistant,
  ports: Ports,
): Promise<void> {
  const { sessionId, turnId } = request;
  const lease = setInterval(() => {
    ports.turns.extend(sessionId, turnId, owner).catch((error: unknown) => {
      ports.log.warn('turn lost its lease', { sessionId, turnId, reason: String(error) });
      turn.stop();
    });
  }, EXTEND_EVERY_MS);
  turn.push({ type: 'session', sessionId, turnId });
  let notes: TurnNotes | undefined;
  const note = (more: TurnNotes) => {
    notes = { ...notes, ...more };
  };
  try {
    await mayBegin;
    const ending = turn.signal.aborted ? stoppedEnding(turn.events) : await askAssistant(request, turn, note, assistant, ports);
    const events = [...turn.events, ...ending];
    await noteGap(request, events, notes, ports);
    // Stored before it is shown: who has seen `done` finds the turn finished.
    await ports.turns.finish(sessionId, turnId, owner, events, notes);
    for (const event of ending) turn.push(event);
    countTurn(events, ports.metrics);
    await countAnswer(events, ports);
    await noteCited(events, ports);
  } catch (error) {
    ports.log.error('turn could not be stored', { sessionId, turnId }, error);
    ports.metrics.count('TurnsLost');
    if (!turn.events.some((event) => event.type === 'error')) turn.push(errorEvent(error));
    for (const event of endingOf(turn.events, null)) turn.push(event);
  } finally {
    clearInterval(lease);
  }
}

/** Passes the assistant's events on as they come. Returns the ending, which is not shown yet. */
async function askAssistant(
  request: TurnRequest,
  turn: RunningTurn,
  note: (notes: TurnNotes) => void,
  assistant: Assistant,
  ports: Ports,
): Promise<readonly ChatEvent[]> {
  const { signal } = turn;
  const { sessionId, turnId, text, withinMs = MAX_TURN_MS } = request;
  // No AbortSignal.timeout and AbortSignal.any: Node keeps a combined signal that somebody listens to, for ever.
  const timer = setTimeout(() => turn.stop(new DOMException('the answer took too long', 'TimeoutError')), withinMs);
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  try {
    const began = ports.clock.now().getTime();
    const history = (await ports.turns.list(sessionId)).filter((earlier) => earlier.state === 'finished');
    const answer = assistant.answer({ sessionId, turnId, text, history, note }, signal)[Symbol.asyncIterator]();
    // Not awaited: an assistant that does not listen to its signal must not keep the visitor waiting.
    const leave = () =>
      answer.return?.().catch((error: unknown) => ports.log.warn('assistant failed while stopping', { reason: String(error) }));
    while (true) {
      const result = await Promise.race([answer.next(), aborted]);
      if (result === 'aborted') {
        leave();
        if (signal.reason.name === 'TimeoutError') throw signal.reason;
        return stoppedEnding(turn.events);
      }
      if (result.done) return endingOf(turn.events, null);
      const event = result.value;
      if (turn.events.length === 1) ports.metrics.time('FirstEvent', ports.clock.now().getTime() - began);
      if (event.type === 'done') {
        leave();
        return endingOf(turn.events, event);
      }
      if (event.type === 'confirm' || event.type === 'cancelled') await withdrawOffers(history, ports);
      if (event.type === 'confirm') turn.push(await offered(event, request, ports));
      else if (event.type !== 'session') turn.push(event);
      if (event.type === 'error') {
        leave();
        return endingOf(turn.events, null);
      }
    }
  } catch (error) {
    ports.log.error('assistant failed', { sessionId, turnId }, error);
    turn.push(errorEvent(error));
    return endingOf(turn.events, null);
  } finally {
    clearTimeout(timer);
  }
}

/** A changed or cancelled ticket voids what was offered before: of two cards in the chat only the newest may be accepted. */
async function withdrawOffers(history: readonly Turn[], ports: Ports): Promise<void> {
  const offers = history.flatMap(({ events }) => events).filter((event) => event.type === 'confirm');
  for (const { confirmationId } of offers) await ports.confirmations.cancel(confirmationId);
}

/** Stores an offer before the visitor sees it: an id that is shown can be accepted. */
async function offered(
  event: Extract<ChatEvent, { type: 'confirm' }>,
  { sessionId, turnId }: TurnRequest,
  ports: Ports,
): Promise<ChatEvent> {
  const confirmationId = /^[0-9a-f]{32}$/.test(event.confirmationId) ? event.confirmationId : ports.ids.random(128);
  const expiresAt = new Date(ports.clock.now().getTime() + CONFIRMATION_MINUTES * 60_000).toISOString();
  const { action, fields } = event;
  await ports.confirmations.offer({ confirmationId, sessionId, turnId, action, fields, status: 'offered', expiresAt });
  return { ...event, confirmationId };
}

async function* replay(events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield* events;
}

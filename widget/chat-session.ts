import { CallFailed, chatApi, hex, readJson, type TokenStore } from './chat-api.ts';
import { type ChatEvent, list, type Members, members, parseChatEvent } from './chat-event.ts';
import { eventStream } from './event-stream.ts';
import { applyEvent, canRetry, end, isOpen, newTurn, type Offer, type Turn, withoutVoidOffer } from './turn.ts';

/** The server's own limit on a question. */
export const MAX_QUESTION_BYTES = 8 * 1024;
/** The server sends a comment every 15 s; a line that stays silent for three of them is dead. */
const SILENCE_MS = 45_000;
/** An answer is a few kilobytes; beyond this the page would only slow down. */
const MAX_ANSWER_CHARS = 200_000;
/** How often to ask again while the same turn is still being answered elsewhere: a turn's lease at the usual two seconds. */
const MAX_BUSY_TRIES = 30;
/** A line that dropped is taken up again this often, over some seconds: a lift, another network. What takes longer, the page is told of when it is over. */
const RESUME_AFTER_MS = [500, 2000, 5000];
const DEFAULT_WAIT_SECONDS = 2;
/** The longest that a server's `Retry-After` is waited for. */
const MAX_WAIT_SECONDS = 10;
/** What passes by itself: no connection, too many requests, not there now. */
const PASSING = [0, 429, 503];

export type ChatSessionOptions = {
  /** Origin and base path of the server, without a slash at the end. */
  readonly endpoint: string;
  /** Null where nothing can be kept. */
  readonly store: TokenStore | null;
  /** Called after each change of `turns` or `isBusy`. */
  readonly onChange: () => void;
  readonly silenceMs?: number;
  /** The pauses before an answer is asked for again whose line dropped; when they are used up, it is cut. */
  readonly resumeAfterMs?: readonly number[];
};

/** One visitor's conversation: what may happen when, and the network behind it. Failures end up in the turn they belong to. */
export function chatSession({ endpoint, store, onChange, silenceMs = SILENCE_MS, resumeAfterMs = RESUME_AFTER_MS }: ChatSessionOptions) {
  const api = chatApi(endpoint, store);
  let turns: readonly Turn[] = [];
  let running: AbortController | null = null;

  const find = (turnId: string) => turns.find((turn) => turn.turnId === turnId);
  const change = (turnId: string, step: (turn: Turn) => Turn): void => {
    turns = turns.map((turn) => (turn.turnId === turnId ? step(turn) : turn));
    onChange();
  };

  /** Follows one answer to its end, over as many lines as it takes. */
  const answer = async ({ turnId, text }: Turn): Promise<void> => {
    const pauseAfter = pauses(resumeAfterMs);
    for (;;) {
      const control = new AbortController();
      running = control;
      onChange();
      let isFirst = true;
      const onEvent = (event: ChatEvent) => {
        // A line that is taken up again tells the answer from its start: the new words take the place of the old once they come.
        if (running !== control || event.type === 'session') return;
        const start = isFirst && newTurn(turnId, text);
        isFirst = false;
        change(turnId, (turn) => (isOpen(turn) ? applyEvent(start || turn, event) : turn));
      };
      const play = async () => readAnswer(await api.call('/chat/stream', { turnId, text }, control.signal), control, silenceMs, onEvent);
      const failure: unknown = await play().catch((error: unknown) => error);
      // Stopped meanwhile, perhaps asked again since: this end is nobody's.
      if (running !== control) return;
      const waitMs = isOpen(find(turnId)!) ? pauseAfter(failure) : undefined;
      if (waitMs === undefined) {
        running = null;
        // After `done` this changes nothing. Otherwise the line broke, stayed silent, or sent more than an answer can be.
        return change(turnId, (turn) => (failure instanceof CallFailed ? failed(turn, failure) : end(turn, 'cut')));
      }
      change(turnId, (turn) => ({ ...turn, state: 'waiting' }));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (running !== control) return;
    }
  };

  return {
    turns: (): readonly Turn[] => turns.map(withoutVoidOffer),
    /** True while an answer is on its way: the next question waits. */
    isBusy: () => !!running,
    hasSession: api.hasSession,

    /** Fetches what this tab talked about before a reload; a last turn that still runs is followed to its end. Throws CallFailed. */
    async restore(): Promise<void> {
      const stored = list((await readJson(await api.call('/session/turns'))).turns);
      // What was asked meanwhile comes behind it; the server may tell of that too.
      const before = stored
        .map((turn) => parseEvents(turn).reduce(applyEvent, newTurn(String(turn.turnId), String(turn.text))))
        .filter(({ turnId }) => !find(turnId));
      const last = turns.length ? undefined : before.at(-1);
      // An older one without an end was given up by everybody.
      turns = [...before.map((turn) => (turn === last ? turn : end(turn, 'cut'))), ...turns];
      onChange();
      if (last && isOpen(last)) await answer(last);
    },

    /** Does nothing while an answer is on its way. */
    async ask(text: string): Promise<void> {
      if (running) return;
      const turn = newTurn(newTurnId(), text);
      turns = [...turns, turn];
      await answer(turn);
    },

    /**
     * Asks again: under the same id where the line dropped, since an answer that was finished meanwhile is sent again and not made again;
     * under a new one where the server has ended the turn, for it would only say the same.
     */
    async askAgain(turnId: string): Promise<void> {
      const turn = find(turnId);
      if (running || !turn || !canRetry(turn)) return;
      const next = newTurn(turn.answered === null && turn.state !== 'stopped' ? turnId : newTurnId(), turn.text);
      turns = [...turns.filter((other) => other !== turn), next];
      await answer(next);
    },

    stop(): void {
      running?.abort();
      running = null;
      for (const { turnId } of turns.filter(isOpen)) {
        change(turnId, (turn) => end(turn, 'stopped'));
        // A line that only drops lets the answer go on for a moment, for who comes back. Where this is not heard, that moment ends it too.
        api.call('/chat/stop', { turnId }).catch(() => null);
      }
    },

    /** Files or drops an offered ticket, once; gives the ticket that was filed. A form that could not be sent stays as it was edited, with its problem. */
    async confirm(turnId: string, accept: boolean, fields: Readonly<Record<string, string>>): Promise<Turn['ticket']> {
      const offer = find(turnId)?.offer;
      if (offer?.state !== 'offered') return undefined;
      const set = (next: Partial<Offer>) =>
        change(turnId, (turn) => ({ ...turn, offer: { ...offer, fields: { ...offer.fields, ...fields }, problem: undefined, ...next } }));
      set({ state: 'sending' });
      try {
        const content = { confirmationId: offer.confirmationId, accept, fields: accept ? fields : undefined };
        const events = parseEvents(await readJson(await api.call('/chat/confirm', content)));
        const problem = events.find((event) => event.type === 'error') ?? { code: 'internal', message: '' };
        for (const event of events) change(turnId, (turn) => applyEvent(turn, event));
        if (find(turnId)?.offer?.state === 'sending') set({ problem });
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        // Not there any more (404, 410): there is nothing to send again.
        set(error.status === 404 || error.status === 410 ? { state: 'expired' } : { problem: error });
      }
      return find(turnId)?.ticket;
    },

    /** What the visitor thinks of an answer, and in a word why; the last word counts. */
    async rate(turnId: string, helpful: boolean, fault?: string): Promise<void> {
      const rating = helpful ? 'up' : 'down';
      change(turnId, (turn) => ({ ...turn, rating, fault }));
      await api
        .call('/feedback', { turnId, helpful, reason: fault })
        .catch(() => change(turnId, (turn) => ({ ...turn, rating: 'failed' })));
    },
  };
}

/** 128 random bits. `randomUUID` is missing on plain http. */
const newTurnId = (): string => hex(crypto.getRandomValues(new Uint8Array(16)));

function failed(turn: Turn, { code, message, status }: CallFailed): Turn {
  // Refused without a word of ours (`internal`) is what stands before the server: a limit of its own.
  const retryable = !status || status >= 500 || /_limited|_running|internal/.test(code);
  return end(isOpen(turn) ? { ...turn, failure: { code, message, retryable } } : turn, 'failed');
}

/**
 * Says for one turn, failure by failure, how many milliseconds to wait before it is asked for again: while the server answers it for somebody
 * else, and when the line dropped. Undefined when asking again is the visitor's to decide.
 */
function pauses(resumeAfterMs: readonly number[]): (failure: unknown) => number | undefined {
  let busy = 0;
  let dropped = 0;
  return (failure) => {
    const waitSeconds = failure instanceof CallFailed ? failure.waitSeconds : 0;
    if (failure instanceof CallFailed) {
      if (failure.code === 'turn_running') {
        busy += 1;
        if (busy <= MAX_BUSY_TRIES) return Math.min(waitSeconds || DEFAULT_WAIT_SECONDS, MAX_WAIT_SECONDS) * 1000;
      }
      // Not to be reached, or too busy: only a line that was there before is waited for, and not for longer than a visitor would.
      if (!dropped || !PASSING.includes(failure.status) || waitSeconds > MAX_WAIT_SECONDS) return undefined;
    }
    if (failure instanceof RangeError) return undefined;
    const pauseMs = resumeAfterMs[dropped];
    dropped += 1;
    return pauseMs && Math.max(pauseMs, waitSeconds * 1000);
  };
}

async function readAnswer(
  response: Response,
  control: AbortController,
  silenceMs: number,
  onEvent: (event: ChatEvent) => void,
): Promise<void> {
  const parser = eventStream();
  const reader = response.body!.getReader();
  let room = MAX_ANSWER_CHARS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      timer = setTimeout(() => control.abort(), silenceMs);
      const { value } = await reader.read();
      clearTimeout(timer);
      if (!value) return;
      for (const { event, data } of parser.feed(value)) {
        room -= data.length;
        const parsed = parseChatEvent(event, parseJson(data));
        if (parsed) onEvent(parsed);
        if (parsed?.type === 'done') return;
        if (room < 0) throw new RangeError('too long');
      }
    }
  } finally {
    clearTimeout(timer);
    // Closes the line where it is still open: after `done`, or when the answer was given up.
    control.abort();
  }
}

/** No members for what is no JSON: the frame is passed over like an unknown event. */
function parseJson(text: string): Members {
  try {
    return members(JSON.parse(text));
  } catch {
    return {};
  }
}

const parseEvents = (answer: Members): ChatEvent[] =>
  list(answer.events).flatMap((event) => parseChatEvent(String(event.type), event) ?? []);

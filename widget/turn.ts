import type { ChatEvent, Citation, OfferedFields } from './chat-event.ts';

/** Where an answer stands. `cut`: the line dropped before `done`; `stopped`: the visitor had enough. */
export type TurnState = 'waiting' | 'streaming' | 'finished' | 'stopped' | 'cut' | 'failed';

/** An offered ticket. `problem` says why it could not be sent; then it can be sent again. */
export type Offer = {
  readonly confirmationId: string;
  readonly fields: OfferedFields;
  readonly state: 'offered' | 'sending' | 'settled' | 'cancelled' | 'expired';
  readonly problem?: { readonly code: string; readonly message: string };
};

/** A question and what came back so far. */
export type Turn = {
  readonly turnId: string;
  readonly text: string;
  readonly state: TurnState;
  /** Markdown with `[n]` marks. */
  readonly answer: string;
  readonly citations: readonly Citation[];
  /** Null until `done`. */
  readonly answered: boolean | null;
  /** What `done` says beside it: `refused`, `confirm`. */
  readonly reason?: string;
  readonly offer?: Offer;
  readonly ticket?: { readonly id: string; readonly url: string };
  /** The address to write to instead. */
  readonly handoff?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
  readonly rating?: 'up' | 'down' | 'failed';
};

/** The allowed moves. A retry starts over: the server sends its events from the first one on. */
const MOVES: Readonly<Record<TurnState, readonly TurnState[]>> = {
  waiting: ['streaming', 'finished', 'stopped', 'cut', 'failed'],
  streaming: ['finished', 'stopped', 'cut', 'failed'],
  stopped: ['waiting'],
  cut: ['waiting'],
  failed: ['waiting'],
  finished: [],
};

export const newTurn = (turnId: string, text: string): Turn => ({
  turnId,
  text,
  state: 'waiting',
  answer: '',
  citations: [],
  answered: null,
});

export const isOpen = ({ state }: Turn): boolean => MOVES[state].length > 1;

/** True where asking the same question again can help. */
export const canRetry = ({ state, error }: Turn): boolean => MOVES[state][0] === 'waiting' && error?.retryable !== false;

/** The turn in its next state, unchanged where that step is not allowed: what comes late is not heard. */
export function move(turn: Turn, state: TurnState): Turn {
  if (!MOVES[turn.state].includes(state)) return turn;
  return state === 'waiting' ? newTurn(turn.turnId, turn.text) : { ...turn, state };
}

/** What an event changes. The events of a confirmation come after `done`, in the same list; their own `done` says nothing about the answer. */
export function applyEvent(turn: Turn, event: ChatEvent): Turn {
  const settle = (state: Offer['state']) => (turn.offer ? { offer: { ...turn.offer, state } } : {});
  switch (event.type) {
    case 'delta':
      return { ...turn, state: 'streaming', answer: turn.answer + event.text };
    case 'citation':
      return { ...turn, citations: [...turn.citations.filter(({ n }) => n !== event.n), event].sort((a, b) => a.n - b.n) };
    case 'confirm':
      return { ...turn, offer: { confirmationId: event.confirmationId, fields: event.fields, state: 'offered' } };
    case 'ticket':
      return { ...turn, ...settle('settled'), ticket: event };
    case 'handoff':
      return { ...turn, ...settle('settled'), handoff: event.email };
    case 'cancelled':
      return { ...turn, ...settle('cancelled') };
    case 'error':
      return turn.answered === null ? { ...turn, error: event } : turn;
    case 'done': {
      if (turn.answered !== null) return turn;
      const { answered, reason } = event;
      return { ...turn, answered, reason, state: turn.error ? 'failed' : reason === 'stopped' ? reason : 'finished' };
    }
    default:
      return turn;
  }
}

import type { ChatEvent, Citation, OfferedFields } from './chat-event.ts';

/** Where an answer stands. `cut`: the line dropped before `done`; `stopped`: the visitor had enough. */
export type TurnState = 'waiting' | 'streaming' | 'finished' | 'stopped' | 'cut' | 'failed';

/** An offered ticket. `problem` says why it could not be sent; then it can be sent again. */
export type Offer = {
  readonly confirmationId: string;
  readonly fields: OfferedFields;
  readonly state: 'offered' | 'sending' | 'settled' | 'cancelled' | 'expired';
  readonly problem?: { readonly code: string; readonly message: string } | undefined;
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
  /** True where a ticket was offered or called off. */
  readonly voids?: true;
  /** The address to write to instead. */
  readonly handoff?: string;
  readonly failure?: { readonly code: string; readonly message: string; readonly retryable: boolean };
  readonly rating?: 'up' | 'down' | 'failed';
  /** What was wrong with it, one of a few words; given after a thumb down. */
  readonly fault?: string | undefined;
};

export const newTurn = (turnId: string, text: string): Turn => ({
  turnId,
  text,
  state: 'waiting',
  answer: '',
  citations: [],
  answered: null,
});

export const isOpen = ({ state }: Turn): boolean => state === 'waiting' || state === 'streaming';

/** True where asking the same question again can help. */
export const canRetry = (turn: Turn): boolean => !isOpen(turn) && turn.state !== 'finished' && turn.failure?.retryable !== false;

/** The turn with its end; unchanged where it has one: what comes late is not heard. */
export const end = (turn: Turn, state: TurnState): Turn => (isOpen(turn) ? { ...turn, state } : turn);

/** The server voids what was offered before when a ticket is changed or called off: of two forms only the newest can be sent. */
export const withoutVoidOffer = (turn: Turn, at: number, turns: readonly Turn[]): Turn =>
  turn.offer?.state === 'offered' && turns.slice(at + 1).some(({ voids }) => voids) ? applyEvent(turn, { type: 'cancelled' }) : turn;

/** What an event changes. The events of a confirmation come after `done`, in the same list; their own `done` says nothing about the answer. */
export function applyEvent(turn: Turn, event: ChatEvent): Turn {
  const settle = (state: Offer['state']) => (turn.offer ? { offer: { ...turn.offer, state } } : {});
  switch (event.type) {
    case 'delta':
      return { ...turn, state: 'streaming', answer: turn.answer + event.text };
    case 'citation':
      return { ...turn, citations: [...turn.citations, event] };
    case 'confirm':
      return { ...turn, voids: true, offer: { confirmationId: event.confirmationId, fields: event.fields, state: 'offered' } };
    case 'ticket':
      return { ...turn, ...settle('settled'), ticket: event };
    case 'handoff':
      return { ...turn, ...settle('settled'), handoff: event.email };
    case 'cancelled':
      return { ...turn, voids: true, ...settle('cancelled') };
    case 'error':
      return turn.answered === null ? { ...turn, failure: event } : turn;
    case 'done': {
      if (turn.answered !== null) return turn;
      const { answered, reason } = event;
      return { ...turn, answered, reason, state: turn.failure ? 'failed' : reason === 'stopped' ? reason : 'finished' };
    }
    default:
      return turn;
  }
}

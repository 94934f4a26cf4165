import { button, emailLink, icon, make, type Part } from './dom.ts';
import { showMarkdown } from './markdown.ts';
import { type SourceContext, sourceList } from './source-card.ts';
import { fill, lookUp } from './strings.ts';
import { ticketCard } from './ticket-card.ts';
import { canRetry, isOpen, type Turn } from './turn.ts';

/** What a turn on the screen needs and may ask for. */
export type TurnContext = SourceContext & {
  /** The address that is always offered. */
  readonly email: string;
  readonly onRetry: (turnId: string) => void;
  readonly onCreateTicket: () => void;
  readonly onDecision: (turnId: string, accept: boolean, fields: Readonly<Record<string, string>>) => void;
  readonly onRate: (turnId: string, helpful: boolean) => void;
};

export type TurnView = { readonly node: HTMLElement; readonly answer: HTMLElement; update(turn: Turn): void };

/** A question and its answer. `update` touches only what changed, so that a reader keeps place, selection and focus. */
export function turnView({ text }: Turn, context: TurnContext): TurnView {
  const body = make('div', { dir: 'auto' });
  const rest = make('div');
  const answer = make('div.answer', body, rest);
  const question = make('div.question', { dir: 'auto' }, make('span.hidden', context.strings.you), text);
  const node = make('article.turn', { tabindex: '-1' }, question, answer);
  const controls = () => [...rest.querySelectorAll<HTMLElement>('a,button,input,select,textarea')];
  let drawn = '';

  return {
    node,
    answer,
    update(turn) {
      showMarkdown(body, turn.answer, { ...context, citations: turn.citations });
      body.className = `body ${turn.state}`;
      // All but the growing text is drawn anew as a whole, and only when it changed.
      const key = JSON.stringify({ ...turn, answer: 0 });
      if (key === drawn) return;
      drawn = key;
      const at = controls().findIndex((control) => control.matches(':focus'));
      rest.replaceChildren(...afterAnswer(turn, context).filter((part) => part instanceof Node));
      if (at < 0) return;
      controls()[at]?.focus();
      // Disabled or gone: the reader stays at this turn.
      if (!rest.matches(':focus-within')) node.focus();
    },
  };
}

function afterAnswer(turn: Turn, context: TurnContext): Part[] {
  if (turn.state === 'waiting') return [make('p.typing', context.strings.thinking)];
  if (isOpen(turn)) return [];
  const { citations } = turn;
  return [
    citations.length > 0 && sourceList(citations, context),
    ...noticeFor(turn, context),
    ticketCard(turn, context),
    ratingFor(turn, context),
  ];
}

/** What is to be said about an answer that is none, or not whole, and what can be done now. */
function noticeFor(turn: Turn, { strings, email, onRetry, onCreateTicket }: TurnContext): Part[] {
  const { turnId, state, error, reason, handoff } = turn;
  const address = handoff || email;
  const write = address && emailLink(address, fill(strings.email, { email: address }));
  const retry = canRetry(turn) && button('.secondary', () => onRetry(turnId), strings.retry);
  if (state === 'stopped') return [make('p.muted', strings.stopped), make('div.row', retry)];
  if (state === 'cut') return [make('p.problem', strings.cut), make('div.row', retry, write)];
  if (state === 'failed') return [make('p.problem', lookUp(strings, error?.code ?? '') ?? strings.internal), make('div.row', retry, write)];
  if (handoff !== undefined) return [make('div.row', write)];
  if (reason !== 'refused') return [];
  return [make('p.muted', strings.noAnswer), make('div.row', button('.secondary', onCreateTicket, strings.createTicket), write)];
}

/** Thumbs for an answer that is one. */
function ratingFor({ turnId, state, answered, offer, rating }: Turn, { strings, onRate }: TurnContext): Part {
  if (state !== 'finished' || !answered || offer) return null;
  const thumb = (kind: 'up' | 'down') =>
    button(
      `.round ${kind}`,
      () => onRate(turnId, kind === 'up'),
      { 'aria-label': strings[kind], 'aria-pressed': `${rating === kind}` },
      icon('thumb'),
    );
  const words = rating === 'failed' ? strings.notSent : rating ? strings.thanks : strings.helpful;
  return make('div.rating', make('span.small', { role: 'status' }, words), thumb('up'), thumb('down'));
}

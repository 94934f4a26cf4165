import { button, icon, make, type Part } from './dom.ts';
import { emailLink } from './email-link.ts';
import { copyButton, showMarkdown } from './markdown.ts';
import { sourceList } from './source-card.ts';
import { lookUp, words } from './strings.ts';
import { ticketCard } from './ticket-card.ts';
import { canRetry, isOpen, type Turn } from './turn.ts';
import type { TurnContext } from './turn-context.ts';

/** What can be wrong with an answer, in the words that curators see. */
const REASONS = ['wrong', 'outdated', 'off_topic', 'unclear'] as const;

export type TurnView = {
  readonly node: HTMLElement;
  readonly answer: HTMLElement;
  /** What has come to its end since the last time: the answer, or what was decided on its ticket. */
  update(turn: Turn): 'answer' | 'ticket' | false;
};

/** A question and its answer. `update` touches only what changed, so that a reader keeps place, selection and focus. */
export function turnView(first: Turn, context: TurnContext): TurnView {
  const body = make('div', { dir: 'auto' });
  const rest = make('div');
  const answer = make('div.answer', { part: 'answer' }, body, rest);
  const question = make('div.question', { part: 'question' }, make('span.hidden', words.you), make('bdi', first.text));
  const node = make('article.turn', { tabindex: '-1' }, question, answer);
  const controls = () => [...rest.querySelectorAll<HTMLElement>('a,button,input,select,textarea')];
  let drawn = '';
  let before = first;

  return {
    node,
    answer,
    update(turn) {
      showMarkdown(body, turn.answer, { ...context, citations: turn.citations });
      body.className = `body ${turn.state}`;
      // All but the growing text is drawn anew as a whole, and only when it changed.
      const key = JSON.stringify({ ...turn, answer: 0 });
      if (key === drawn) return false;
      drawn = key;
      const at = controls().findIndex((control) => control.matches(':focus'));
      rest.replaceChildren(...afterAnswer(turn, context).filter((part) => part instanceof Node));
      if (at >= 0) {
        controls()[at]?.focus();
        // Disabled or gone: the reader stays at this turn.
        if (!rest.matches(':focus-within')) node.focus();
      }
      const { offer } = before;
      const ended = isOpen(before) ? !isOpen(turn) && 'answer' : offer?.state === 'sending' && turn.offer?.state !== 'offered' && 'ticket';
      before = turn;
      return ended;
    },
  };
}

function afterAnswer(turn: Turn, context: TurnContext): Part[] {
  if (turn.state === 'waiting') return [make('p.typing', turn.answer ? words.resuming : words.thinking)];
  if (isOpen(turn)) return [];
  const { citations } = turn;
  return [
    citations.length > 0 && sourceList(citations, context),
    ...noticeFor(turn, context),
    ticketCard(turn, context),
    ...ratingFor(turn, context),
  ];
}

/** What is to be said about an answer that is none, or not whole, and what can be done now. */
function noticeFor(turn: Turn, { email, onRetry, onCreateTicket }: TurnContext): Part[] {
  const { turnId, state, failure, handoff } = turn;
  const address = handoff || email;
  const isRefused = turn.reason === 'refused';
  const says = state === 'failed' ? lookUp(failure?.code ?? '') || words.internal : lookUp(state);
  const isProblem = state === 'cut' || state === 'failed';
  return [
    says && make(isProblem ? 'p.problem' : 'p.muted', says),
    make(
      'div.row',
      canRetry(turn) && button('.secondary', () => onRetry(turnId), words.retry),
      isRefused && button('.secondary', onCreateTicket, words.createTicket),
      address && (isRefused || isProblem || handoff !== undefined) && emailLink(address),
    ),
  ];
}

/** Thumbs for an answer that is one, what was wrong with it after the second, and a copy to take along. */
function ratingFor({ turnId, state, answer, citations, answered, offer, rating, fault }: Turn, { onRate }: TurnContext): Part[] {
  if (state !== 'finished' || !answered || offer) return [];
  const thumb = (kind: 'up' | 'down') =>
    button(
      `.round ${kind}`,
      () => onRate(turnId, kind === 'up'),
      { 'aria-label': words[kind], 'aria-pressed': `${rating === kind}` },
      icon('thumb'),
    );
  const asks = rating === 'down' && !fault;
  const says = rating === 'failed' ? words.notSent : asks ? words.why : rating ? words.thanks : words.helpful;
  const sources = citations.map(({ n, title, url }) => `[${n}] ${title} ${url}`);
  return [
    make(
      'div.rating',
      make('span.small', { role: 'status' }, says),
      thumb('up'),
      thumb('down'),
      copyButton([answer, ...sources].join('\n')),
    ),
    asks &&
      make(
        'div.row',
        REASONS.map((reason) => button('.secondary small', () => onRate(turnId, false, reason), words[reason])),
      ),
  ];
}

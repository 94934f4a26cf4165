import type { Citation } from './chat-event.ts';
import { chatSession, MAX_QUESTION_BYTES } from './chat-session.ts';
import { button, make } from './dom.ts';
import { makePanel } from './panel.ts';
import { sourceCard } from './source-card.ts';
import { fill, type Strings } from './strings.ts';
import { tabStore } from './tab-store.ts';
import { isOpen } from './turn.ts';
import { type TurnContext, type TurnView, turnView } from './turn-view.ts';

/** Up to here the panel takes the whole screen. The style sheet has the same figure. */
const SMALL_SCREEN = '(max-width:480px)';
/** The room left for a question is shown from here on. */
const SHOW_LIMIT_BELOW_BYTES = 1024;
/** How near to its end the reader must be for the log to follow the answer. */
const FOLLOW_WITHIN_PX = 48;

export type ChatViewOptions = {
  readonly endpoint: string;
  readonly brand: string;
  readonly email: string;
  readonly suggestions: readonly string[];
  readonly locale: string;
  readonly strings: Strings;
};

/** The bubble and its panel, joined with a conversation. The nodes are put into the document by the caller. */
export function chatView({ endpoint, brand, email, suggestions, locale, strings }: ChatViewOptions) {
  const session = chatSession({ endpoint, store: tabStore(), onChange: () => draw() });
  const onCreateTicket = () => ask(strings.createTicket);
  const panel = makePanel(strings, brand, email, { onToggle: toggle, onStop: session.stop, onCreateTicket });
  const { bubble, dialog, log, source, input, send, stop, status } = panel;
  const small = matchMedia(SMALL_SCREEN);
  const views = new Map<string, TurnView>();
  const running = new Set<string>();
  let isDrawing = false;
  let opener: HTMLElement | null = null;

  const context: TurnContext = {
    strings,
    locale,
    email,
    origins: [location.origin, new URL(endpoint, location.href).origin],
    onCite: showSource,
    onRetry(turnId) {
      // Its button goes away.
      log.focus();
      session.retry(turnId);
    },
    onCreateTicket,
    onDecision: session.confirm,
    onRate: session.rate,
  };

  function toggle(): void {
    if (dialog.open) close();
    else open();
  }

  function open(): void {
    if (dialog.open) return;
    if (small.matches) dialog.showModal();
    else dialog.show();
    input.focus();
    draw();
    if (session.hasSession() && !session.turns().length) {
      session.restore().catch(() => log.prepend(make('p.problem', strings.historyFailed)));
    }
  }

  function close(): void {
    dialog.close();
    draw();
    bubble.focus();
  }

  function ask(text: string): void {
    open();
    const question = text.trim();
    if (!question || session.isBusy() || bytesLeft(question) < 0) return;
    hideSource();
    session.ask(question);
    // The own question is always brought into view.
    log.scrollTop = log.scrollHeight;
  }

  function showSource(citation: Citation, from: HTMLElement): void {
    opener = from;
    const card = sourceCard(citation, context, hideSource);
    source.replaceChildren(card);
    card.focus();
  }

  function hideSource(): void {
    source.replaceChildren();
    opener?.focus();
    opener = null;
  }

  /** Once a frame, however many events came. */
  function draw(): void {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      const follows = log.scrollHeight - log.scrollTop - log.clientHeight < FOLLOW_WITHIN_PX;
      bubble.setAttribute('aria-expanded', `${dialog.open}`);
      drawTurns();
      drawComposer();
      if (follows) log.scrollTop = log.scrollHeight;
    });
  }

  function drawTurns(): void {
    const turns = session.turns();
    welcome.hidden = turns.length > 0;
    for (const [turnId, { node }] of views) {
      if (turns.some((turn) => turn.turnId === turnId)) continue;
      node.remove();
      views.delete(turnId);
    }
    for (const turn of turns) {
      const view = views.get(turn.turnId) ?? turnView(turn, context);
      // A retried one moves to the end.
      if (!views.has(turn.turnId) || (turn === turns.at(-1) && log.lastChild !== view.node)) log.append(view.node);
      views.set(turn.turnId, view);
      view.update(turn);
      if (isOpen(turn)) running.add(turn.turnId);
      // Said once, when it is whole: a screen reader cannot follow an answer in pieces. The line breaks of the layout (innerText) are its pauses.
      else if (running.delete(turn.turnId)) status.textContent = view.answer.innerText;
    }
  }

  function drawComposer(): void {
    const left = bytesLeft(input.value);
    const words = left < 0 ? strings.bytesOver : strings.bytesLeft;
    panel.limit.textContent = left < SHOW_LIMIT_BELOW_BYTES ? fill(words, { n: Math.abs(left) }) : '';
    panel.limit.className = left < 0 ? 'small problem' : 'small';
    send.disabled = left < 0 || !input.value.trim();
    const hadFocus = stop.matches(':focus');
    send.hidden = session.isBusy();
    stop.hidden = !session.isBusy();
    if (hadFocus && stop.hidden) input.focus();
  }

  function submit(event: Event): void {
    event.preventDefault();
    if (session.isBusy() || bytesLeft(input.value) < 0) return;
    ask(input.value);
    input.value = '';
    draw();
  }

  const choose = (text: string) => () => {
    log.focus();
    ask(text);
  };
  const choices = suggestions.map((text) => make('li', button('', choose(text), text)));
  const welcome = make('div.welcome', make('p.greeting', strings.greeting), make('p.muted', strings.greetingMore), make('ul', choices));
  log.append(welcome);
  input.addEventListener('input', draw);
  panel.composer.addEventListener('submit', submit);
  input.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter chooses it.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    // Where the panel is modal, the browser would close it itself.
    event.preventDefault();
    event.stopPropagation();
    if (source.firstChild) hideSource();
    else close();
  });
  small.addEventListener('change', () => {
    if (!dialog.open) return;
    dialog.close();
    open();
  });
  draw();

  return { nodes: [dialog, bubble], open, close, ask };
}

const bytesLeft = (text: string): number => MAX_QUESTION_BYTES - new TextEncoder().encode(text.trim()).length;

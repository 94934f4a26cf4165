import { beside } from './beside.ts';
import { utf8 } from './chat-api.ts';
import type { Citation } from './chat-event.ts';
import { chatSession, MAX_QUESTION_BYTES } from './chat-session.ts';
import { button, make } from './dom.ts';
import { makePanel } from './panel.ts';
import { sourceCard } from './source-card.ts';
import { fill, words } from './strings.ts';
import { tabStore } from './tab-store.ts';
import type { TurnContext } from './turn-context.ts';
import { type TurnView, turnView } from './turn-view.ts';

/** Up to here the panel takes the whole screen. The style sheet has the same figure. */
const SMALL_SCREEN = '(max-width:480px),(max-height:480px)';
/** How near to its end the reader must be for the log to follow the answer. */
const FOLLOW_WITHIN_PX = 48;
/** The room above a question that an answer has pushed up to the edge. */
const QUESTION_MARGIN_PX = 16;

export type ChatViewOptions = {
  readonly endpoint: string;
  readonly brand: string;
  readonly email: string;
  readonly suggestions: readonly string[];
  readonly locale: string;
  /** Where a person can be talked to, as `person.ts` reads it; empty where nobody can. */
  readonly person: string;
  /** Tells the page what happened; false when the page has dealt with it. Ids only, never what a visitor wrote. */
  readonly tell: (name: 'open' | 'close' | 'answer' | 'ticket' | 'person', detail?: object) => boolean;
};

/** The bubble and its panel, joined with a conversation. The nodes are put into the document by the caller. */
export function chatView({ endpoint, brand, email, suggestions, locale, person, tell }: ChatViewOptions) {
  const session = chatSession({ endpoint, store: tabStore(), onChange: () => draw() });
  const onCreateTicket = () => {
    // Who wants a ticket does not wait for the rest of an answer.
    session.stop();
    ask(words.createTicket);
  };
  const panel = makePanel(brand, email, {
    onToggle: toggle,
    onStop: session.stop,
    onCreateTicket,
  });
  const { bubble, dialog, log, source, notice, input, send, stop, status } = panel;
  const small = matchMedia(SMALL_SCREEN);
  const views = new Map<string, TurnView>();
  let isDrawing = false;
  let isFollowing = false;
  let opener: HTMLElement | null = null;

  const context: TurnContext = {
    locale,
    email,
    origins: [location.origin, new URL(endpoint, document.baseURI).origin],
    onCite: showSource,
    onRetry(turnId) {
      // Its button goes away.
      log.focus();
      session.askAgain(turnId);
    },
    onCreateTicket,
    async onDecision(turnId, accept, fields) {
      const ticket = await session.confirm(turnId, accept, fields);
      if (ticket) tell('ticket', ticket);
    },
    onRate: session.rate,
  };

  function toggle(): void {
    if (dialog.open) close();
    else open();
  }

  function open(): void {
    if (dialog.open) return;
    show(input);
    draw();
    tell('open');
    // Loaded once, where it is configured, and puts its own button there.
    if (person)
      beside<typeof import('./person.ts')>('person').then(
        ({ offerPerson }) => offerPerson(panel.foot, person, locale, tell, close),
        () => null,
      );
    if (session.hasSession() && !session.turns().length) {
      session.restore().then(
        () => notice.replaceChildren(),
        () => notice.replaceChildren(words.historyFailed),
      );
    }
  }

  /** The browser would give the focus to the first control, and back to what had it before. */
  function show(focused: HTMLElement): void {
    if (small.matches) dialog.showModal();
    else dialog.show();
    fitScreen();
    focused.focus();
  }

  function close(): void {
    if (!dialog.open) return;
    dialog.close();
    draw();
    bubble.focus();
    tell('close');
  }

  /** The panel ends above the keyboard of a phone, which covers the page and does not shrink it. Not while the visitor has zoomed in. */
  function fitScreen(): void {
    const { height, offsetTop, scale } = visualViewport!;
    dialog.style.cssText = small.matches && scale < 1.1 ? `height:${height}px;top:${offsetTop}px` : '';
  }

  /** Once the line is back, so is what it broke. */
  function onLine(): void {
    notice.textContent = navigator.onLine ? '' : words.offline;
    const last = session.turns().at(-1);
    if (navigator.onLine && (last?.state === 'cut' || last?.failure?.code === 'offline')) session.askAgain(last.turnId);
  }

  /** True when the question is on its way. */
  function ask(text: string): boolean {
    open();
    const question = text.trim();
    if (!question || session.isBusy() || bytesOver(question) > 0) return false;
    hideSource();
    session.ask(question);
    // The own question is always brought into view.
    isFollowing = true;
    return true;
  }

  function showSource(citation: Citation, from: HTMLElement): void {
    opener = from;
    const card = sourceCard(citation, context, hideSource);
    source.replaceChildren(card);
    card.focus();
  }

  function hideSource(): void {
    // Whoever went on to the next question stays there.
    if (source.matches(':focus-within')) opener?.focus();
    source.replaceChildren();
  }

  /** Once a frame, however many events came. */
  function draw(): void {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      const follows = isFollowing || log.scrollHeight - log.scrollTop - log.clientHeight < FOLLOW_WITHIN_PX;
      isFollowing = false;
      bubble.ariaExpanded = `${dialog.open}`;
      drawTurns();
      drawComposer();
      // To the end, as long as the question stays in view: a long answer is read from its beginning.
      const last = log.lastElementChild as HTMLElement;
      if (follows) log.scrollTop = Math.min(log.scrollHeight, last.offsetTop - QUESTION_MARGIN_PX);
    });
  }

  function drawTurns(): void {
    const turns = session.turns();
    welcome.hidden = turns.length > 0;
    turns.forEach((turn, at) => {
      const view = views.get(turn.turnId) ?? turnView(turn, context);
      views.set(turn.turnId, view);
      // A retried one is at the end now; what it took the place of ends up behind it. The welcome is always first.
      const there = log.children.item(at + 1);
      if (there !== view.node) log.insertBefore(view.node, there);
      // Said once, when it is whole: a screen reader cannot follow an answer in pieces. The line breaks of the layout (innerText) are its pauses.
      const ended = view.update(turn);
      if (ended) status.textContent = view.answer.innerText;
      if (ended === 'answer') tell(ended, { turnId: turn.turnId, answered: turn.answered });
    });
    while (log.children.length > turns.length + 1) log.lastChild!.remove();
  }

  function drawComposer(): void {
    const over = bytesOver(input.value);
    panel.limit.textContent = over > 0 ? fill(words.bytesOver, { n: over }) : '';
    send.disabled = over > 0 || !input.value.trim();
    const hadFocus = stop.matches(':focus');
    send.hidden = session.isBusy();
    stop.hidden = !session.isBusy();
    if (hadFocus && stop.hidden) input.focus();
  }

  function submit(event: Event): void {
    event.preventDefault();
    if (ask(input.value)) input.value = '';
    draw();
  }

  const choices = suggestions.map((text) => {
    const choose = () => {
      // Its button goes away.
      log.focus();
      ask(text);
    };
    return make('li', button('', choose, text));
  });
  const welcome = make('div.welcome', make('p.greeting', words.greeting), make('p.muted', words.greetingMore), make('ul', choices));
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
    // Whoever turns a phone goes on where they were.
    const focused = dialog.querySelector<HTMLElement>(':focus') ?? input;
    dialog.close();
    show(focused);
  });
  for (const event of ['online', 'offline']) addEventListener(event, onLine);
  for (const event of ['resize', 'scroll']) visualViewport!.addEventListener(event, fitScreen);
  draw();

  return { nodes: [dialog, bubble], open, close, ask };
}

const bytesOver = (text: string): number => utf8(text.trim()).length - MAX_QUESTION_BYTES;

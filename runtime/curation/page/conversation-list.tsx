import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConversationFilter, ConversationSummary } from '#core/domain/conversation.ts';
import { OutcomeBadge } from './conversation-words.tsx';
import { type Asked, type ConversationPage, joined, listConversations } from './conversations-api.ts';
import { cutAtTerms } from './cut-at-terms.ts';
import { DeskError } from './desk-error.ts';
import { useRowKeys } from './keyboard.ts';
import { formatTime, plural, Waiting } from './parts.tsx';
import { PressButtons } from './press-buttons.tsx';
import type { Loaded } from './use-load.ts';

const FILTERS: readonly { readonly value: ConversationFilter | null; readonly name: string }[] = [
  { value: null, name: 'All' },
  { value: 'answered', name: 'Answered' },
  { value: 'refused', name: 'Not answered' },
  { value: 'failed', name: 'Failed' },
  { value: 'ticket', name: 'With ticket' },
  { value: 'unhelpful', name: 'Thumbs down' },
];

type ConversationListProps = {
  asked: Asked;
  onAsk: (asked: Asked) => void;
  pages: Loaded<ConversationPage>;
  /** The one that was read last: the list begins there. */
  opened: string | null;
  onOpen: (id: string) => void;
};

/** The conversations of a period, newest first. j and k move, Enter opens, / searches. */
export function ConversationList({ asked, onAsk, pages, opened, onOpen }: ConversationListProps) {
  const rows = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const shown = pages.value?.conversations ?? [];
  const [at, setAt] = useState(() => shown.findIndex(({ sessionId }) => sessionId === opened));
  const focus = useRowKeys(rows, field, { at, count: shown.length });
  useLayoutEffect(() => focus(at), []);
  // Of a page that was just added, or of what was searched for, the first row; where it has none the last one of all.
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (!pages.value) return;
    if (wanted.current !== null) focus(Math.min(wanted.current, shown.length - 1));
    wanted.current = null;
  }, [pages.value]);
  const ask = (next: Asked) => {
    setAt(-1);
    onAsk(next);
  };
  const search = (q: string) => {
    if (q === asked.q) return focus(0);
    wanted.current = q ? 0 : null;
    ask({ ...asked, q });
  };

  return (
    <section class="found" aria-label="List">
      <SearchForm q={asked.q} field={field} onSearch={search} onLeave={() => focus(0)} />
      <PressButtons label="What came of them" choices={FILTERS} chosen={asked.filter} onChoose={(filter) => ask({ ...asked, filter })} />
      <p class="told" role="status">
        {pages.value && foundWords(asked, pages.value)}
      </p>
      {!pages.value && <Waiting loaded={pages} what="conversations" />}
      {pages.value && shown.length === 0 && <p class="state">{emptyWords(asked, pages.value)}</p>}
      <ul class="rows" ref={rows}>
        {shown.map((one, index) => (
          <Row key={one.sessionId} one={one} q={asked.q} onOpen={() => onOpen(one.sessionId)} onFocus={() => setAt(index)} />
        ))}
      </ul>
      {pages.value?.next && <More asked={asked} pages={pages} onMore={() => (wanted.current = shown.length)} />}
    </section>
  );
}

type SearchFormProps = { q: string; field: { current: HTMLInputElement | null }; onSearch: (q: string) => void; onLeave: () => void };

/** Searched when it is sent, not with each letter: a search reads many conversations. */
function SearchForm({ q, field, onSearch, onLeave }: SearchFormProps) {
  const [typed, setTyped] = useState(q);
  useLayoutEffect(() => setTyped(q), [q]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onLeave();
    }
    if (event.key === 'Escape' && q) onSearch('');
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <search>
      <form class="search-form" onSubmit={onSubmit}>
        <label class="search">
          <span class="unseen">Search conversations</span>
          <input
            type="search"
            placeholder="Words of questions, answers, sources, tickets"
            maxLength={200}
            ref={field}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={onKey}
          />
        </label>
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

type RowProps = { one: ConversationSummary; q: string; onOpen: () => void; onFocus: () => void };

const Row = ({ one, q, onOpen, onFocus }: RowProps) => (
  <li>
    <button type="button" onClick={onOpen} onFocus={onFocus}>
      <strong>
        <Found text={one.question} q={q} />
      </strong>
      {one.excerpt !== undefined && one.excerpt !== one.question && (
        <span class="excerpt">
          <Found text={one.excerpt} q={q} />
        </span>
      )}
      <span class="facts">
        <span>{formatTime(one.lastAt)}</span>
        <span>{plural(one.turns, 'message')}</span>
        {one.outcomes.map(({ outcome, count }) => (
          <OutcomeBadge key={outcome} outcome={outcome} count={count} />
        ))}
        {one.tickets.map((ticket) => (
          <span key={ticket} class="ready">
            Ticket {ticket}
          </span>
        ))}
        {one.unhelpful > 0 && <span class="blocked">{plural(one.unhelpful, 'thumb')} down</span>}
        {one.helpful > 0 && <span>{plural(one.helpful, 'thumb')} up</span>}
      </span>
    </button>
  </li>
);

const Found = ({ text, q }: { text: string; q: string }) => (
  <>{cutAtTerms(text, q).map((piece, index) => (piece.isTerm ? <mark key={`${index} ${piece.text}`}>{piece.text}</mark> : piece.text))}</>
);

/** The next page; what was found in it comes below, with the focus on its first. */
function More({ asked, pages, onMore }: { asked: Asked; pages: Loaded<ConversationPage>; onMore: () => void }) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const { value, set } = pages;
  const load = async () => {
    if (!value) return;
    setIsBusy(true);
    setProblem('');
    try {
      const more = await listConversations(asked, value.next);
      onMore();
      set(joined(value, more));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setProblem(error.message);
    }
    setIsBusy(false);
  };
  return (
    <p class="more">
      <button type="button" onClick={load} disabled={isBusy}>
        {isBusy ? 'Looking…' : asked.q || asked.filter ? 'Look further back' : 'Show more'}
      </button>
      {problem && <span role="alert">{problem}</span>}
    </p>
  );
}

function foundWords({ q, filter }: Asked, { conversations, lookedAt, next }: ConversationPage): string {
  if (conversations.length === 0) return '';
  const found = plural(conversations.length, 'conversation');
  if (!q && !filter) return next ? `The newest ${found}` : found;
  return `${found} found among ${next ? 'the newest ' : ''}${plural(lookedAt, 'conversation')}`;
}

function emptyWords({ q, filter, days }: Asked, { isPersonal, next, lookedAt }: ConversationPage): string {
  const period = days === 1 ? 'today' : `in the last ${days} days`;
  if (isPersonal) return 'That looks like personal data. It is masked in every conversation and cannot be searched for.';
  if (next) return `None found among the newest ${plural(lookedAt, 'conversation')}.`;
  if (q) return `No conversation ${period} has all these words. Names, addresses and numbers of visitors are masked and never found.`;
  return filter ? `There are none ${period}.` : `Nobody has asked anything ${period}.`;
}

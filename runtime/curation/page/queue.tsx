import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DRAFT_STATES, type DraftState } from '#core/domain/draft.ts';
import { valueWords } from '#core/domain/draft-value.ts';
import type { DraftSummary } from './desk-api.ts';
import { searchDrafts } from './find-drafts.ts';
import { useRowKeys } from './keyboard.ts';
import { Badge, Chips, plural, STATE_NAMES } from './parts.tsx';

const EMPTY: Partial<Record<DraftState, string>> = {
  proposed: 'Nothing waits for a review. New drafts come when mail is distilled: ./bin/threadwell distill',
  approved: 'No draft has been approved yet.',
};
const ORDER: readonly DraftState[] = [
  'proposed',
  'verify_again',
  ...DRAFT_STATES.filter((state) => !['proposed', 'verify_again'].includes(state)),
];

type QueueProps = {
  drafts: readonly DraftSummary[];
  state: DraftState;
  /** The draft that was read last: the list begins there. */
  opened: string | null;
  onState: (state: DraftState) => void;
  onOpen: (id: string) => void;
};

/** What waits for a person: articles that are served and may be wrong, then the proposed ones, in the order of the list. */
export function waitingOf(drafts: readonly DraftSummary[]): DraftSummary[] {
  return drafts.filter(({ state }) => state === 'verify_again' || state === 'proposed');
}

/** The one that waits behind another in the list, else the first: who passed one over is not sent back to it each time. */
export function nextWaiting(drafts: readonly DraftSummary[], after: string): DraftSummary | undefined {
  const waiting = waitingOf(drafts);
  const at = waiting.findIndex(({ id }) => id === after);
  return waiting
    .slice(at + 1)
    .concat(waiting)
    .find(({ id }) => id !== after);
}

/** The drafts of a state by value, the states with their counts. j and k move, Enter opens, / searches. */
export function Queue({ drafts, state, opened, onState, onOpen }: QueueProps) {
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const ofState = (one: DraftState) => (one === 'proposed' ? waitingOf(drafts) : drafts.filter((draft) => draft.state === one));
  const shown = searchDrafts(ofState(state), search);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      shown.findIndex(({ id }) => id === opened),
    ),
  );
  const focus = useRowKeys(rows, field, { at, count: shown.length });
  useLayoutEffect(() => focus(at), [state]);
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setSearch('');
    if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setAt(0);
    focus(0);
  };

  return (
    <div class="queue">
      <nav aria-label="Drafts by state">
        {ORDER.map((one) => {
          const choose = () => {
            setAt(0);
            onState(one);
          };
          return (
            <button key={one} type="button" aria-current={one === state} onClick={choose}>
              {STATE_NAMES[one]} <span class="count">{ofState(one).length}</span>
            </button>
          );
        })}
      </nav>
      <section aria-label={STATE_NAMES[state]}>
        <label class="search">
          <span class="unseen">Search these drafts</span>
          <input
            type="search"
            placeholder="Search"
            ref={field}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
            onKeyDown={onSearchKey}
          />
        </label>
        <p class="unseen" role="status">
          {search && `${plural(shown.length, 'draft')} found`}
        </p>
        {shown.length === 0 && <p class="state">{search ? 'No draft here has these words.' : (EMPTY[state] ?? 'There are none.')}</p>}
        <ul class="rows" ref={rows}>
          {shown.map((draft, index) => (
            <Row key={draft.id} draft={draft} state={state} onOpen={() => onOpen(draft.id)} onFocus={() => setAt(index)} />
          ))}
        </ul>
      </section>
    </div>
  );
}

type RowProps = { draft: DraftSummary; state: DraftState; onOpen: () => void; onFocus: () => void };

const Row = ({ draft, state, onOpen, onFocus }: RowProps) => (
  <li>
    <button type="button" onClick={onOpen} onFocus={onFocus}>
      <strong>{draft.title}</strong>
      <span class="facts">
        {draft.state !== state && <Badge state={draft.state} />}
        <span>{valueWords(draft.value)}</span>
        {draft.until && <span>until {draft.until}</span>}
        {draft.state === 'proposed' || draft.state === 'verify_again' ? <Readiness draft={draft} /> : null}
      </span>
      {draft.toVerify && (
        <span class="facts blocked">
          {draft.toVerify.map(({ url, was }) => `${url} ${was === 'gone' ? 'is gone' : 'changed'}`).join('; ')}
        </span>
      )}
      <Chips label="Applies to" words={draft.appliesTo} />
    </button>
  </li>
);

const Readiness = ({ draft }: { draft: DraftSummary }) =>
  draft.blockers.length > 0 ? <span class="blocked">! {draft.blockers.join('; ')}</span> : <span class="ready">✓ ready to approve</span>;

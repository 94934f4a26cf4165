import { useEffect, useRef, useState } from 'preact/hooks';
import { DRAFT_STATES, type DraftState } from '#core/domain/draft.ts';
import type { DraftSummary } from './desk-api.ts';
import { useKeys } from './keyboard.ts';
import { Chips, STATE_NAMES } from './parts.tsx';

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
  onState: (state: DraftState) => void;
  onOpen: (id: string) => void;
};

/** The drafts of a state, the states with their counts. j and k move, Enter opens. */
export function Queue({ drafts, state, onState, onOpen }: QueueProps) {
  const [at, setAt] = useState(0);
  const rows = useRef<HTMLUListElement>(null);
  const shown = drafts.filter((draft) => draft.state === state);
  const move = (step: number) => setAt((before) => Math.max(0, Math.min(shown.length - 1, before + step)));
  useKeys({ j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1) });
  useEffect(() => {
    rows.current?.querySelectorAll('button')[at]?.focus();
  }, [at, state]);

  return (
    <div class="queue">
      <nav aria-label="Drafts by state">
        {ORDER.map((one) => {
          const count = drafts.filter((draft) => draft.state === one).length;
          const choose = () => {
            setAt(0);
            onState(one);
          };
          return (
            <button key={one} type="button" aria-current={one === state} onClick={choose}>
              {STATE_NAMES[one]} <span class="count">{count}</span>
            </button>
          );
        })}
      </nav>
      <section aria-label={STATE_NAMES[state]}>
        {shown.length === 0 && <p class="state">{EMPTY[state] ?? 'There are none.'}</p>}
        <ul class="rows" ref={rows}>
          {shown.map((draft, index) => (
            <li key={draft.id}>
              <button type="button" onClick={() => onOpen(draft.id)} onFocus={() => setAt(index)}>
                <strong>{draft.title}</strong>
                <span class="facts">
                  {plural(draft.steps, 'step')} from {plural(draft.threads.length, 'thread')}
                  {(state === 'proposed' || state === 'verify_again') && <Readiness draft={draft} />}
                </span>
                <Chips label="Applies to" words={draft.appliesTo} />
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const Readiness = ({ draft }: { draft: DraftSummary }) =>
  draft.blockers.length > 0 ? <span class="blocked">! {draft.blockers.join('; ')}</span> : <span class="ready">✓ ready to approve</span>;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

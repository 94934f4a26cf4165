import { useState } from 'preact/hooks';
import { type Decision, type DraftSummary, getDraft, type OpenDraft } from './desk-api.ts';
import { mergeTargets } from './find-drafts.ts';
import { Modal, plural, STATE_NAMES } from './parts.tsx';
import { useLoad } from './use-load.ts';

type MergeDialogProps = {
  draft: OpenDraft;
  drafts: readonly DraftSummary[];
  onDecide: (decision: Decision) => void;
  onClose: () => void;
};

/** Finds the draft that says the same, and shows what it would take over. */
export function MergeDialog({ draft, drafts, onDecide, onClose }: MergeDialogProps) {
  const [search, setSearch] = useState('');
  const [into, setInto] = useState<string | null>(null);
  const found = mergeTargets(draft, drafts, search);
  const target = found.find(({ id }) => id === into);
  const submit = (event: Event) => {
    event.preventDefault();
    // Enter in the search takes the likeliest, to look at; the next one merges.
    if (target) onDecide({ act: 'merge', into: target.id });
    else if (found[0]) setInto(found[0].id);
  };
  return (
    <Modal title="Merge into another draft" onClose={onClose}>
      <form onSubmit={submit}>
        <label>
          Search <small>else those that sound alike</small>
          <input type="search" value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
        </label>
        <fieldset class="targets">
          <legend>{found.length ? 'Which one stays?' : 'No other draft has these words.'}</legend>
          {found.map(({ id, title, state, threads }) => (
            <label key={id}>
              <input type="radio" name="into" checked={id === into} onChange={() => setInto(id)} />
              <span>
                {title}
                <small>
                  {STATE_NAMES[state]}, {plural(threads.length, 'thread')}
                </small>
              </span>
            </label>
          ))}
        </fieldset>
        <div aria-live="polite">{target && <TakenOver key={target.id} draft={draft} target={target} />}</div>
        <div class="actions">
          <button type="submit" class="primary" disabled={found.length === 0}>
            {target ? 'Merge' : 'Look at the first'}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** The other draft's own words, and what it gets from this one. */
function TakenOver({ draft, target }: { draft: OpenDraft; target: DraftSummary }) {
  const loaded = useLoad(target.id, () => getDraft(target.id));
  const threads = draft.threads.filter((id) => !target.threads.includes(id)).length;
  const known = new Set(loaded.value?.messages.map(({ id }) => id));
  const mails = draft.messages.filter(({ id }) => !known.has(id)).length;
  if (loaded.error) return <p class="flag">{loaded.error.message}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
    <section class="taken" aria-label="What is taken over" tabIndex={0}>
      <p>
        It takes over {plural(threads, 'thread')} and {plural(mails, 'mail')}; its own text stays as it is. This draft is closed.
      </p>
      {loaded.value && (
        <>
          <p class="text">{loaded.value.question.text}</p>
          <ul>
            {loaded.value.steps.map(({ text }, index) => (
              <li key={index} class="text">
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

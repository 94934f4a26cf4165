import { useLayoutEffect, useRef } from 'preact/hooks';
import type { OpenDraft } from './desk-api.ts';
import { formatTime, STATE_NAMES } from './parts.tsx';
import { FIELD_NAMES, fieldText, type TypedDraft } from './typed-draft.ts';

type BothVersionsProps = {
  theirs: OpenDraft;
  theirWords: TypedDraft;
  typed: TypedDraft;
  fields: readonly (keyof TypedDraft)[];
  canSave: boolean;
  onTake: (field: keyof TypedDraft) => void;
};

/** After somebody else saved first: their words beside what was typed here, which stays until it is saved. */
export function BothVersions({ theirs, theirWords, typed, fields, canSave, onTake }: BothVersionsProps) {
  const pane = useRef<HTMLElement>(null);
  // Whoever pressed Save is at the end of the form: the conflict comes into view, and is read aloud.
  useLayoutEffect(() => pane.current?.focus(), [theirs.version]);
  const last = theirs.audit.at(-1);
  const state = STATE_NAMES[theirs.state].toLowerCase();
  return (
    <section class="note warn both" role="alert" aria-label="Both versions" tabIndex={-1} ref={pane}>
      <p>
        <strong>
          {last ? `${last.who} changed this draft meanwhile (${formatTime(last.at)}).` : 'Somebody changed this draft meanwhile.'}
        </strong>{' '}
        {canSave
          ? `Yours is not stored yet. ${fields.length ? 'Where you differ, yours stays until you take theirs; then save.' : 'You changed different things: save to keep both.'}`
          : `It is ${state} now and takes no edit. What you typed stays here until you cancel: copy what you need.`}
      </p>
      {fields.map((field) => (
        <div key={field} class="quotes">
          <figure>
            <figcaption>
              {FIELD_NAMES[field]}, theirs{' '}
              <button type="button" onClick={() => onTake(field)}>
                Take theirs
              </button>
            </figcaption>
            <blockquote class="text">{fieldText(theirWords, field) || '(empty)'}</blockquote>
          </figure>
          <figure>
            <figcaption>{FIELD_NAMES[field]}, yours</figcaption>
            <blockquote class="text">{fieldText(typed, field) || '(empty)'}</blockquote>
          </figure>
        </div>
      ))}
    </section>
  );
}

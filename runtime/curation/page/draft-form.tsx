import { useEffect, useState } from 'preact/hooks';
import { approvalBlockers, isEditable, type Step } from '#core/domain/draft.ts';
import { BothVersions } from './both-versions.tsx';
import type { DraftEdit, OpenDraft } from './desk-api.ts';
import { dropText, keepText, keptText } from './kept-text.ts';
import { SentenceField } from './sentence-field.tsx';
import { checkTyped, conflicts, editOf, type TypedDraft, takeUntouched, typedOf } from './typed-draft.ts';

type DraftFormProps = {
  /** As it is stored now: another version than at the start means that somebody else saved first. */
  draft: OpenDraft;
  isSaving: boolean;
  onSave: (edit: DraftEdit) => void;
  onCancel: () => void;
  /** The sentence that is typed into, as it is now. */
  onView: (step: Step | null) => void;
};

/**
 * The draft's words as a form. A sentence keeps its quotes; while somebody types, it says whether they still support it. What is typed is
 * kept until it is saved or cancelled, also when somebody else saves first.
 */
export function DraftForm({ draft, isSaving, onSave, onCancel, onView }: DraftFormProps) {
  const [base] = useState(() => keptText(draft.id) ?? { version: draft.version, base: typedOf(draft), typed: typedOf(draft) });
  const [typed, setTyped] = useState(base.typed);
  const [inView, setInView] = useState(0);
  const theirs = typedOf(draft);
  const isBehind = draft.version !== base.version;
  const checked = checkTyped(draft, typed);
  const sentences = [checked.question, ...checked.steps];
  const viewed = sentences[inView] ?? null;
  const canSave = isEditable(draft.state);

  const type = (changes: Partial<TypedDraft>) => {
    const next = { ...typed, ...changes };
    setTyped(next);
    keepText(draft.id, { ...base, typed: next });
  };
  useEffect(() => {
    if (isBehind) type(takeUntouched(base.base, theirs, typed));
  }, [draft.version]);
  // The quotes that are shown change with the field, not with each letter.
  useEffect(() => onView(viewed), [inView, typed.steps.length, JSON.stringify(viewed?.evidence)]);

  const save = (event: Event) => {
    event.preventDefault();
    if (canSave && !isSaving) onSave(editOf(typed, theirs));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
  };
  const cancel = () => {
    dropText(draft.id);
    onCancel();
  };
  const text = (field: 'title' | 'symptoms' | 'appliesTo' | 'tags') => ({
    value: typed[field],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => type({ [field]: currentTarget.value }),
  });
  const differing = isBehind ? conflicts(base.base, theirs, typed) : [];
  return (
    <form class="article edit" onSubmit={save} onKeyDown={onKeyDown}>
      <h1 class="unseen">Edit “{draft.title}”</h1>
      {isBehind && (
        <BothVersions
          theirs={draft}
          theirWords={theirs}
          typed={typed}
          fields={differing}
          canSave={canSave}
          onTake={(field) => type({ [field]: theirs[field] })}
        />
      )}
      <fieldset disabled={isSaving}>
        <label>
          Title
          <input required {...text('title')} ref={focus} />
        </label>
        <SentenceField
          label="Question"
          step={checked.question}
          messages={draft.messages}
          onFocus={() => setInView(0)}
          onChange={(question) => type({ question })}
        />
        {typed.steps.map((step, index) => (
          <div class="step-field" key={step.key}>
            <SentenceField
              label={`Step ${index + 1}`}
              step={checked.steps[index]!}
              messages={draft.messages.filter(({ role }) => role === 'support')}
              onFocus={() => setInView(index + 1)}
              onChange={(sentence) => type({ steps: typed.steps.map((one) => (one === step ? { ...one, ...sentence } : one)) })}
            />
            <button
              type="button"
              onClick={() => type({ steps: typed.steps.filter((one) => one !== step) })}
              aria-label={`Remove step ${index + 1}`}
            >
              Remove
            </button>
          </div>
        ))}
        <button type="button" class="add" onClick={() => type({ steps: [...typed.steps, emptyStep(typed)] })}>
          Add a step
        </button>
        <label>
          What customers saw <small>a line each</small>
          <textarea rows={2} {...text('symptoms')} />
        </label>
        <label>
          Applies to <small>products and versions, separated by commas</small>
          <input {...text('appliesTo')} />
        </label>
        <label>
          Tags <small>separated by semicolons, such as topic:proxy</small>
          <input {...text('tags')} />
        </label>
        <Outlook blockers={approvalBlockers({ ...checked, steps: checked.steps.filter((step) => step.text.trim()) })} />
        <div class="actions">
          <button type="submit" class="primary" disabled={!canSave}>
            {isSaving ? 'Saving…' : isBehind ? 'Save mine' : 'Save'}
          </button>
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        </div>
      </fieldset>
    </form>
  );
}

/** A key that no step has, also none that was removed and may come back with the words of somebody else. */
function emptyStep({ steps }: TypedDraft): TypedDraft['steps'][number] {
  return { key: Math.max(0, ...steps.map(({ key }) => key)) + 1_000, text: '', evidence: [] };
}

/** What would block approval if it were saved as it stands. */
function Outlook({ blockers }: { blockers: readonly string[] }) {
  return (
    <p class={blockers.length ? 'blocked' : 'ready'} role="status">
      {blockers.length ? `! As it stands, approval waits: ${blockers.join('; ')}.` : '✓ As it stands, it can be approved.'}
    </p>
  );
}

const focus = (input: HTMLInputElement | null): void => input?.focus();

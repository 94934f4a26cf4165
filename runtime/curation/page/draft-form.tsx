import { useState } from 'preact/hooks';
import type { DraftEdit, OpenDraft } from './desk-api.ts';

const words = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((word) => word.trim())
    .filter(Boolean);

type DraftFormProps = { draft: OpenDraft; isSaving: boolean; onSave: (edit: DraftEdit) => void; onCancel: () => void };

/** The draft's words as a form. A sentence keeps its quotes; whether they still support it is checked by the server on saving. */
export function DraftForm({ draft, isSaving, onSave, onCancel }: DraftFormProps) {
  const [title, setTitle] = useState(draft.title);
  const [question, setQuestion] = useState(draft.question.text);
  const [steps, setSteps] = useState(draft.steps.map(({ text, evidence }, key) => ({ key, text, evidence })));
  const [appliesTo, setAppliesTo] = useState(draft.appliesTo.join(', '));
  const [tags, setTags] = useState(draft.tags.join('; '));
  const save = (event: Event) => {
    event.preventDefault();
    const kept = steps.filter(({ text }) => text.trim()).map(({ text, evidence }) => ({ text, evidence }));
    onSave({ title, question: { text: question }, steps: kept, appliesTo: words(appliesTo, ','), tags: words(tags, ';') });
  };
  return (
    <form class="article edit" onSubmit={save}>
      <h1 class="unseen">Edit “{draft.title}”</h1>
      <fieldset disabled={isSaving}>
        <label>
          Title
          <input required value={title} onInput={({ currentTarget }) => setTitle(currentTarget.value)} />
        </label>
        <label>
          Question
          <textarea required rows={3} value={question} onInput={({ currentTarget }) => setQuestion(currentTarget.value)} />
        </label>
        {steps.map((step, index) => (
          <div class="step-field" key={step.key}>
            <label>
              Step {index + 1}
              <textarea
                rows={3}
                value={step.text}
                onInput={({ currentTarget: { value } }) => setSteps(steps.map((one) => (one === step ? { ...one, text: value } : one)))}
              />
            </label>
            <button type="button" onClick={() => setSteps(steps.filter((one) => one !== step))} aria-label={`Remove step ${index + 1}`}>
              Remove
            </button>
          </div>
        ))}
        <label>
          Applies to <small>separated by commas</small>
          <input value={appliesTo} onInput={({ currentTarget }) => setAppliesTo(currentTarget.value)} />
        </label>
        <label>
          Tags <small>separated by semicolons, such as topic:proxy</small>
          <input value={tags} onInput={({ currentTarget }) => setTags(currentTarget.value)} />
        </label>
        <div class="actions">
          <button type="submit" class="primary">
            {isSaving ? 'Saving…' : 'Save'}
          </button>
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </div>
      </fieldset>
    </form>
  );
}

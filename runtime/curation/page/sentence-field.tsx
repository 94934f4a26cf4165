import type { Draft, Step } from '#core/domain/draft.ts';
import { quotes } from '#core/domain/evidence.ts';
import { Support } from './parts.tsx';
import { suggestQuote } from './suggest-quote.ts';
import type { TypedSentence } from './typed-draft.ts';

type SentenceFieldProps = {
  label: string;
  step: Step;
  /** What it may quote. */
  messages: Draft['messages'];
  onFocus: () => void;
  onChange: (sentence: TypedSentence) => void;
};

/** A sentence to type into. It says whether its quotes support it; where they do not, the sentence of the mail that comes closest is offered. */
export function SentenceField({ label, step, messages, onFocus, onChange }: SentenceFieldProps) {
  const id = `support-${label.replace(' ', '-')}`;
  const { text, evidence } = step;
  const suggested = step.supported ? null : suggestQuote(step, messages);
  return (
    <div>
      <label>
        {label}
        <textarea
          rows={3}
          required={label === 'Question'}
          value={text}
          aria-describedby={id}
          onFocus={onFocus}
          onInput={({ currentTarget }) => onChange({ text: currentTarget.value, evidence })}
        />
      </label>
      <Support id={id} step={step} />
      {suggested && (
        <p class="suggested">
          The mail says “{quotes({ ...step, evidence: [suggested] }, { messages })[0]}”{' '}
          <button type="button" onFocus={onFocus} onClick={() => onChange({ text, evidence: [...evidence, suggested] })}>
            Use as its quote
          </button>
        </p>
      )}
      {!step.supported && !suggested && evidence.length > 0 && (
        <p class="suggested">
          <button type="button" onFocus={onFocus} onClick={() => onChange({ text, evidence: [] })}>
            Drop its quotes
          </button>
        </p>
      )}
    </div>
  );
}

import type { Ref } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Step } from '#core/domain/draft.ts';
import { Contradictions } from './contradictions.tsx';
import type { DraftEdit, OpenDraft } from './desk-api.ts';
import { Chips, formatTime, Support } from './parts.tsx';

type ArticleViewProps = {
  draft: OpenDraft;
  /** The sentence whose quotes are shown: 0 is the question. */
  inView: number;
  onView: (index: number) => void;
  isDisabled: boolean;
  onDecide: (edit: DraftEdit) => void;
  article: Ref<HTMLElement>;
};

/** A draft as it would be read, each sentence with whether the mail supports it, and what became of it so far. */
export function ArticleView({ draft, inView, onView, isDisabled, onDecide, article }: ArticleViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever reads with a screen reader or goes on by keyboard begins at the top of the draft that came.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [draft.id]);
  return (
    <section class="article" aria-label="The article" ref={article}>
      <h1 tabIndex={-1} ref={heading}>
        {draft.title}
      </h1>
      <Chips label="Applies to" words={draft.appliesTo} />
      <h2>Question</h2>
      <Sentence step={draft.question} isInView={inView === 0} onView={() => onView(0)} />
      <h2>What to do</h2>
      <ul class="steps">
        {draft.steps.map((step, index) => (
          <li key={index}>
            <Sentence step={step} isInView={inView === index + 1} onView={() => onView(index + 1)} />
          </li>
        ))}
      </ul>
      {draft.symptoms.length > 0 && <h2>What customers saw</h2>}
      <Chips label="What customers saw" words={draft.symptoms} />
      <h2>Tags</h2>
      <Chips label="Tags" words={draft.tags} />
      <Contradictions draft={draft} isDisabled={isDisabled} onDecide={(decisions) => onDecide({ decisions })} />
      <Similar draft={draft} />
      <History draft={draft} />
    </section>
  );
}

/** A sentence that can be stepped to; its quotes are shown while it is in view. */
function Sentence({ step, isInView, onView }: { step: Step; isInView: boolean; onView: () => void }) {
  return (
    <button
      type="button"
      class={`sentence${step.supported ? '' : ' unsupported'}${/^[-*] /.test(step.text) ? ' listed' : ''}`}
      aria-pressed={isInView}
      onFocus={onView}
      onClick={onView}
      onMouseEnter={onView}
    >
      <StepText text={step.text} />
      {!step.supported && <Support step={step} />}
    </button>
  );
}

/** A fenced block as code, a dash that begins a line as the mark of a list; everything else as the mail said it, its numbers included. */
function StepText({ text }: { text: string }) {
  const code = /^(`{3,})[^\n]*\n([\s\S]*)\n\1$/.exec(text.trim())?.[2];
  return code === undefined ? text.replace(/^( *)[-*] +/gm, '$1• ') : <code class="block">{code}</code>;
}

const Similar = ({ draft }: { draft: OpenDraft }) =>
  draft.similar.length === 0 ? null : (
    <>
      <h2>Already said close by</h2>
      <ul>
        {draft.similar.map(({ url, title }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noopener">
              {title} ↗
            </a>
          </li>
        ))}
      </ul>
    </>
  );

const WHAT: Readonly<Record<string, string>> = { verify_again: 'to verify again' };

/** The audit trail: who did what when, and why. */
const History = ({ draft }: { draft: OpenDraft }) =>
  draft.audit.length === 0 ? null : (
    <>
      <h2>History</h2>
      <ol class="history" aria-label="History">
        {draft.audit.map(({ at, who, what, note }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at}>{formatTime(at)}</time>
            <span>
              <strong>{WHAT[what] ?? what}</strong> by {who}
              {note && `: ${note}`}
            </span>
          </li>
        ))}
      </ol>
    </>
  );

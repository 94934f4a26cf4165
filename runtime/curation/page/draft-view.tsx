import { useEffect, useRef, useState } from 'preact/hooks';
import type { Step } from '#core/domain/draft.ts';
import { Contradictions } from './contradictions.tsx';
import { type Decision, DeskError, type DraftEdit, decide, editDraft, getDraft, type OpenDraft } from './desk-api.ts';
import { DraftForm } from './draft-form.tsx';
import { EvidencePane } from './evidence-pane.tsx';
import { useKeys } from './keyboard.ts';
import { Badge, Chips, formatTime, Modal, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';

type DraftViewProps = { id: string; onBack: () => void; onDecided: (draft: OpenDraft) => void };

/** One draft beside the mail it rests on, and what can be decided about it. */
export function DraftView({ id, onBack, onDecided }: DraftViewProps) {
  const loaded = useLoad(id, () => getDraft(id));
  const [problem, setProblem] = useState<DeskError | null>(null);
  const [mode, setMode] = useState<'read' | 'edit' | 'reject'>('read');
  const [isBusy, setIsBusy] = useState(false);
  const [inView, setInView] = useState(0);
  const article = useRef<HTMLElement>(null);
  const draft = loaded.value;
  const isOpen = draft?.state === 'proposed' || draft?.state === 'verify_again';

  /** What fails is told, and a form that was being edited stays. */
  const act = async (work: () => Promise<OpenDraft>, then: (changed: OpenDraft) => void) => {
    setIsBusy(true);
    setProblem(null);
    try {
      then(await work());
      setMode('read');
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setProblem(error);
      setMode((now) => (now === 'reject' ? 'read' : now));
    } finally {
      setIsBusy(false);
    }
  };
  const reload = () => {
    setProblem(null);
    loaded.reload();
  };
  const settle = (decision: Decision, reason?: string) => {
    if (draft && isOpen && !isBusy) act(() => decide(draft, decision, reason), onDecided);
  };
  const save = (edit: DraftEdit) => {
    if (draft) act(() => editDraft(draft, edit), loaded.set);
  };
  const approve = () => {
    if (draft?.blockers.length === 0) settle('approve');
  };
  const move = (step: number) => {
    const last = draft?.steps.length ?? 0;
    const next = Math.max(0, Math.min(last, inView + step));
    setInView(next);
    article.current?.querySelectorAll<HTMLElement>('.sentence')[next]?.focus();
  };
  const start = (next: 'edit' | 'reject') => () => {
    if (isOpen && mode === 'read') setMode(next);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: approve,
    e: start('edit'),
    r: start('reject'),
    s: () => settle('snooze'),
    u: onBack,
    Escape: () => (mode === 'edit' ? setMode('read') : onBack()),
  });
  useEffect(() => scrollTo(0, 0), [id]);

  if (!draft) return <Waiting loaded={loaded} what="draft" />;
  const sentences = [draft.question, ...draft.steps];
  return (
    <div class="draft">
      <div class="toolbar">
        <button type="button" class="quiet" onClick={onBack}>
          ← Drafts
        </button>
        <Badge state={draft.state} />
        <span class="grow" />
        {isOpen && mode !== 'edit' && (
          <>
            <button type="button" onClick={() => settle('snooze')} disabled={isBusy}>
              Snooze <kbd>s</kbd>
            </button>
            <button type="button" onClick={start('reject')} disabled={isBusy}>
              Reject <kbd>r</kbd>
            </button>
            <button type="button" onClick={start('edit')} disabled={isBusy}>
              Edit <kbd>e</kbd>
            </button>
            <button type="button" class="primary" onClick={approve} disabled={isBusy || draft.blockers.length > 0}>
              {isBusy ? 'Working…' : 'Approve'} <kbd>a</kbd>
            </button>
          </>
        )}
      </div>
      {problem && <Problem problem={problem} onReload={reload} />}
      {isOpen && draft.blockers.length > 0 && (
        <p class="note warn">
          <strong>Not ready to approve:</strong> {draft.blockers.join('; ')}.
        </p>
      )}
      <div class="sides">
        {mode === 'edit' ? (
          <DraftForm key={draft.version} draft={draft} isSaving={isBusy} onSave={save} onCancel={() => setMode('read')} />
        ) : (
          <section class="article" aria-label="The article" ref={article}>
            <h1>{draft.title}</h1>
            <Chips label="Applies to" words={draft.appliesTo} />
            <h2>Question</h2>
            <Sentence step={draft.question} isInView={inView === 0} onView={() => setInView(0)} />
            <h2>What to do</h2>
            <ul class="steps">
              {draft.steps.map((step, index) => (
                <li key={index}>
                  <Sentence step={step} isInView={inView === index + 1} onView={() => setInView(index + 1)} />
                </li>
              ))}
            </ul>
            {draft.symptoms.length > 0 && <h2>What customers saw</h2>}
            <Chips label="What customers saw" words={draft.symptoms} />
            <h2>Tags</h2>
            <Chips label="Tags" words={draft.tags} />
            <Contradictions draft={draft} isDisabled={!isOpen || isBusy} onDecide={(decisions) => save({ decisions })} />
            <Similar draft={draft} />
            <History draft={draft} />
          </section>
        )}
        <EvidencePane draft={draft} step={sentences[inView] ?? null} />
      </div>
      {mode === 'reject' && (
        <RejectDialog onReject={(reason) => settle('reject', reason)} onClose={() => setMode((now) => (now === 'reject' ? 'read' : now))} />
      )}
    </div>
  );
}

/** A sentence that can be stepped to; its quotes are shown while it is in view. */
function Sentence({ step, isInView, onView }: { step: Step; isInView: boolean; onView: () => void }) {
  return (
    <button
      type="button"
      class={`sentence${step.supported ? '' : ' unsupported'}`}
      aria-pressed={isInView}
      onFocus={onView}
      onClick={onView}
      onMouseEnter={onView}
    >
      <StepText text={step.text} />
      {!step.supported && <span class="flag">! not supported by the mail</span>}
    </button>
  );
}

/** A fenced block as code; everything else as the mail said it, list markers included. */
function StepText({ text }: { text: string }) {
  const code = /^(`{3,})[^\n]*\n([\s\S]*)\n\1$/.exec(text.trim())?.[2];
  return code === undefined ? text : <code class="block">{code}</code>;
}

function Problem({ problem, onReload }: { problem: DeskError; onReload: () => void }) {
  const words = problem.status === 412 ? 'Somebody else changed this draft meanwhile. Nothing of yours was stored.' : problem.message;
  return (
    <div class="note bad" role="alert">
      {words}{' '}
      {problem.status === 412 && (
        <button type="button" onClick={onReload}>
          Reload the draft
        </button>
      )}
    </div>
  );
}

function RejectDialog({ onReject, onClose }: { onReject: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim()) onReject(reason.trim());
  };
  return (
    <Modal title="Reject this draft" onClose={onClose}>
      <form onSubmit={submit}>
        <label>
          Why? It stays with the draft.
          <textarea rows={3} required maxLength={500} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
        </label>
        <div class="actions">
          <button type="submit" class="primary">
            Reject
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
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

const History = ({ draft }: { draft: OpenDraft }) => (
  <details>
    <summary>History</summary>
    <ul>
      {draft.audit.map(({ at, who, what, note }) => (
        <li key={`${at} ${what}`}>
          {formatTime(at)}: {what} by {who}
          {note && ` (${note})`}
        </li>
      ))}
    </ul>
  </details>
);

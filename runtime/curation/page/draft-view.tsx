import { useEffect, useRef, useState } from 'preact/hooks';
import { isEditable, type Step } from '#core/domain/draft.ts';
import { ArticleView } from './article-view.tsx';
import { ReasonDialog, SnoozeDialog } from './decision-dialogs.tsx';
import { type Decision, type DraftEdit, type DraftSummary, decide, editDraft, getDraft, type OpenDraft } from './desk-api.ts';
import { DeskError } from './desk-error.ts';
import { DraftForm } from './draft-form.tsx';
import { BlockersNote, Problem, RepeatsNote, RewordedNote, VerifyNote } from './draft-notes.tsx';
import { EvidencePane } from './evidence-pane.tsx';
import { dropText, keptText } from './kept-text.ts';
import { useKeys } from './keyboard.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { Badge, Waiting } from './parts.tsx';
import { type Mode, Toolbar } from './toolbar.tsx';
import { useLoad } from './use-load.ts';

type DraftViewProps = {
  id: string;
  /** All drafts, to merge into. */
  drafts: readonly DraftSummary[];
  onBack: () => void;
  onDecided: (draft: OpenDraft) => void;
};

/** One draft beside the mail it rests on, and what can be decided about it. */
export function DraftView({ id, drafts, onBack, onDecided }: DraftViewProps) {
  const loaded = useLoad(id, () => getDraft(id));
  const [problem, setProblem] = useState<DeskError | null>(null);
  const [mode, setMode] = useState<Mode>(keptText(id) ? 'edit' : 'read');
  const [isBusy, setIsBusy] = useState(false);
  const [inView, setInView] = useState(0);
  const [typing, setTyping] = useState<Step | null>(null);
  const article = useRef<HTMLElement>(null);
  const draft = loaded.value;
  const isOpen = draft?.state === 'proposed' || draft?.state === 'verify_again';
  const isServed = draft?.state === 'approved' || draft?.state === 'verify_again';
  const isUnsaved = mode !== 'edit' && keptText(id) !== null;
  const blockers = draft && isOpen ? [...draft.blockers, ...(isUnsaved ? ['what you typed is not saved yet: edit shows it'] : [])] : [];

  /** What fails is told, and a form that was being edited stays. */
  const act = async (work: () => Promise<OpenDraft>, then: (changed: OpenDraft) => void) => {
    setIsBusy(true);
    setProblem(null);
    try {
      then(await work());
      setMode('read');
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      // The form shows both versions by itself when it sees theirs.
      if (error.status === 412 && mode === 'edit') loaded.reload();
      else setProblem(error);
      setMode((now) => (now === 'edit' ? now : 'read'));
    } finally {
      setIsBusy(false);
    }
  };
  const reload = () => {
    setProblem(null);
    loaded.reload();
  };
  const settle = (decision: Decision) => {
    if (draft && !isBusy) act(() => decide(draft, decision), onDecided);
  };
  const save = (edit: DraftEdit) => {
    const keep = (changed: OpenDraft) => {
      dropText(id);
      loaded.set(changed);
    };
    if (draft) act(() => editDraft(draft, edit), keep);
  };
  const approve = () => {
    if (draft && isOpen && mode !== 'edit' && blockers.length === 0) settle({ act: 'approve' });
  };
  const move = (step: number) => {
    const next = Math.max(0, Math.min(draft?.steps.length ?? 0, inView + step));
    setInView(next);
    article.current?.querySelectorAll<HTMLElement>('.sentence')[next]?.focus();
  };
  const allowed: Readonly<Record<Mode, boolean>> = {
    read: true,
    edit: draft !== null && isEditable(draft.state),
    reject: draft?.state === 'proposed',
    merge: draft?.state === 'proposed',
    snooze: draft?.state === 'proposed',
    withdraw: isServed,
  };
  const start = (next: Mode) => () => {
    if (allowed[next] && mode !== 'edit' && !isBusy) setMode(next);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: approve,
    e: start('edit'),
    r: start('reject'),
    m: start('merge'),
    s: start('snooze'),
    w: start('withdraw'),
    u: onBack,
    Escape: () => (mode === 'edit' ? setMode('read') : onBack()),
  });
  useEffect(() => scrollTo(0, 0), [id]);

  if (!draft)
    return (
      <>
        <h1 class="unseen">Draft</h1>
        <div class="toolbar">
          <button type="button" class="quiet" onClick={onBack}>
            ← Drafts
          </button>
        </div>
        <Waiting loaded={loaded} what="draft" />
      </>
    );
  // A dialog tells that it was closed a moment later: by then the next one may be open.
  const leave = (left: Mode) => () => setMode((now) => (now === left ? 'read' : now));
  return (
    <div class="draft">
      <div class="toolbar">
        <button type="button" class="quiet" onClick={onBack}>
          ← Drafts
        </button>
        <Badge state={draft.state} />
        {draft.until && <span class="hint">until {draft.until}</span>}
        <span class="grow" />
        {mode !== 'edit' && (
          <Toolbar
            state={draft.state}
            allowed={allowed}
            isBusy={isBusy}
            isBlocked={blockers.length > 0}
            onStart={start}
            onApprove={isOpen ? approve : null}
            onBringBack={draft.state === 'snoozed' ? () => save({}) : null}
          />
        )}
      </div>
      {problem && <Problem problem={problem} onReload={reload} />}
      <VerifyNote draft={draft} />
      <RepeatsNote draft={draft} />
      <RewordedNote draft={draft} />
      {mode !== 'edit' && <BlockersNote blockers={blockers} />}
      <div class="sides">
        {mode === 'edit' ? (
          <DraftForm draft={draft} isSaving={isBusy} onSave={save} onCancel={leave('edit')} onView={setTyping} />
        ) : (
          <ArticleView draft={draft} inView={inView} onView={setInView} isDisabled={!isOpen || isBusy} onDecide={save} article={article} />
        )}
        <EvidencePane draft={draft} step={mode === 'edit' ? typing : ([draft.question, ...draft.steps][inView] ?? null)} />
      </div>
      {(mode === 'reject' || mode === 'withdraw') && <ReasonDialog act={mode} onDecide={settle} onClose={leave(mode)} />}
      {mode === 'snooze' && <SnoozeDialog onDecide={settle} onClose={leave('snooze')} />}
      {mode === 'merge' && <MergeDialog draft={draft} drafts={drafts} onDecide={settle} onClose={leave('merge')} />}
    </div>
  );
}

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hasEnded, type WorkflowSummary } from '#core/domain/workflow.ts';
import { draftGap, type Gap } from './desk-api.ts';
import { DeskError } from './desk-error.ts';
import { WorkflowBadge } from './workflows.tsx';

type Progress =
  | { readonly state: 'idle' | 'starting' }
  | { readonly state: 'started'; readonly workflowId: string }
  /** Somebody else was faster: the workflow comes with the list. */
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly words: string };

type WriteArticleProps = {
  gap: Gap;
  /** The newest workflow about the gap, as far as the list is loaded. */
  workflow: WorkflowSummary | undefined;
  onStarted: () => void;
};

/** Starts the making of an article for an open gap; while one is made, the way to it. */
export function WriteArticle({ gap, workflow, onStarted }: WriteArticleProps) {
  const [progress, setProgress] = useState<Progress>({ state: 'idle' });
  const link = useRef<HTMLAnchorElement>(null);
  const isStarting = progress.state === 'starting';
  const running = workflow && !hasEnded(workflow) ? workflow : null;
  const runningId = running?.workflowId ?? (progress.state === 'started' ? progress.workflowId : null);
  const isUnderWay = running !== null || progress.state === 'started' || progress.state === 'running';

  const write = async () => {
    if (isStarting) return;
    setProgress({ state: 'starting' });
    try {
      setProgress({ state: 'started', workflowId: await draftGap(gap.id) });
      onStarted();
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setProgress(error.status === 409 ? { state: 'running' } : { state: 'failed', words: error.message });
      if (error.status === 409) onStarted();
    }
  };
  // The button that had the focus is gone: who works by keyboard goes on at what took its place.
  useLayoutEffect(() => {
    if (progress.state === 'started' || progress.state === 'running') link.current?.focus();
  }, [progress.state]);

  return (
    <div class="write">
      <p class="facts" role="status">
        {progress.state === 'starting' && <span class="unseen">Starting</span>}
        {progress.state === 'running' && 'An article about this is being written already. '}
        {progress.state === 'started' && 'Started. '}
        {isUnderWay && (
          <>
            {running && <WorkflowBadge status={running.status} />}{' '}
            <a ref={link} href={runningId === null ? '#workflows' : `#workflows/${encodeURIComponent(runningId)}`}>
              See its workflow
            </a>
            {running?.status === 'WAITING_APPROVAL' && running.draftId && (
              <>
                {' '}
                or <a href={`#draft/${encodeURIComponent(running.draftId)}`}>review the draft</a>
              </>
            )}
          </>
        )}
      </p>
      {workflow && !running && !isUnderWay && (
        <p class="facts">
          An article before: <WorkflowBadge status={workflow.status} />{' '}
          <a href={`#workflows/${encodeURIComponent(workflow.workflowId)}`}>See its workflow</a>
        </p>
      )}
      {progress.state === 'failed' && (
        <p class="flag" role="alert">
          No article was started: {progress.words}
        </p>
      )}
      {!isUnderWay && (
        <button
          type="button"
          aria-disabled={isStarting}
          aria-label={`${isStarting ? 'Starting' : 'Write the article'}: ${gap.questions[0]}`}
          onClick={write}
        >
          {isStarting ? 'Starting…' : 'Write the article'}
        </button>
      )}
    </div>
  );
}

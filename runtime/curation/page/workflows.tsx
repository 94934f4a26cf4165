import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReplayedAnswer, WorkflowStatus, WorkflowSummary } from '#core/domain/workflow.ts';
import { ArticleLinks } from './article-links.tsx';
import { formatTime, Waiting } from './parts.tsx';
import { stepName, Timeline } from './timeline.tsx';
import { useWorkflows } from './use-workflows.ts';

const STATUS_NAMES: Readonly<Record<WorkflowStatus, string>> = {
  WAITING_APPROVAL: 'Waiting for your review',
  WAITING_CALLBACK: 'Waiting for an answer from outside',
  RUNNING: 'Running',
  PENDING: 'Not begun yet',
  COMPLETED: 'Completed',
  REJECTED: 'Rejected',
  FAILED: 'Failed',
  EXPIRED: 'Expired',
};
const ORDER = Object.keys(STATUS_NAMES) as WorkflowStatus[];
const TONES: Partial<Record<WorkflowStatus, string>> = {
  WAITING_APPROVAL: 'verify_again',
  COMPLETED: 'approved',
  FAILED: 'rejected',
  EXPIRED: 'rejected',
};

export const WorkflowBadge = ({ status }: { status: WorkflowStatus }) => (
  <span class={`badge ${TONES[status] ?? ''}`}>{STATUS_NAMES[status]}</span>
);

/**
 * The articles that are being made, and what became of those of the last fourteen days; what waits for a person first. The chosen one, which
 * a link led to, comes into view with the focus.
 */
export function Workflows({ chosen }: { chosen: string | null }) {
  const loaded = useWorkflows();
  if (!loaded.value) return <Waiting loaded={loaded} what="workflows" />;
  const groups = ORDER.map((status) => ({ status, workflows: loaded.value!.filter((one) => one.status === status) })).filter(
    ({ workflows }) => workflows.length > 0,
  );
  if (groups.length === 0)
    return (
      <p class="state">
        No workflows. Start one for a question in <a href="#gaps">Gaps</a>.
      </p>
    );
  return (
    <>
      {groups.map(({ status, workflows }) => (
        <section key={status} class="group" aria-labelledby={`status-${status}`}>
          <h2 id={`status-${status}`}>
            {STATUS_NAMES[status]} <span class="count">{workflows.length}</span>
          </h2>
          <ul class="rows">
            {workflows.map((workflow) => (
              <WorkflowRow key={workflow.workflowId} workflow={workflow} isChosen={workflow.workflowId === chosen} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function WorkflowRow({ workflow, isChosen }: { workflow: WorkflowSummary; isChosen: boolean }) {
  const { topic, awaiting, draftId, reason, timeline, proof = [], updatedAt } = workflow;
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isChosen) row.current?.focus();
  }, [isChosen]);
  return (
    <li class="row" ref={row} tabIndex={isChosen ? -1 : undefined} aria-current={isChosen || undefined}>
      <strong>{topic}</strong>
      <p class="facts">
        {awaiting ? `${stepName(awaiting)}, since ` : 'Since '}
        {formatTime(updatedAt)}
      </p>
      {reason && <p>{reason}</p>}
      {draftId && (
        <p>
          <a href={`#draft/${encodeURIComponent(draftId)}`}>Its draft</a>
        </p>
      )}
      <details>
        <summary>Timeline</summary>
        <Timeline entries={timeline} />
      </details>
      {proof.map(({ question, before, after }) => (
        <details key={question}>
          <summary>
            {after.answered ? 'Answered now' : 'Still not answered'}: {question}
          </summary>
          <Answer label="Before" answer={before} />
          <Answer label="After" answer={after} />
        </details>
      ))}
    </li>
  );
}

const Answer = ({ label, answer: { answered, answer, citations } }: { label: string; answer: ReplayedAnswer }) => (
  <>
    <p class="facts">
      {label}: {answered ? 'answered from ' : 'not answered'}
      {answered && <ArticleLinks articles={citations} />}
    </p>
    {answer && <blockquote>{answer}</blockquote>}
  </>
);

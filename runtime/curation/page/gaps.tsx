import { useLayoutEffect, useRef } from 'preact/hooks';
import { GAP_REASON_WORDS } from '#core/domain/gap.ts';
import type { WorkflowSummary } from '#core/domain/workflow.ts';
import { ArticleLinks } from './article-links.tsx';
import { type Gap, type GapProof, listGaps } from './desk-api.ts';
import { Chips, formatTime, plural, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';
import { useWorkflows } from './use-workflows.ts';
import { WriteArticle } from './write-article.tsx';

/** Enough to see where an article belongs. */
const MAX_SHOWN_NEAREST = 5;

/**
 * What visitors asked and nothing answered well, most missed first; below it what has been answered since, with before and after. The chosen
 * one, which a link led to, comes into view with the focus.
 */
export function Gaps({ chosen }: { chosen: string | null }) {
  const loaded = useLoad('gaps', listGaps);
  const workflows = useWorkflows();
  if (!loaded.value) return <Waiting loaded={loaded} what="gaps" />;
  const open = loaded.value.filter(({ state }) => state === 'open');
  const closed = loaded.value.filter(({ state }) => state === 'closed');
  const about = (gap: Gap) => workflows.value?.find(({ parameters }) => parameters.gap === gap.id);
  return (
    <>
      {open.length === 0 ? (
        <p class="state">No gaps: every question so far had an answer.</p>
      ) : (
        <ul class="rows" aria-label="Open gaps">
          {open.map((gap) => (
            <GapRow key={gap.id} gap={gap} isChosen={gap.id === chosen} workflow={about(gap)} onStarted={workflows.reload} />
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <section class="group" aria-labelledby="answered-since">
          <h2 id="answered-since">Answered since</h2>
          <ul class="rows">
            {closed.map((gap) => (
              <GapRow key={gap.id} gap={gap} isChosen={gap.id === chosen} workflow={about(gap)} onStarted={workflows.reload} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type GapRowProps = { gap: Gap; isChosen: boolean; workflow: WorkflowSummary | undefined; onStarted: () => void };

function GapRow({ gap, isChosen, workflow, onStarted }: GapRowProps) {
  const { state, questions, count, visitors, reasons, lastAt, proofs } = gap;
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isChosen) row.current?.focus();
  }, [isChosen]);
  return (
    <li class="row" ref={row} tabIndex={isChosen ? -1 : undefined} aria-current={isChosen || undefined}>
      <strong>{questions[0]}</strong>
      <span class="facts">
        asked {count === 1 ? 'once' : `${count} times in ${plural(visitors, 'conversation')}`}, last {formatTime(lastAt)}
      </span>
      {questions.length > 1 && (
        <details>
          <summary>In other words</summary>
          <ul>
            {questions.slice(1).map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </details>
      )}
      <Chips label="Why" words={reasons.map((one) => `${one.count} ${GAP_REASON_WORDS[one.why]}`)} />
      <Before gap={gap} />
      {proofs.map((proof) => (
        <Proof key={proof.question} proof={proof} isOnly={questions.length === 1} />
      ))}
      {state === 'open' && <WriteArticle gap={gap} workflow={workflow} onStarted={onStarted} />}
    </li>
  );
}

/** What there was when it was asked: the articles that came close, or those whose answer was not enough. */
function Before({ gap: { reasons, nearMisses, proofs } }: { gap: Gap }) {
  const isRefused = reasons.some(({ why }) => why === 'unanswered');
  const articles = nearMisses.slice(0, MAX_SHOWN_NEAREST);
  const words = isRefused ? 'not answered' : 'answered, but not well enough';
  if (proofs.length === 0 && articles.length === 0) return null;
  return (
    <p class="facts">
      {proofs.length > 0 && `Before: ${words}. `}
      {articles.length > 0 && (
        <>
          {isRefused ? 'Closest: ' : 'From: '}
          <ArticleLinks articles={articles} />
        </>
      )}
    </p>
  );
}

function Proof({ proof: { question, at, version, answer, citations }, isOnly }: { proof: GapProof; isOnly: boolean }) {
  return (
    <details>
      <summary>
        Answered since version {version}, {formatTime(at)}
        {!isOnly && `: ${question}`}
      </summary>
      <blockquote>{answer}</blockquote>
      <p class="facts">
        From: <ArticleLinks articles={citations} />
      </p>
    </details>
  );
}

import { useState } from 'preact/hooks';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import { startRefresh } from './desk-api.ts';
import { DeskError } from './desk-error.ts';

type Publishing = { readonly state: 'idle' | 'working' } | { readonly state: 'done' | 'failed'; readonly words: string };

type PublishBarProps = { unpublished: { readonly approved: number; readonly withdrawn: number }; onPublished: () => void };

/** Says how many decisions visitors do not see yet, and starts the ingest that brings them there. */
export function PublishBar({ unpublished, onPublished }: PublishBarProps) {
  const [publishing, setPublishing] = useState<Publishing>({ state: 'idle' });
  const publish = async () => {
    setPublishing({ state: 'working' });
    try {
      const outcome = await startRefresh();
      setPublishing({ state: outcome.status === 'failed' ? 'failed' : 'done', words: wordsOf(outcome) });
      onPublished();
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setPublishing({ state: 'failed', words: error.message });
    }
  };
  const hasWords = publishing.state === 'done' || publishing.state === 'failed';
  const waiting = waitingWords(unpublished);
  if (!waiting && !hasWords) return null;
  return (
    <div class={`note ${publishing.state === 'failed' ? 'bad' : 'good'}`} role="status">
      {hasWords && <span>{publishing.words} </span>}
      {waiting && (
        <>
          <span class="grow">{waiting}</span>
          <button type="button" class="primary" onClick={publish} disabled={publishing.state === 'working'}>
            {publishing.state === 'working' ? 'Publishing…' : 'Publish now'}
          </button>
        </>
      )}
    </div>
  );
}

function wordsOf({ status, version, reason = 'its report says why' }: RefreshOutcome): string {
  if (status === 'failed') return `Not published: ${reason}.${version === null ? '' : ` Version ${version} is served on.`}`;
  if (status === 'started') return 'The refresh has started. It takes some minutes; Refreshes shows its version.';
  return status === 'unchanged' ? `Version ${version} has all of it already.` : `Version ${version} is served now.`;
}

function waitingWords({ approved, withdrawn }: PublishBarProps['unpublished']): string {
  const count = (number: number, kind: string) => `${number} ${kind} article${number === 1 ? ' is' : 's are'}`;
  const parts = [
    ...(approved ? [`${count(approved, 'approved')} not in the knowledge base yet.`] : []),
    ...(withdrawn ? [`${count(withdrawn, 'withdrawn')} still in the knowledge base.`] : []),
  ];
  return parts.join(' ');
}

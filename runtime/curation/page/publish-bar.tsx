import { useState } from 'preact/hooks';
import { DeskError, startRefresh } from './desk-api.ts';

type Publishing = { readonly state: 'idle' | 'working' } | { readonly state: 'done' | 'failed'; readonly words: string };

/** Says how many approved articles are not served yet, and starts the ingest that serves them. */
export function PublishBar({ unpublished, onPublished }: { unpublished: number; onPublished: () => void }) {
  const [publishing, setPublishing] = useState<Publishing>({ state: 'idle' });
  const publish = async () => {
    setPublishing({ state: 'working' });
    try {
      const { status, version } = await startRefresh();
      const words = version === null ? `The refresh ended: ${status}.` : `Version ${version} is served now.`;
      setPublishing({ state: version === null ? 'failed' : 'done', words });
      onPublished();
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setPublishing({ state: 'failed', words: error.message });
    }
  };
  const hasWords = publishing.state === 'done' || publishing.state === 'failed';
  if (unpublished === 0 && !hasWords) return null;
  const count = unpublished === 1 ? '1 approved article is' : `${unpublished} approved articles are`;
  return (
    <div class={`note ${publishing.state === 'failed' ? 'bad' : 'good'}`} role="status">
      {hasWords && <span>{publishing.words} </span>}
      {unpublished > 0 && (
        <>
          <span class="grow">{count} not in the knowledge base yet.</span>
          <button type="button" class="primary" onClick={publish} disabled={publishing.state === 'working'}>
            {publishing.state === 'working' ? 'Publishing…' : 'Publish now'}
          </button>
        </>
      )}
    </div>
  );
}

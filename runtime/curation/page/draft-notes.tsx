import type { OpenDraft } from './desk-api.ts';
import type { DeskError } from './desk-error.ts';

/** Why an approved article is asked about again: the docs sections that changed since it was checked. */
export function VerifyNote({ draft }: { draft: OpenDraft }) {
  if (draft.state !== 'verify_again') return null;
  return (
    <div class="note warn">
      <strong>The docs changed since this was approved.</strong> Visitors are answered from it as it was approved until you decide.
      <ul>
        {(draft.toVerify ?? []).map(({ url, was }) => (
          <li key={url}>
            {was === 'gone' ? (
              `${url} is gone`
            ) : (
              <a href={url} target="_blank" rel="noopener">
                {url} ↗
              </a>
            )}
            {was === 'changed' && ' reads differently now'}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whose words these are: a model's, held against the mail sentence by sentence. */
export function RewordedNote({ draft }: { draft: OpenDraft }) {
  if (!draft.rewritten) return null;
  return (
    <p class="note">
      <strong>Reworded by {draft.rewritten.by}.</strong> Each sentence was held against the mail; read it beside its quotes.
    </p>
  );
}

/** An article that visitors find already: a second one would only compete with it. */
export function RepeatsNote({ draft }: { draft: OpenDraft }) {
  const found = draft.similar.find(({ repeats }) => repeats);
  if (draft.state !== 'proposed' || !found) return null;
  return (
    <p class="note warn">
      <strong>Says what is known:</strong>{' '}
      <a href={found.url} target="_blank" rel="noopener">
        {found.title} ↗
      </a>{' '}
      holds nearly all of it.
    </p>
  );
}

export function BlockersNote({ blockers }: { blockers: readonly string[] }) {
  if (blockers.length === 0) return null;
  return (
    <p class="note warn">
      <strong>Not ready to approve:</strong> {blockers.join('; ')}.
    </p>
  );
}

/** What was refused, and the way on. */
export function Problem({ problem, onReload }: { problem: DeskError; onReload: () => void }) {
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

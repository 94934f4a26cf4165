import { useState } from 'preact/hooks';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import type { RefreshVersion } from './desk-api.ts';
import { DeskError } from './desk-error.ts';
import { rollBack } from './knowledge-api.ts';
import { formatTime, Modal, plural } from './parts.tsx';

type RollBackDialogProps = {
  target: RefreshVersion;
  current: RefreshVersion;
  onRolledBack: (outcome: RefreshOutcome) => void;
  onClose: () => void;
};

/** Says what visitors will be answered from, before it is so. What fails is told here, and can be tried again. */
export function RollBackDialog({ target, current, onRolledBack, onClose }: RollBackDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(null);
    try {
      onRolledBack(await rollBack(target.version));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setProblem(error.message);
      setIsBusy(false);
    }
  };
  return (
    <Modal title={`Roll back to version ${target.version}?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          Visitors will be answered from the {plural(target.articles, 'article')} of {formatTime(target.promotedAt)} again, instead of the{' '}
          {plural(current.articles, 'article')} of version {current.version}.
        </p>
        <p class="hint">
          It becomes a new version, so that you can come back to version {current.version} in the same way. The next publishing serves the
          articles of today.
        </p>
        {problem && (
          <p class="note bad" role="alert">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="primary" disabled={isBusy}>
            {isBusy ? 'Rolling back…' : `Roll back to version ${target.version}`}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

import { useState } from 'preact/hooks';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import { CanaryFigures } from './canary-figures.tsx';
import type { RefreshVersion } from './desk-api.ts';
import { listRuns, type RefreshRun } from './knowledge-api.ts';
import { Chips, formatTime, plural, Waiting } from './parts.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';
import { useLoad } from './use-load.ts';
import { ChangedArticles } from './version-changes.tsx';

type RefreshesProps = {
  /** The newest version that serves, as the desk knows it: another one means that there is something new to tell. */
  newest: number | null;
  /** What visitors are answered from has changed. */
  onChanged: () => void;
};

/** What became of each refresh, newest first: what it changed, what stopped it, and the way back. */
export function Refreshes({ newest, onChanged }: RefreshesProps) {
  const loaded = useLoad(`runs ${newest}`, listRuns);
  const [asked, setAsked] = useState<RefreshVersion | null>(null);
  const [told, setTold] = useState('');
  const runs = loaded.value;
  const current = runs?.find(({ isCurrent }) => isCurrent)?.serving;
  const onRolledBack = (outcome: RefreshOutcome) => {
    setAsked(null);
    setTold(wordsOf(outcome));
    loaded.reload();
    onChanged();
  };
  return (
    <>
      <p class={told ? 'note' : 'unseen'} role="status">
        {told}
      </p>
      {!runs && <Waiting loaded={loaded} what="refreshes" />}
      {runs?.length === 0 && <p class="state">Nothing is served yet. Publish, or run ./bin/threadwell ingest</p>}
      {runs && runs.length > 0 && (
        <ol class="rows runs" aria-label="Refreshes, newest first">
          {runs.map((run) => (
            <Run key={run.at} run={run} onRollBack={() => setAsked(run.serving)} />
          ))}
        </ol>
      )}
      {asked && current && <RollBackDialog target={asked} current={current} onRolledBack={onRolledBack} onClose={() => setAsked(null)} />}
    </>
  );
}

function Run({ run, onRollBack }: { run: RefreshRun; onRollBack: () => void }) {
  const { at, version, serving, isCurrent, canRollBack, counts, reason, forced, canary, restored, by } = run;
  const name = serving ? `Version ${serving.version}` : 'Stopped';
  return (
    <li class="row run">
      <div class="run-head">
        <h2>{name}</h2>
        {isCurrent && <span class="badge approved">serves now</span>}
        {!serving && <span class="badge rejected">nothing was promoted</span>}
        <span class="facts">
          <time dateTime={at}>{formatTime(at)}</time>
          {serving && <span>{plural(serving.articles, 'article')}</span>}
          {serving && <code title="What is equal here is equal in content">{serving.contentHash.slice(0, 8)}</code>}
        </span>
        <span class="grow" />
        {canRollBack && (
          <button type="button" onClick={onRollBack}>
            Roll back<span class="unseen"> to {name.toLowerCase()}</span>
          </button>
        )}
      </div>
      {restored !== undefined && (
        <p>
          {serving ? 'Serves again what' : 'A rollback to'} version {restored} {serving && 'had'}
          {by && `; ${by} wanted it so`}.
        </p>
      )}
      {counts && Object.values(counts).some(Boolean) && <Chips label="Articles" words={countWords(counts)} />}
      {!serving && (
        <div class="note bad">
          <p>{reason ?? 'Its report does not say why.'}</p>
          {version !== null && <p>Version {version} went on serving.</p>}
        </div>
      )}
      {forced && (
        <div class="note warn">
          <p>
            <strong>Passed over</strong>, for the reason “{forced.reason}”:
          </p>
          <ul>
            {forced.guards.map((guard) => (
              <li key={guard}>{guard}</li>
            ))}
          </ul>
        </div>
      )}
      {canary && <CanaryFigures canary={canary} />}
      {serving && <ChangedArticles version={serving.version} />}
    </li>
  );
}

function countWords({ added, changed, removed, unchanged }: NonNullable<RefreshRun['counts']>): string[] {
  return [`${added} added`, `${changed} changed`, `${removed} removed`, `${unchanged} unchanged`];
}

function wordsOf({ status, version, reason }: RefreshOutcome): string {
  if (status === 'failed') return `Not rolled back: ${reason ?? 'its report says why'}`;
  if (status === 'started') return 'Its articles are read in once more. That takes some minutes; it is listed here when it is done.';
  return `Version ${version} serves now.`;
}

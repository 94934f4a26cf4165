import type { TimelineEntry } from '#core/domain/workflow.ts';
import { formatTime } from './parts.tsx';

const STEP_NAMES: Readonly<Record<string, string>> = {
  start: 'Begun',
  ask: 'Answers so far',
  research: 'Research',
  analyse: 'Analysis',
  write: 'Draft',
  rewrite: 'Rewritten draft',
  approval: 'Review',
  publish: 'Publishing',
  prove: 'Proof',
  end: 'End',
};

/** What a workflow has done, one line a step: a step that was told twice, begun and done, is told by its last word. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const last = new Map(entries.map((entry) => [entry.step, entry]));
  return (
    <ol class="timeline">
      {[...last.values()].map(({ step, status, at }) => (
        <li key={step}>
          <span>{stepName(step)}</span> <span>{status === 'started' ? 'running' : status.toLowerCase()}</span>{' '}
          <time dateTime={at}>{formatTime(at)}</time>
        </li>
      ))}
    </ol>
  );
}

/** A step that came more than once carries its number: `approval 2`. */
export function stepName(step: string): string {
  const [word = '', number] = step.split(' ');
  return `${STEP_NAMES[word] ?? word}${number ? ` ${number}` : ''}`;
}

import { useEffect, useRef } from 'preact/hooks';
import type { Step } from '#core/domain/draft.ts';
import type { OpenDraft } from './desk-api.ts';
import { highlight } from './highlight.ts';
import { formatTime } from './parts.tsx';

/** The mail that a draft rests on; what the sentence in view quotes is marked and brought into view. */
export function EvidencePane({ draft, step }: { draft: OpenDraft; step: Step | null }) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const mark = pane.current?.querySelector('mark');
    // Only the pane scrolls: the reader's own place in the article stays.
    if (mark) pane.current?.scrollTo({ top: mark.offsetTop - pane.current.clientHeight / 3 });
  }, [step]);
  const evidence = step?.evidence ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
    <section class="evidence" aria-label="The mail it rests on" tabIndex={0} ref={pane}>
      <h2>The mail it rests on</h2>
      <p class="hint" aria-live="polite">
        {step && evidence.length === 0 ? 'No mail supports this sentence.' : 'Marked: what the sentence in view rests on.'}
      </p>
      {draft.messages.map(({ id, role, date, text }) => {
        const quotes = evidence.filter(({ messageId }) => messageId === id);
        return (
          <article key={id} class={`message ${role}`}>
            <h3>
              {role === 'support' ? 'Support' : 'Customer'} <time>{formatTime(date)}</time>
            </h3>
            <p class="text">
              {highlight(text, quotes).map(({ text: piece, isQuoted }, index) => (isQuoted ? <mark key={index}>{piece}</mark> : piece))}
            </p>
          </article>
        );
      })}
    </section>
  );
}

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DraftState, Step } from '#core/domain/draft.ts';
import type { Source } from '#core/domain/passage.ts';
import { Locked } from './locked.tsx';
import type { Loaded } from './use-load.ts';

export const STATE_NAMES: Readonly<Record<DraftState, string>> = {
  proposed: 'To review',
  verify_again: 'Verify again',
  snoozed: 'Snoozed',
  approved: 'Approved',
  rejected: 'Rejected',
  merged: 'Merged',
  withdrawn: 'Withdrawn',
};

export const Badge = ({ state }: { state: DraftState }) => <span class={`badge ${state}`}>{STATE_NAMES[state]}</span>;

export const Chips = ({ label, words }: { label: string; words: readonly string[] }) =>
  words.length === 0 ? null : (
    <ul class="chips" aria-label={label}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );

/** Whether the mail says what a sentence says. */
export function Support({ id, step }: { id?: string; step: Step }) {
  if (step.text.trim() === '') return <SupportLine id={id} tone="flag" words="empty: it will be left out" />;
  return step.supported ? (
    <SupportLine id={id} tone="ready" words="✓ supported by the mail" />
  ) : (
    <SupportLine id={id} tone="flag" words="! not supported by the mail" />
  );
}

const SupportLine = ({ id, tone, words }: { id: string | undefined; tone: 'flag' | 'ready'; words: string }) => (
  <span id={id} class={`verdict ${tone}`}>
    {words}
  </span>
);

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `97 %`; a dash where nobody can tell. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

export const SOURCE_NAMES: Readonly<Record<Source, string>> = { web_docs: 'Docs', curated_articles: 'Curated articles' };

/** What stands where a view will be: it is loading, or it failed and can be tried again, or nobody was let in yet. */
export function Waiting<T>({ loaded: { error, reload }, what }: { loaded: Loaded<T>; what: string }) {
  if (!error) return <p class="state">Loading {what}…</p>;
  if (error.status === 401) return <Locked error={error} />;
  return (
    <div class="state" role="alert">
      <h2>The {what} could not be loaded</h2>
      <p>{error.message}</p>
      <button type="button" onClick={reload}>
        Try again
      </button>
    </div>
  );
}

/** A modal of the browser's own: Escape closes it, focus stays inside and comes back. */
export function Modal({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="modal-title" onClose={onClose}>
      <h2 id="modal-title">{title}</h2>
      {children}
    </dialog>
  );
}

/** 21 Nov 2026, 14:05, in the reader's zone. */
export function formatTime(iso: string | null): string {
  const time = Date.parse(iso ?? '');
  return Number.isNaN(time) ? 'no date' : new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

import type { DraftState } from '#core/domain/draft.ts';

/** What the view of a draft is for at the moment. */
export type Mode = 'read' | 'edit' | 'reject' | 'withdraw' | 'snooze' | 'merge';

const CHOICES: readonly { readonly mode: Mode; readonly name: string; readonly key: string }[] = [
  { mode: 'snooze', name: 'Snooze', key: 's' },
  { mode: 'merge', name: 'Merge', key: 'm' },
  { mode: 'reject', name: 'Reject', key: 'r' },
  { mode: 'withdraw', name: 'Withdraw', key: 'w' },
  { mode: 'edit', name: 'Edit', key: 'e' },
];

type ToolbarProps = {
  state: DraftState;
  allowed: Readonly<Record<Mode, boolean>>;
  isBusy: boolean;
  isBlocked: boolean;
  onStart: (mode: Mode) => () => void;
  /** Null where approving is no choice. */
  onApprove: (() => void) | null;
  /** Null unless it is snoozed. */
  onBringBack: (() => void) | null;
};

/** What can be decided about a draft in its state, each with its key. */
export function Toolbar({ state, allowed, isBusy, isBlocked, onStart, onApprove, onBringBack }: ToolbarProps) {
  return (
    <>
      {CHOICES.filter(({ mode }) => allowed[mode]).map(({ mode, name, key }) => (
        <button key={mode} type="button" onClick={onStart(mode)} disabled={isBusy}>
          {name} <kbd>{key}</kbd>
        </button>
      ))}
      {onBringBack && (
        <button type="button" onClick={onBringBack} disabled={isBusy}>
          Bring back
        </button>
      )}
      {onApprove && (
        <button type="button" class="primary" onClick={onApprove} disabled={isBusy || isBlocked}>
          {isBusy ? 'Working…' : state === 'verify_again' ? 'Still right' : 'Approve'} <kbd>a</kbd>
        </button>
      )}
    </>
  );
}

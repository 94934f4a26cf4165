import { useState } from 'preact/hooks';
import type { Decision } from './desk-api.ts';
import { Modal } from './parts.tsx';

type DialogProps = { onDecide: (decision: Decision) => void; onClose: () => void };

const REASONED = {
  reject: { title: 'Reject this draft', button: 'Reject' },
  withdraw: { title: 'Withdraw this article', button: 'Withdraw' },
} as const;

/** Asks why; the reason stays with the draft. */
export function ReasonDialog({ act, onDecide, onClose }: DialogProps & { act: keyof typeof REASONED }) {
  const [reason, setReason] = useState('');
  const { title, button } = REASONED[act];
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim()) onDecide({ act, reason: reason.trim() });
  };
  return (
    <Modal title={title} onClose={onClose}>
      <form onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
        {act === 'withdraw' && <p class="hint">Visitors are no longer answered from it after the next publishing.</p>}
        <label>
          Why? It stays with the draft.
          <textarea rows={3} required maxLength={500} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
        </label>
        <Actions button={button} onClose={onClose} />
      </form>
    </Modal>
  );
}

const WAITS = [
  { name: 'A week', days: 7 },
  { name: 'A month', days: 30 },
  { name: 'Until a day', days: null },
  { name: 'Until somebody changes it', days: 0 },
] as const;

/** Asks how long a draft shall wait; it returns by itself. */
export function SnoozeDialog({ onDecide, onClose }: DialogProps) {
  const [chosen, setChosen] = useState<(typeof WAITS)[number]>(WAITS[0]);
  const [day, setDay] = useState(dayIn(1));
  const submit = (event: Event) => {
    event.preventDefault();
    const until = chosen.days === null ? day : chosen.days === 0 ? null : dayIn(chosen.days);
    onDecide({ act: 'snooze', ...(until ? { until } : {}) });
  };
  return (
    <Modal title="Snooze this draft" onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset class="waits">
          <legend>For how long?</legend>
          {WAITS.map((wait) => (
            <label key={wait.name}>
              <input type="radio" name="wait" checked={wait === chosen} onChange={() => setChosen(wait)} /> {wait.name}
            </label>
          ))}
        </fieldset>
        {chosen.days === null && (
          <label>
            It returns on
            <input type="date" required min={dayIn(1)} value={day} onInput={({ currentTarget }) => setDay(currentTarget.value)} />
          </label>
        )}
        <Actions button="Snooze" onClose={onClose} />
      </form>
    </Modal>
  );
}

/** The day in so many days, as the server counts them: in UTC. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const Actions = ({ button, onClose }: { button: string; onClose: () => void }) => (
  <div class="actions">
    <button type="submit" class="primary">
      {button}
    </button>
    <button type="button" onClick={onClose}>
      Cancel
    </button>
  </div>
);

/** In a text of several lines Enter is a new line. */
function submitOnCtrlEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  if (event.currentTarget instanceof HTMLFormElement) event.currentTarget.requestSubmit();
}

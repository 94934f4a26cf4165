import { useState } from 'preact/hooks';
import { curatorName, setCuratorName } from './curator-name.ts';
import { getOwner } from './desk-api.ts';
import { Modal } from './parts.tsx';
import { isSignInWanted, signOut } from './session.ts';
import { useLoad } from './use-load.ts';

/** Who the history will name: who signed in, else a name that can be changed here; until one is given, whoever runs the server. */
export function Signature() {
  return isSignInWanted() ? <SignedIn /> : <OwnName />;
}

function SignedIn() {
  const owner = useLoad('owner', getOwner);
  return (
    <span class="signed-in">
      {owner.value && <span>{owner.value}</span>}
      <button type="button" class="quiet" onClick={signOut}>
        Sign out
      </button>
    </span>
  );
}

function OwnName() {
  const [name, setName] = useState(curatorName());
  const [isOpen, setIsOpen] = useState(false);
  const owner = useLoad('owner', getOwner);
  const shown = name || owner.value;
  const submit = (typed: string) => {
    setCuratorName(typed);
    setName(typed);
    setIsOpen(false);
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        onClick={() => setIsOpen(true)}
        aria-label={`Decisions are signed by ${shown ?? 'nobody yet'}. Change`}
      >
        {shown ? `Signed by ${shown}` : 'Sign'}
      </button>
      {isOpen && <NameDialog name={shown ?? ''} onName={submit} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function NameDialog({ name, onName, onClose }: { name: string; onName: (name: string) => void; onClose: () => void }) {
  const [typed, setTyped] = useState(name);
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed.trim()) onName(typed.trim());
  };
  return (
    <Modal title="Who decides here?" onClose={onClose}>
      <form onSubmit={submit}>
        <label>
          Your name, for the history of each draft
          <input required maxLength={80} autocomplete="name" value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
        </label>
        <div class="actions">
          <button type="submit" class="primary">
            Sign with it
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

import { useState } from 'preact/hooks';
import { areShortcutsOn, setShortcuts } from './keyboard.ts';
import { Modal } from './parts.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['j / k', 'next / previous draft, sentence, conversation or question'],
  ['Enter', 'open the draft or conversation'],
  ['/', 'search'],
  ['a', 'approve; “still right” for one to verify again'],
  ['r', 'reject, with a reason'],
  ['e', 'edit'],
  ['Ctrl Enter', 'save what you edited'],
  ['m', 'merge into another draft'],
  ['s', 'snooze, until a day or until it changes'],
  ['w', 'withdraw an article, with a reason'],
  ['u or Esc', 'back to the list'],
  ['1, 2, 3 …', 'the views, in their order above'],
  ['?', 'this help'],
];

/** The keys, and the switch that turns them off. */
export function Help({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areShortcutsOn());
  const toggle = () => {
    setShortcuts(!isOn);
    setIsOn(!isOn);
  };
  return (
    <Modal title="Keyboard" onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input type="checkbox" checked={isOn} onChange={toggle} /> Single-key shortcuts
      </label>
      <div class="actions">
        <button type="button" class="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}

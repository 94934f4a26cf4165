import { useLayoutEffect } from 'preact/hooks';

export type Keys = Readonly<Record<string, () => void>>;

const STORED = 'threadwell-shortcuts';

/** Single letters can be hit by accident, above all by speech input: they can be turned off (WCAG 2.1.4), and that is remembered. */
export const areShortcutsOn = (): boolean => localStorage.getItem(STORED) !== 'off';
export const setShortcuts = (isOn: boolean): void => localStorage.setItem(STORED, isOn ? 'on' : 'off');

const REPEATABLE = ['j', 'k', 'ArrowDown', 'ArrowUp'];

/**
 * Single-key shortcuts, silent while somebody types, while a dialog is open, and together with Ctrl, Alt or Meta. They change with the
 * view at once, before the next key: of a reason that is typed fast, no letter may decide.
 */
export function useKeys(keys: Keys): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (isTyping || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
      const act = keys[event.key];
      // A key that is held down walks through a list; it does not decide on one draft after the other.
      if (event.repeat && !REPEATABLE.includes(event.key)) return;
      if (!act || (event.key.length === 1 && !areShortcutsOn())) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

type Held<Element> = { readonly current: Element | null };

/**
 * Keys of a list, each of whose rows is one button: j, k and the arrows move from the row `at`, / goes to the search field. Returns what moves
 * the focus to a row; the row tells by its own onFocus that it has it.
 */
export function useRowKeys(
  rows: Held<HTMLElement>,
  field: Held<HTMLElement>,
  { at, count }: { readonly at: number; readonly count: number },
): (index: number) => void {
  const focus = (index: number) => rows.current?.querySelectorAll<HTMLElement>('button')[index]?.focus();
  const move = (step: number) => focus(Math.max(0, Math.min(count - 1, at + step)));
  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    '/': () => field.current?.focus(),
  });
  return focus;
}

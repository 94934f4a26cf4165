import { useCallback, useEffect, useState } from 'preact/hooks';
import { DeskError } from './desk-error.ts';

export type Loaded<T> = {
  readonly value: T | null;
  readonly error: DeskError | null;
  readonly reload: () => void;
  readonly set: (value: T) => void;
};

/** Loads when `key` changes and on `reload`; an answer that comes too late is dropped. The last value stays while the next is loaded. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; error: DeskError | null }>({ key, value: null, error: null });
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isWanted = true;
    load().then(
      (value) => isWanted && setState({ key, value, error: null }),
      (error: unknown) => {
        if (!(error instanceof DeskError)) throw error;
        if (isWanted) setState((before) => ({ key, value: before.key === key ? before.value : null, error }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [key, count]);
  const current = state.key === key ? state : { value: null, error: null };
  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { value: current.value, error: current.error, reload, set: (value) => setState({ key, value, error: null }) };
}

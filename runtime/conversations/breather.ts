import { setImmediate } from 'node:timers/promises';

/** Some 25 ms of masking. */
const CHARACTERS_AT_ONCE = 16_000;

/**
 * Lets others have their turn between pieces of work on a long conversation: the server that shows it also answers visitors. To be awaited
 * with the length of each text that is taken on.
 */
export function breather(): (characters: number) => Promise<void> {
  let since = 0;
  return async (characters) => {
    since += characters;
    if (since < CHARACTERS_AT_ONCE) return;
    since = 0;
    await setImmediate();
  };
}

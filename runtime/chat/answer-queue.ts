import { setImmediate as nextRound } from 'node:timers/promises';

/** A connection is accepted in one round of the event loop, and its request read in the next two. */
const QUIET_ROUNDS = 3;
/** Questions that keep coming must not keep an answer waiting. */
const MAX_ROUNDS = 100;

/**
 * Lets answers begin one by one, each when the event loop brought no new question for a moment. Of many that come together every visitor
 * is heard first, and the answers leave as they are made; an assistant that computes in one go would hold back all of them, and even
 * `session`, until the last is made.
 */
export function answerQueue(): { readonly enter: () => Promise<void> } {
  let arrived = 0;
  let last: Promise<void> = Promise.resolve();

  async function quiet(): Promise<void> {
    let seen = arrived;
    let quietRounds = 0;
    for (let round = 0; round < MAX_ROUNDS && quietRounds < QUIET_ROUNDS; round += 1) {
      await nextRound();
      quietRounds = arrived === seen ? quietRounds + 1 : 0;
      seen = arrived;
    }
  }

  return {
    /** Resolves when this answer may begin. */
    enter: () => {
      arrived += 1;
      last = last.then(quiet);
      return last;
    },
  };
}

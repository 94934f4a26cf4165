import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { isExpected, UpstreamFailed } from '#core/domain/errors.ts';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import type { Refresh } from '#core/ports/refresh.ts';

/** A small change is embedded within minutes; a large one takes hours, and then nobody waits for the second. */
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 120;
/** Thirteen hours, longer than the state machine may run (`refresh.asl.json`: twelve): then it has ended, or nobody can say. */
const MAX_ASKED = 400;
/** What readers may be behind (core/ports/serving.ts), and a second. */
const READERS_BEHIND_SECONDS = 31;
const MAX_REASON_CHARACTERS = 1_000;

/**
 * What was heard of a refresh, which must be JSON: how it ended, or why it could not be asked this time. Counts itself, since backends
 * count the attempts of an operation in their own ways.
 */
type Heard = { readonly asked: number; readonly outcome: RefreshOutcome | null; readonly problem: string | null };

/**
 * Waits until a refresh that goes on by itself has ended and every reader answers from its version; the function sleeps meanwhile. Gives
 * the reason where it failed, else null. That it cannot be asked for a while ends nothing.
 */
export async function promotion(execution: string, context: DurableContext, refresh: Refresh): Promise<string | null> {
  const ask = async ({ asked }: Heard): Promise<Heard> => ({ asked: asked + 1, ...(await hear(execution, refresh)) });
  const { outcome, problem } = await context.waitForCondition('refresh', ask, {
    initialState: { asked: 0, outcome: null, problem: null },
    waitStrategy: (last) =>
      last.outcome !== null || last.asked >= MAX_ASKED
        ? { shouldContinue: false }
        : { shouldContinue: true, delay: { seconds: Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (last.asked - 1)) } },
  });
  if (outcome === null) return problem ?? `it does not end; look at ${execution}`;
  if (outcome.status === 'failed') return (outcome.reason ?? `look at ${execution}`).slice(0, MAX_REASON_CHARACTERS);
  await context.wait('readers', { seconds: READERS_BEHIND_SECONDS });
  return null;
}

/** A refusal that would stay one is an end. */
async function hear(execution: string, { outcome }: Refresh): Promise<Omit<Heard, 'asked'>> {
  if (!outcome)
    return { outcome: { status: 'failed', version: null, reason: `nobody can say what became of ${execution}` }, problem: null };
  try {
    return { outcome: await outcome(execution), problem: null };
  } catch (error) {
    if (!isExpected(error)) throw error;
    const { message } = error;
    const passes = !(error instanceof UpstreamFailed) || error.retryable;
    return passes ? { outcome: null, problem: message } : { outcome: { status: 'failed', version: null, reason: message }, problem: null };
  }
}

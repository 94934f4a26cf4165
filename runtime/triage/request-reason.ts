import { Conflict, InvalidInput, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { RequestReason } from '#core/domain/support-request.ts';

const STAGES = {
  analysis: 'It could not be analysed',
  ticket: 'Its ticket could not be filed',
  note: 'Its ticket could not be updated',
  end: 'Its end could not be told',
} as const;
/** What the work on a request is at. */
export type Stage = keyof typeof STAGES;

const PROBLEMS = {
  refused: 'what was sent is refused there; see the log for the attempt, correct the configuration and try again',
  unreachable: 'the service behind it failed or did not answer; see that it is up, then try again',
  changed: 'the ticket was changed each time; try again',
  limited: 'a limit was reached there; try again later',
  unexpected: 'something failed that nobody expected; the log has it',
} as const;

export const NOT_A_REQUEST: RequestReason = {
  code: 'not_a_request',
  message: 'The message names no request; nothing can be done with it.',
};
export const UNKNOWN_REQUEST: RequestReason = {
  code: 'unknown_request',
  message: 'There is no such request, or it is not kept any more.',
};
export const INTERRUPTED: RequestReason = {
  code: 'interrupted',
  message: 'The work on it was cut off each time; see whether the worker was killed, then try again.',
};
export const DONE_MEANWHILE: RequestReason = {
  code: 'done_meanwhile',
  message: 'Its request is at its end already; trying again clears the message away.',
};
export const WAITING: RequestReason = { code: 'waiting', message: 'Its request waits to be tried again.' };

/** Why an attempt failed, in our own words only: what a service or a model said may quote the visitor. */
export function reasonOf(stage: Stage, error: unknown): RequestReason {
  const problem = problemOf(error);
  return { code: `${stage}_${problem}`, message: `${STAGES[stage]}: ${PROBLEMS[problem]}.` };
}

function problemOf(error: unknown): keyof typeof PROBLEMS {
  if (error instanceof InvalidInput) return 'refused';
  if (error instanceof UpstreamFailed) return 'unreachable';
  if (error instanceof Conflict) return 'changed';
  return error instanceof LimitReached ? 'limited' : 'unexpected';
}

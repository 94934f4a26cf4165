import { nameOf } from './from-aws-error.ts';

type Reason = { readonly Code?: string; readonly Message?: string };

const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Why each write of a transaction did not happen, in order; `None` for those that could have. */
function reasonsOf(error: unknown): readonly Reason[] {
  return nameOf(error) === 'TransactionCanceledException'
    ? ((error as { readonly CancellationReasons?: readonly Reason[] }).CancellationReasons ?? [])
    : [];
}

/** The index of the first write whose condition did not hold, or null when that is not why. */
export function refusedCondition(error: unknown): number | null {
  const index = reasonsOf(error).findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  return index < 0 ? null : index;
}

/** Somebody else's transaction holds a row, or one of ours came too fast, after which the SDK does not wait: it may work in a moment. */
export function isInTheWay(error: unknown): boolean {
  return (
    ['TransactionConflictException', 'TransactionInProgressException'].includes(nameOf(error)) ||
    reasonsOf(error).some(({ Code = '' }) => PASSING.has(Code))
  );
}

/** The row would have more than 400 KB. DynamoDB says so in words only. */
export function isTooLarge(error: unknown): boolean {
  const said = nameOf(error) === 'ValidationException' ? [(error as Error).message] : reasonsOf(error).map(({ Message }) => Message ?? '');
  return said.some((message) => /item size.*exceeded/i.test(message));
}

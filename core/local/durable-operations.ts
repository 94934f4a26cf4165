import type { OperationUpdate, WireOperation } from '@aws/durable-execution-sdk-js';

/** An operation as a run keeps it, and when it changes by itself: a retry, the end of a wait, the time-out of a callback. */
export type KeptOperation = { readonly operation: WireOperation; readonly dueAt: string | null };

/** The first operation of each run: its input. */
export function executionOperation(input: unknown, now: Date): KeptOperation {
  const details = { ExecutionDetails: { InputPayload: JSON.stringify(input) } };
  return {
    operation: { Id: 'execution', Type: 'EXECUTION', Status: 'STARTED', StartTimestamp: now.toISOString(), ...details },
    dueAt: null,
  };
}

/**
 * An operation after one update, as the service of AWS Lambda applies it. `newCallbackId` names a callback that starts. Null for a kind of
 * operation that one machine has nothing for.
 */
export function applyUpdate(
  before: WireOperation | undefined,
  update: OperationUpdate,
  now: Date,
  newCallbackId: () => string,
): KeptOperation | null {
  const { Id, ParentId, Name, Type, SubType, Action } = update;
  if (Type !== 'STEP' && Type !== 'WAIT' && Type !== 'CALLBACK' && Type !== 'CONTEXT') return null;
  const operation: WireOperation = before ?? {
    Id,
    Type,
    Status: 'STARTED',
    StartTimestamp: now.toISOString(),
    ...(ParentId === undefined ? {} : { ParentId }),
    ...(Name === undefined ? {} : { Name }),
    ...(SubType === undefined ? {} : { SubType }),
  };
  switch (Action) {
    case 'START':
      return started(operation, update, now, newCallbackId);
    case 'SUCCEED':
      return ended(operation, 'SUCCEEDED', { Result: update.Payload, ...update.ContextOptions }, now);
    case 'FAIL':
      return ended(operation, 'FAILED', { Error: update.Error }, now);
    case 'RETRY': {
      const next = after(now, update.StepOptions?.NextAttemptDelaySeconds ?? 0);
      const Attempt = (operation.StepDetails?.Attempt ?? 1) + 1;
      const details = { ...operation.StepDetails, Attempt, Result: update.Payload, Error: update.Error, NextAttemptTimestamp: next };
      return { operation: { ...operation, Status: 'PENDING', StepDetails: details }, dueAt: next };
    }
    default:
      return null;
  }
}

function started(operation: WireOperation, update: OperationUpdate, now: Date, newCallbackId: () => string): KeptOperation {
  const running: WireOperation = { ...operation, Status: 'STARTED' };
  switch (update.Type) {
    case 'STEP':
      return {
        operation: { ...running, StepDetails: { ...running.StepDetails, Attempt: running.StepDetails?.Attempt ?? 1 } },
        dueAt: null,
      };
    case 'WAIT': {
      const end = after(now, update.WaitOptions?.WaitSeconds ?? 0);
      return { operation: { ...running, WaitDetails: { ScheduledEndTimestamp: end } }, dueAt: end };
    }
    case 'CALLBACK': {
      const seconds = update.CallbackOptions?.TimeoutSeconds;
      return {
        operation: { ...running, CallbackDetails: { CallbackId: newCallbackId() } },
        dueAt: seconds === undefined || seconds === 0 ? null : after(now, seconds),
      };
    }
    default:
      return { operation: running, dueAt: null };
  }
}

function ended(operation: WireOperation, Status: 'SUCCEEDED' | 'FAILED', details: object, now: Date): KeptOperation {
  const end: WireOperation = { ...operation, Status, EndTimestamp: now.toISOString() };
  if (operation.Type === 'STEP') return { operation: { ...end, StepDetails: { ...operation.StepDetails, ...details } }, dueAt: null };
  if (operation.Type === 'CONTEXT')
    return { operation: { ...end, ContextDetails: { ...operation.ContextDetails, ...details } }, dueAt: null };
  return { operation: end, dueAt: null };
}

/** An operation whose time has come. */
export function whenDue(operation: WireOperation, now: Date): WireOperation {
  if (operation.Type === 'STEP') return { ...operation, Status: 'READY' };
  const end = { ...operation, EndTimestamp: now.toISOString() };
  if (operation.Type === 'WAIT') return { ...end, Status: 'SUCCEEDED' };
  const late = { ErrorType: 'Callback.Timeout', ErrorMessage: 'nobody answered in time' };
  return { ...end, Status: 'TIMED_OUT', CallbackDetails: { ...operation.CallbackDetails, Error: late } };
}

/** A callback that was answered. */
export function answered(operation: WireOperation, result: unknown, now: Date): WireOperation {
  const details = { ...operation.CallbackDetails, Result: JSON.stringify(result) };
  return { ...operation, Status: 'SUCCEEDED', EndTimestamp: now.toISOString(), CallbackDetails: details };
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

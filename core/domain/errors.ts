/** The failures a caller can do something about. Fields, not prose; the message says what failed, on what, and the next step. */

/** Input that breaks its contract: wrong use, a bad row, a bad configuration value. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly code = 'bad_request';
}

/** The caller is not who it must be, or may not do this. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
  readonly code = 'unauthorized';
}

/** What the call names does not exist, or does not exist for this caller. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code = 'not_found';
}

/** Somebody else changed it first, or the same key came with other content. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  readonly code: string;
  constructor(message: string, code = 'conflict', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A named limit was reached. `retryAfterSeconds` is set where waiting helps. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly code: 'rate_limited' | 'too_large' | 'budget_spent';
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, code: 'rate_limited' | 'too_large' | 'budget_spent', retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A service we depend on failed or could not be reached. `retryable` says whether the same call may work later, and when, where it is known. */
export class UpstreamFailed extends Error {
  override readonly name = 'UpstreamFailed';
  readonly code = 'upstream_failed';
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, options?: ErrorOptions & { retryable?: boolean; retryAfterSeconds?: number | undefined }) {
    super(message, options);
    this.retryable = options?.retryable ?? true;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** True for the failures above: their message may be shown to the person who caused them. */
export function isExpected(error: unknown): error is InvalidInput | NotAllowed | NotFound | Conflict | LimitReached | UpstreamFailed {
  return (
    error instanceof InvalidInput ||
    error instanceof NotAllowed ||
    error instanceof NotFound ||
    error instanceof Conflict ||
    error instanceof LimitReached ||
    error instanceof UpstreamFailed
  );
}

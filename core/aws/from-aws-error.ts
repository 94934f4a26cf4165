import { isExpected, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';

/** What was asked: the service for people, the action as policies call it, and what it was asked of. */
export type AwsCall = { readonly service: string; readonly action: string; readonly on: string };

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'SlowDown',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'ServiceQuotaExceededException',
  'ExecutionLimitExceeded',
  'RequestThrottled',
  'ThrottledException',
]);
const NOT_ALLOWED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'MissingAuthenticationTokenException',
  'ExpiredToken',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'TokenProviderError',
]);
const ABSENT = new Set([
  'NoSuchBucket',
  'ResourceNotFoundException',
  'StateMachineDoesNotExist',
  'ExecutionDoesNotExist',
  'InvalidArn',
  'QueueDoesNotExist',
  'NotFoundException',
]);
/** Refusals that pass: what a service depends on does not answer, or the line was too slow. */
const PASSING = new Set([
  'RequestTimeout',
  'RequestTimeoutException',
  'DependencyFailedException',
  'ModelNotReadyException',
  'ConflictException',
  'OperationAborted',
]);
/** In the middle of a stream an error has no status of its own. */
const REFUSED = 'ValidationException';
/** How Node calls a dead connection, also in the middle of a refusal. */
const CUT = 'ECONNRESET';
const ELSEWHERE = new Set(['PermanentRedirect', 'AuthorizationHeaderMalformed']);

/** An error of the SDK as one of ours, ours unchanged. What the service says is kept as the cause: it may repeat what was sent. */
export function fromAwsError(error: unknown, { service, action, on }: AwsCall): Error {
  if (isExpected(error)) return error;
  const name = nameOf(error);
  const status = statusOf(error);
  if (THROTTLED.has(name) || status === 429)
    return new LimitReached(`${service} asks to wait with ${action} on ${on} (${name}); run it again later`, 'rate_limited');
  if (name === 'EntityTooLarge') return new LimitReached(`${on} is larger than ${service} takes`, 'too_large');
  if (NOT_ALLOWED.has(name))
    return failed(`${service} refuses the credentials (${name}); check that they are there and may call ${action} on ${on}`, error);
  if (ABSENT.has(name)) return failed(`${service} does not find ${on} (${name}); check its name and \`region\``, error);
  if (ELSEWHERE.has(name)) return failed(`${service} has ${on} in another region (${name}); check \`region\``, error);
  const isRefused = name === REFUSED || (status !== undefined && status >= 400 && status < 500);
  if (isRefused && !PASSING.has(name) && name !== CUT)
    return failed(`${service} does not take ${action} on ${on} as it was asked (${name})`, error);
  return new UpstreamFailed(`${service} gives no answer to ${action} on ${on} (${name}); run it again later`, { cause: error });
}

/** The code of an error, as the service gives it. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Errors of the socket are called `Error` alone.
  return error.name === 'Error' && 'code' in error ? String(error.code) : error.name;
}

function statusOf(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

function failed(message: string, cause: unknown): UpstreamFailed {
  return new UpstreamFailed(message, { retryable: false, cause });
}

import { expect, test } from 'vitest';
import { Conflict } from '#core/domain/errors.ts';
import { fromAwsError } from './from-aws-error.ts';

const call = { service: 'S3', action: 's3:GetObject', on: 'the bucket acme-kb' };
const named = (name: string, status?: number) =>
  Object.assign(new Error('about Ms Secretname'), { name }, status ? { $metadata: { httpStatusCode: status } } : {});

test.each([
  ['SlowDown', 503, { name: 'LimitReached', code: 'rate_limited' }],
  ['SomethingNew', 429, { name: 'LimitReached', code: 'rate_limited' }],
  ['DependencyFailedException', 424, { name: 'UpstreamFailed', retryable: true }],
  ['RequestTimeout', 400, { name: 'UpstreamFailed', retryable: true }],
  ['ThrottlingException', 429, { name: 'LimitReached', code: 'rate_limited' }],
  ['ProvisionedThroughputExceededException', 400, { name: 'LimitReached', code: 'rate_limited' }],
  ['EntityTooLarge', 400, { name: 'LimitReached', code: 'too_large' }],
  ['AccessDenied', 403, { name: 'UpstreamFailed', retryable: false }],
  ['CredentialsProviderError', undefined, { name: 'UpstreamFailed', retryable: false }],
  ['NoSuchBucket', 404, { name: 'UpstreamFailed', retryable: false }],
  ['PermanentRedirect', 301, { name: 'UpstreamFailed', retryable: false }],
  ['ValidationException', 400, { name: 'UpstreamFailed', retryable: false }],
  ['ValidationException', undefined, { name: 'UpstreamFailed', retryable: false }],
  ['ModelNotReadyException', 424, { name: 'UpstreamFailed', retryable: true }],
  ['InternalError', 500, { name: 'UpstreamFailed', retryable: true }],
  ['TimeoutError', undefined, { name: 'UpstreamFailed', retryable: true }],
])('%s', (name, status, expected) => {
  const error = fromAwsError(named(name, status), call);
  expect(error).toMatchObject(expected);
  expect(error.message).toContain('the bucket acme-kb');
  expect(error.message).not.toContain('Secretname');
});

test('says which right is missing, and what a dead socket is called', () => {
  expect(fromAwsError(named('AccessDenied', 403), call).message).toContain('may call s3:GetObject on the bucket acme-kb');
  expect(fromAwsError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), call).message).toContain('(ECONNRESET)');
});

test('leaves ours as they are', () => {
  const ours = new Conflict('somebody was faster');
  expect(fromAwsError(ours, call)).toBe(ours);
});

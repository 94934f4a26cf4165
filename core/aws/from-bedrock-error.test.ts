import { expect, test } from 'vitest';
import { fromBedrockError } from './from-bedrock-error.ts';

const named = (name: string, message = 'about Ms Secretname') => Object.assign(new Error(message), { name });

test.each([
  ['ThrottlingException', { name: 'LimitReached', code: 'rate_limited' }],
  ['ServiceUnavailableException', { name: 'UpstreamFailed', retryable: true }],
  ['ModelTimeoutException', { name: 'UpstreamFailed', retryable: true }],
  ['TimeoutError', { name: 'UpstreamFailed', retryable: true }],
  ['CredentialsProviderError', { name: 'UpstreamFailed', retryable: false }],
  ['ExpiredTokenException', { name: 'UpstreamFailed', retryable: false }],
  ['ResourceNotFoundException', { name: 'UpstreamFailed', retryable: false }],
  ['ValidationException', { name: 'UpstreamFailed', retryable: false }],
])('%s', (name, expected) => {
  const error = fromBedrockError(named(name), 'nova');
  expect(error).toMatchObject(expected);
  expect(error.message).not.toContain('Secretname');
});

test('says how to call a model that needs a profile', () => {
  expect(fromBedrockError(named('ValidationException'), 'amazon.nova-lite-v1:0').message).toContain('`us.amazon.nova-lite-v1:0`');
});

import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { printedLines } from './fixtures/printed-lines.ts';
import { cloudWatchLog } from './log.ts';

test('lines say which function and which request they are of, from one request to the next', () => {
  const { json } = printedLines();
  const log = cloudWatchLog({ service: 'chat' });
  log.correlate({ requestId: 'r1', correlationId: 'cf1' });
  log.info('first', { turnId: 't1', count: 2 });
  log.correlate({ requestId: 'r2' });
  log.warn('second');
  expect(json()).toMatchObject([
    { level: 'INFO', message: 'first', service: 'chat', request_id: 'r1', correlation_id: 'cf1', turnId: 't1', count: 2 },
    { level: 'WARN', message: 'second', request_id: 'r2', correlation_id: 'r2' },
  ]);
  expect(json()[1]).not.toHaveProperty('turnId');
});

test('a failure comes with its stack, and addresses that a service quotes in it are left out', () => {
  const { json, lines } = printedLines();
  const cause = new UpstreamFailed('Zendesk refuses: ann.lee@acme.example and <bob@acme.example> are no users');
  cloudWatchLog({ service: 'chat' }).error('ticket could not be filed', { confirmationId: 'c1' }, cause);
  expect(json()[0]).toMatchObject({
    level: 'ERROR',
    confirmationId: 'c1',
    cause: expect.stringContaining('[email] and <[email]> are no users'),
  });
  expect(String(json()[0]?.cause)).toContain('log.test.ts');
  expect(lines().join()).not.toContain('acme.example');
});

test('what is no error is told too', () => {
  const { json } = printedLines();
  cloudWatchLog({ service: 'chat' }).error('odd', {}, 'a text');
  expect(json()[0]).toMatchObject({ message: 'odd', cause: 'a text' });
});

import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { sampleTriage } from './fixtures/sample-triage.ts';
import { triageWorkplace } from './fixtures/triage-workplace.ts';
import { listRequests, retryRequests, showDeadLetters } from './requests-command.ts';
import { workOffRequests } from './work-off-requests.ts';

test('lists where requests stand and what was given up, without a word of them, and tries it again', async () => {
  const { ports, clock, submit, answers } = await triageWorkplace();
  expect((await listRequests(ports)).text).toBe('No support requests yet.');
  answers.next = ({ id }) => (id === 'bad' ? new UpstreamFailed('the model did not answer') : sampleTriage({ urgency: 'high' }));
  await submit({ id: 'good' });
  clock.advance(1_000);
  await submit({ id: 'bad' });
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffRequests(ports);
    clock.advance(900_000);
  }
  const listed = await listRequests(ports);
  expect(listed.report).toMatchObject({
    requests: [
      { id: 'bad', state: 'parked', reason: { code: 'analysis_unreachable' }, ticket: null },
      { id: 'good', state: 'done', urgency: 'high', escalated: false, ticket: { id: '1', status: 'new' } },
    ],
  });
  expect(listed.text).toMatch(/^bad .*parked.*analysis_unreachable\ngood .*done.*high.*ticket 1 \(new\)$/);
  const dead = await showDeadLetters(ports);
  expect(dead.report).toMatchObject({ deadLetters: [{ requestId: 'bad', reason: { code: 'analysis_unreachable' } }] });
  expect(JSON.stringify([listed, dead])).not.toMatch(/ann@|Monday/);
  answers.next = () => sampleTriage();
  expect((await retryRequests(['bad'], ports)).report).toEqual({ retried: 1 });
  await workOffRequests(ports);
  expect((await showDeadLetters(ports)).text).toBe('No dead letters: no support request was given up.');
  expect((await retryRequests('all', ports)).report).toEqual({ retried: 0 });
});

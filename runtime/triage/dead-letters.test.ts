import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { listDeadLetters, retryDeadLetters } from './dead-letters.ts';
import { rateDraft } from './draft-feedback.ts';
import { sampleTriage } from './fixtures/sample-triage.ts';
import { triageWorkplace } from './fixtures/triage-workplace.ts';
import { requeueReceived } from './requeue-received.ts';
import { workOffRequests } from './work-off-requests.ts';

/** Three requests and a body that is none, all given up. */
async function givenUp() {
  const workplace = await triageWorkplace();
  const { ports, clock, submit, answers } = workplace;
  answers.next = () => new UpstreamFailed('the model did not answer');
  for (const id of ['one', 'two', 'three']) await submit({ id });
  await ports.queue.send('no request');
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffRequests(ports);
    clock.advance(900_000);
  }
  answers.next = () => sampleTriage();
  const listed = async () => (await listDeadLetters(ports)).map(({ requestId, reason }) => [requestId, reason.code]);
  const state = async (id: string) => (await ports.supportRequests.get(id))?.state;
  return { ...workplace, listed, state };
}

test('dead letters are listed with why, and one that is tried again is done', async () => {
  const { ports, listed, state } = await givenUp();
  expect(await listed()).toEqual([
    ['one', 'analysis_unreachable'],
    ['two', 'analysis_unreachable'],
    ['three', 'analysis_unreachable'],
    [null, 'not_a_request'],
  ]);
  expect(await retryDeadLetters(['two'], ports)).toBe(1);
  expect([await state('one'), await state('two')]).toEqual(['parked', 'queued']);
  expect((await workOffRequests(ports)).done).toBe(1);
  expect([await state('one'), await state('two')]).toEqual(['parked', 'done']);
  expect((await listed()).map(([id]) => id)).toEqual(['one', 'three', null]);
});

test('all are tried again, and what fails again is told again', async () => {
  const { clock, ports, answers, listed } = await givenUp();
  answers.next = ({ id }) => (id === 'two' ? new UpstreamFailed('the model did not answer') : sampleTriage());
  expect(await retryDeadLetters('all', ports)).toBe(4);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffRequests(ports);
    clock.advance(900_000);
  }
  expect(await listed()).toEqual([
    ['two', 'analysis_unreachable'],
    [null, 'not_a_request'],
  ]);
  const failures = (await ports.notices.list(50)).filter(({ kind }) => kind === 'failure').map(({ message }) => message.split(':')[0]);
  expect(failures.filter((line) => line === 'Request two')).toHaveLength(2);
  expect(failures.filter((line) => line === 'Request one')).toHaveLength(1);
});

test('one that is put back without us, as the console of AWS does, is taken all the same', async () => {
  const { ports, state } = await givenUp();
  await ports.queue.redrive();
  await workOffRequests(ports);
  expect([await state('one'), await state('two'), await state('three')]).toEqual(['done', 'done', 'done']);
});

test('what is no dead letter is not tried again', async () => {
  const { ports } = await givenUp();
  await expect(retryDeadLetters(['four'], ports)).rejects.toMatchObject({ name: 'NotFound' });
});

test('a request that was kept and never queued is queued, one whose call may be under way is not', async () => {
  const { clock, ports, submit } = await triageWorkplace();
  await submit({ id: 'late', state: 'received' });
  const [message] = await ports.queue.receive({ max: 1, visibilitySeconds: 60 });
  await ports.queue.delete(message!.receipt);
  clock.advance(60_000);
  await submit({ id: 'young', state: 'received' });
  expect(await requeueReceived(ports)).toBe(1);
  expect(await requeueReceived(ports)).toBe(0);
  expect((await workOffRequests(ports)).done).toBe(2);
});

test('the last word on a draft is kept, and each change of mind is counted', async () => {
  const { ports, submit, metrics, answers } = await triageWorkplace();
  await submit({ id: 'one' });
  const said = { helpful: true, comment: null, by: 'mira' };
  await expect(rateDraft('one', said, ports)).rejects.toMatchObject({ name: 'NotFound' });
  await workOffRequests(ports);
  metrics.length = 0;
  await rateDraft('one', said, ports);
  await rateDraft('one', { ...said, comment: 'Thanks.' }, ports);
  await rateDraft('one', { ...said, helpful: false }, ports);
  expect((await ports.supportRequests.get('one'))?.feedback).toMatchObject({ helpful: false, comment: null, by: 'mira' });
  expect(metrics.map(([name]) => name)).toEqual(['DraftHelpful', 'DraftUnhelpful']);
  answers.next = () => sampleTriage({ draft: null });
  await submit({ id: 'two' });
  await workOffRequests(ports);
  await expect(rateDraft('two', said, ports)).rejects.toMatchObject({ name: 'NotFound' });
});

import { expect, onTestFinished, test } from 'vitest';
import { lambdaDurableRuns } from './durable-runs.ts';
import { lambdaService } from './fixtures/lambda-server.ts';
import { wireServer } from './fixtures/wire-server.ts';

const FUNCTION = 'acme-article-workflow:live';
async function onWire(functionName = FUNCTION) {
  const wire = await wireServer([lambdaService(FUNCTION, new Set(['Y2FsbGJhY2s='])).service]);
  onTestFinished(() => wire.close());
  return { wire, runs: lambdaDurableRuns({ region: 'eu-west-1', endpoint: wire.endpoint, functionName }) };
}

test('starts a run by its name, and the same again is the same run', async () => {
  const { wire, runs } = await onWire();
  await runs.start('wf-1', { topic: 'proxy' });
  await runs.start('wf-1', { topic: 'proxy' });
  expect(wire.seen.map(({ body }) => body.toString())).toEqual(['{"topic":"proxy"}', '{"topic":"proxy"}']);
});

test('answers what a run waits for, once', async () => {
  const { wire, runs } = await onWire();
  expect(await runs.complete('Y2FsbGJhY2s=', { by: 'ann' })).toBe(true);
  expect(wire.seen[0]?.body.toString()).toBe('{"by":"ann"}');
  expect(await runs.complete('Y2FsbGJhY2s=', { by: 'bob' })).toBe(false);
});

test('says which function it does not find, and waits out throttling', async () => {
  const { runs } = await onWire('another');
  await expect(runs.start('wf-1', {})).rejects.toThrow(/the function another/);
  const { wire, runs: mended } = await onWire();
  wire.fail({ action: 'Invoke', does: 'throttled', times: 1 });
  await mended.start('wf-1', {});
  expect(wire.seen.map(({ status }) => status)).toEqual([429, 202]);
});

import { expect, onTestFinished, test } from 'vitest';
import { lambdaDurableRuns } from './durable-runs.ts';
import { BEDROCK_CODES, tellJson, WireError, type WireService, wireServer } from './fixtures/wire-server.ts';

const FUNCTION = 'acme-article-workflow:live';
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const SUCCEED = /^\/2025-12-01\/durable-execution-callbacks\/([^/]+)\/succeed$/;

/** Lambda's two calls of durable executions. A name with another payload is refused; a callback is answered once. */
function lambdaService(waiting: Set<string>): WireService {
  const payloads = new Map<string, string>();
  return {
    scope: 'lambda',
    actionOf: ({ path }) => (INVOKE.test(path) ? 'Invoke' : SUCCEED.test(path) ? 'Succeed' : null),
    answer(action, { path, headers, body }) {
      if (action === 'Invoke') {
        if (decodeURIComponent(INVOKE.exec(path)![1]!) !== FUNCTION)
          throw new WireError(404, 'ResourceNotFoundException', 'Function not found');
        const name = String(headers['x-amz-durable-execution-name']);
        if (!/^[a-zA-Z0-9-_]{1,64}$/.test(name) || headers['x-amz-invocation-type'] !== 'Event')
          throw new WireError(400, 'InvalidParameterValueException', 'name or type');
        const known = payloads.get(name) ?? body.toString();
        if (known !== body.toString()) throw new WireError(409, 'DurableExecutionAlreadyStartedException', 'other payload');
        payloads.set(name, known);
        return { status: 202 };
      }
      const id = decodeURIComponent(SUCCEED.exec(path)![1]!);
      if (!waiting.delete(id)) throw new WireError(404, 'ResourceNotFoundException', 'no such callback');
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
    },
    tell: tellJson,
    codes: BEDROCK_CODES,
  };
}

async function onWire(functionName = FUNCTION) {
  const wire = await wireServer([lambdaService(new Set(['Y2FsbGJhY2s=']))]);
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

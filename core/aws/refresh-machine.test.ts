import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { MachineStep } from '#core/ports/refresh-machine.ts';
import { type Execute, STATE_MACHINE_ARN, stepFunctionsService } from './fixtures/step-functions-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { stepFunctionsMachine } from './refresh-machine.ts';

const open = async (execute: Execute, { pageSize = 1_000, stateMachineArn = STATE_MACHINE_ARN } = {}) => {
  const sfn = stepFunctionsService({ execute, pageSize });
  const wire = await wireServer([sfn.service]);
  closing.push(wire.close);
  const aws = { region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts: 2 };
  let count = 0;
  const machine = stepFunctionsMachine({ ...aws, stateMachineArn, ids: { random: () => `run${count++}` }, pollMs: 0 });
  const steps: MachineStep[] = [];
  return { sfn, wire, steps, machine, run: (input = {}) => machine.run(input, (step) => void steps.push(step)) };
};
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const endless: Execute = async () => await new Promise(() => {});

test.each([1_000, 2])('tells every state once and in its order, in pages of %i events', async (pageSize) => {
  const execute: Execute = async ({ by }, tell) => {
    for (const n of Array(6).keys()) {
      tell({ name: `Step${n}`, left: false, state: { by } });
      await setTimeout(3);
      tell({ name: `Step${n}`, left: true, state: { n } });
    }
    return { by, done: true };
  };
  const { run, steps } = await open(execute, { pageSize });
  expect(await run({ by: 'test' })).toEqual({ status: 'SUCCEEDED', output: { by: 'test', done: true } });
  expect(steps.map(({ name, left }) => `${name} ${left}`)).toEqual([0, 1, 2, 3, 4, 5].flatMap((n) => [`Step${n} false`, `Step${n} true`]));
  expect(steps.slice(0, 2).map(({ state }) => state)).toEqual([{ by: 'test' }, { n: 0 }]);
});

test('gives error and cause of what failed', async () => {
  const { run } = await open(() => Promise.reject(Object.assign(new Error('no rows'), { name: 'InvalidInput' })));
  expect(await run()).toEqual({ status: 'FAILED', error: 'InvalidInput', cause: 'no rows' });
});

test.each([
  ['ABORTED', 'ABORTED'],
  ['TIMED_OUT', 'States.Timeout'],
] as const)('tells of what was %s', async (status, error) => {
  const { run, sfn } = await open(endless);
  const running = run();
  while (sfn.executions.size === 0) await setTimeout(1);
  sfn.end(status);
  expect(await running).toEqual({ status, error, cause: `the execution ended ${status}` });
});

test('an answer to the start that is lost starts no second run', async () => {
  const { run, sfn, wire } = await open(async () => {
    await setTimeout(200);
    return {};
  });
  wire.fail({ action: 'StartExecution', does: 'cut answer', times: 1 });
  expect(await run()).toMatchObject({ status: 'SUCCEEDED' });
  expect(wire.actions(/StartExecution/)).toHaveLength(2);
  expect(sfn.executions.size).toBe(1);
});

test.each([
  ['denied', 'UpstreamFailed', `may call states:StartExecution on the state machine ${STATE_MACHINE_ARN}`],
  ['throttled', 'LimitReached', 'Step Functions asks to wait with states:StartExecution'],
  ['broken', 'UpstreamFailed', 'Step Functions gives no answer to states:StartExecution'],
] as const)('a start that is %s says so', async (does, name, message) => {
  const { run, wire } = await open(endless);
  wire.fail({ action: 'StartExecution', does });
  await expect(run()).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
});

test.each([
  ['DescribeExecution', 'denied'],
  ['GetExecutionHistory', 'throttled'],
] as const)('where %s is %s, the run goes on by itself and is named', async (action, does) => {
  const { run, wire } = await open(endless);
  wire.fail({ action, does });
  await expect(run()).rejects.toThrow(
    new RegExp(
      `states:${action} .*The refresh goes on by itself as arn:aws:states:eu-central-1:123456789012:execution:acme-refresh:ingest-run0;`,
    ),
  );
});

test('by its name it is one run, while it is on its way and after its end', async () => {
  const { machine, sfn } = await open(endless);
  const execution = await machine.start({ scrape: false }, 'workflow-wf-1');
  expect(await machine.start({ scrape: false }, 'workflow-wf-1')).toBe(execution);
  expect(await machine.end(execution)).toBeNull();
  sfn.end('ABORTED');
  expect(await machine.end(execution)).toEqual({ status: 'ABORTED', error: 'ABORTED', cause: 'the execution ended ABORTED' });
  expect(await machine.start({ scrape: false }, 'workflow-wf-1')).toBe(execution);
  expect(await machine.start({ scrape: false }, 'workflow-wf-2')).not.toBe(execution);
  expect(sfn.executions.size).toBe(2);
});

test('a run that is not known is named', async () => {
  const { machine } = await open(endless);
  await expect(machine.end(`${STATE_MACHINE_ARN.replace('stateMachine', 'execution')}:gone`)).rejects.toThrow(
    /execution:acme-refresh:gone/,
  );
});

test('a state machine that is not there is named', async () => {
  const stateMachineArn = STATE_MACHINE_ARN.replace('acme', 'other');
  const { run } = await open(endless, { stateMachineArn });
  await expect(run()).rejects.toThrow(`Step Functions does not find the state machine ${stateMachineArn} (StateMachineDoesNotExist)`);
});

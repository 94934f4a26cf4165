import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { triageWorkplace } from './fixtures/triage-workplace.ts';
import { keepTriaging } from './work-off-requests.ts';

test('works on what comes, ends at once when it is stopped, and takes nothing more', async () => {
  const { ports, submit } = await triageWorkplace();
  const stop = keepTriaging(ports);
  const first = await submit();
  await vi.waitFor(async () => expect((await ports.supportRequests.get(first))?.state).toBe('done'), { timeout: 5_000, interval: 50 });
  const started = performance.now();
  await stop();
  expect(performance.now() - started).toBeLessThan(500);
  const second = await submit();
  await sleep(1_200);
  expect((await ports.supportRequests.get(second))?.state).toBe('queued');
});

test('a desk that wants a pause is not asked before it is over', async () => {
  const { server, ports, clock, submit } = await triageWorkplace();
  await submit();
  server.weather.push({ status: 429, retryAfter: 60 });
  const stop = keepTriaging(ports);
  await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 5_000, interval: 50 });
  await submit();
  clock.advance(900_000);
  await sleep(1_500);
  expect(server.requests).toHaveLength(1);
  await stop();
});

test('who works long keeps its message from others', async () => {
  const { ports, clock, submit } = await triageWorkplace();
  await submit();
  const pace = { visibilitySeconds: 1, backoffSeconds: 1, maxBackoffSeconds: 1, heldSeconds: 1, abandonedSeconds: 60 };
  const analyse = async () => await new Promise<never>(() => {});
  keepTriaging({ ...ports, pace, analyse });
  await sleep(200);
  for (let looks = 0; looks < 4; looks += 1) {
    clock.advance(900);
    await sleep(450);
    expect(await ports.queue.receive({ max: 1, visibilitySeconds: 1 })).toEqual([]);
  }
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { finished, freePort, spawnStart, startThreadwell, temporaryFolder, threadwell } from './fixtures/threadwell.ts';

const read = (data: string, file: string) => readFileSync(path.join(data, file), 'utf8');

let port: number;
/** The data of a start that nobody disturbed. */
const undisturbed = temporaryFolder();
beforeAll(async () => {
  port = await freePort();
  await (await startThreadwell(undisturbed, [], port)).stop();
});

test('killed at any point of a start, the next start ends with the same files, bit by bit', async () => {
  const killed = temporaryFolder();
  // From before the first page is read to after the first promotion.
  for (const afterMs of [400, 900, 1_600, 2_500, 4_000]) {
    const child = spawnStart(killed, port);
    const end = finished(child);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.kill('SIGKILL');
    await end;
  }
  const last = await startThreadwell(killed, [], port);
  await last.stop();
  expect(read(killed, 'web_docs.csv')).toBe(read(undisturbed, 'web_docs.csv'));
});

test('state survives a restart, one server at a time: the same version serves at once and nothing is ingested again', async () => {
  const data = undisturbed;
  const first = await startThreadwell(data, [], port);
  const health = await (await fetch(`${first.origin}/health`)).json();
  const other = await threadwell(['start', '--data', data, '--port', String(await freePort())]);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(`is served already at ${first.origin}; stop that one`) });
  expect(await first.stop()).toBe(0);
  const second = await startThreadwell(data, [], port);
  expect(await (await fetch(`${second.origin}/health`)).json()).toMatchObject({
    status: 'ready',
    knowledgeBaseVersion: health.knowledgeBaseVersion,
  });
  expect(second.curateUrl).toBe(first.curateUrl);
  expect(await second.stop()).toBe(0);
});

import { expect, test } from 'vitest';
import { freePort, startThreadwell, temporaryFolder, threadwell } from '../../tests/fixtures/threadwell.ts';

/** The desk of a started server, by its address with the key, as a browser would use it. */
async function openDesk({ origin, curateUrl }: { origin: string; curateUrl: string }) {
  const key = new URL(curateUrl).hash.replace('#key=', '');
  const headers = { origin, 'content-type': 'application/json' };
  const opened = await fetch(`${origin}/curate/key`, { method: 'POST', headers, body: JSON.stringify({ key }) });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (method: string, path: string, body: unknown, version: number) =>
    fetch(origin + path, { method, headers: { ...headers, cookie, 'if-match': `"${version}"` }, body: JSON.stringify(body) });
}

test('killed right after the answer to a decision, the server has it when it starts again', async () => {
  const data = temporaryFolder();
  const port = await freePort();
  const run = async (...args: string[]) => JSON.parse((await threadwell(['drafts', ...args, '--data', data, '--json'])).stdout);
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    const started = await startThreadwell(data, [], port);
    const call = await openDesk(started);
    const { id, version, title } = (await run('list', '--state', 'proposed')).drafts[0];
    // An edit, and a decision on it: the kill comes as soon as the second is answered.
    expect((await call('PATCH', `/drafts/${id}`, { title: `${title} (edited)` }, version)).status).toBe(200);
    expect((await call('POST', `/drafts/${id}/approve`, {}, version + 1)).status).toBe(200);
    await started.stop('SIGKILL');
    ids.push(id);
    expect((await run('show', id)).drafts[0]).toMatchObject({ state: 'approved', title: `${title} (edited)`, version: version + 2 });
  }
  const last = await startThreadwell(data, [], port);
  const { drafts } = await run('list', '--state', 'approved');
  expect(drafts.map((draft: { id: string }) => draft.id).sort()).toEqual(ids.toSorted());
  for (const { title } of drafts) {
    const found = JSON.parse((await threadwell(['search', title, '--limit', '1', '--data', data, '--json'])).stdout);
    expect(found.passages[0].title).toBe(title);
  }
  expect(await last.stop()).toBe(0);
}, 240_000);

import { expect, onTestFinished, test, vi } from 'vitest';
import { parseConfig } from '#core/config.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Triage } from '#core/domain/triage.ts';
import { createKey } from '../runtime/intake/keys-command.ts';
import { serveLocal } from '../runtime/local.ts';
import { sampleTriage } from '../runtime/triage/fixtures/sample-triage.ts';
import { freePort, temporaryFolder } from './fixtures/threadwell.ts';

const WAIT = { timeout: 20_000, interval: 100 };

/** The whole product on a fresh folder, with a service that sends requests. `answers.next` is what their reading gives. */
async function service() {
  const folder = temporaryFolder();
  const config = parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' } }, folder);
  const environment = { platform: 'local', dataDir: folder, zendeskApiToken: undefined } as const;
  const answers: { next: () => Triage | Error } = { next: () => sampleTriage() };
  const served = await serveLocal({ config, environment, dataDir: folder, usesSamples: false }, await freePort(), async () => {
    const answer = answers.next();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  onTestFinished(() => served.close());
  const { report } = await createKey('web-form', {}, served.platform);
  const headers = { authorization: `Bearer ${(report as { key: string }).key}`, 'content-type': 'application/json' };
  const submit = async () => {
    const body = JSON.stringify({ content: 'No logs arrive since Monday.', email: 'ann@acme.example' });
    const answer = await fetch(`${served.origin}/support-request`, { method: 'POST', headers, body });
    return ((await answer.json()) as { ticketId: string }).ticketId;
  };
  const shown = async (id: string) =>
    (await (await fetch(`${served.origin}/support-request/${id}`, { headers })).json()) as {
      state: string;
      ticket?: { id: string; status: string };
    };
  const press = (path: string, form: Record<string, string>, origin: string | null = served.origin) =>
    fetch(`${served.origin}/desk${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin === null ? {} : { origin }) },
      body: new URLSearchParams(form),
    });
  const page = async (path = '') => (await fetch(`${served.origin}/desk${path}`)).text();
  return { ...served, answers, submit, shown, press, page };
}

test('a request is triaged on its own, its ticket shows the note, and what an agent does with it is told to who sent it', async () => {
  const { platform, submit, shown, press, page } = await service();
  const id = await submit();
  const { ticket } = await vi.waitFor(async () => {
    const now = await shown(id);
    expect(now).toMatchObject({ state: 'done', ticket: { status: 'new' } });
    return now;
  }, WAIT);
  const path = `/tickets/${ticket!.id}`;
  expect(await page(path)).toMatch(/internal note[\s\S]*Draft reply \(nothing was sent[\s\S]*The draft did not help/);
  expect((await press(path, { action: 'unhelped' })).headers.get('location')).toContain('done=rated');
  expect(await page(path)).toContain('You said that the draft did not help.');
  expect((await platform.supportRequests.get(id))?.feedback).toMatchObject({ helpful: false, by: 'help@ferrywork.example' });
  for (const [action, status] of [
    ['reply', 'open'],
    ['solve', 'solved'],
  ] as const) {
    await press(path, { action, reply: 'Set the key.' });
    await vi.waitFor(async () => expect((await shown(id)).ticket?.status).toBe(status), WAIT);
  }
  expect(await page()).toMatch(/Notices[\s\S]*success: Support request/);
});

test('what was given up is listed on the desk with why, and tried again from there', async () => {
  const { platform, answers, submit, shown, press, page } = await service();
  answers.next = () => new UpstreamFailed('the model did not answer');
  const id = await submit();
  await vi.waitFor(async () => {
    // Nobody waits for the pauses here.
    platform.database.exec('UPDATE queue_messages SET hidden_until = 0');
    expect((await shown(id)).state).toBe('parked');
  }, WAIT);
  const listed = await page();
  expect(listed).toContain('analysis_unreachable');
  const letter = /name="letter" value="(\d+)"/.exec(listed)?.[1] ?? '';
  expect((await press('/dead-letters', { letter }, null)).status).toBe(403);
  expect((await press('/dead-letters', { letter: '99' })).headers.get('location')).toBe('/desk?done=gone#done');
  answers.next = () => sampleTriage();
  expect((await press('/dead-letters', { letter })).headers.get('location')).toBe('/desk?done=again#done');
  await vi.waitFor(async () => expect((await shown(id)).state).toBe('done'), WAIT);
  expect(await page()).toContain('None: no support request was given up.');
});

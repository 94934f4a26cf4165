import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseConfig } from '#core/config.ts';
import { serveLocal } from '../runtime/local.ts';
import { freePort, temporaryFolder } from './fixtures/threadwell.ts';

const REMEDY = 'Raise queue.capacity to 20000 and restart the runtime.';
const ANSWER = `FW-2002 means that the queue of the forwarder is full.\n\n${REMEDY}`;

/** The whole product on a fresh folder, without any site, and a ticket as the chat files it. */
async function serviceWithTicket() {
  const folder = temporaryFolder();
  const config = parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' } }, folder);
  const environment = { platform: 'local', dataDir: folder, zendeskApiToken: undefined } as const;
  const service = await serveLocal({ config, environment, dataDir: folder, usesSamples: false }, await freePort());
  onTestFinished(() => service.close());
  const file = (subject: string, description: string, key: string) =>
    service.platform.ticketDesk.file({
      fields: {
        requester_email: 'ann.lee@acme.example',
        subject,
        description,
        priority: 'normal',
        tags: ['chatbot'],
        plugin_version: '4.6.3',
      },
      transcript: `Visitor: ${description}\nAssistant: I found no answer to that.`,
      key,
    });
  const { id } = await file(
    'Forwarder drops events when the queue is full',
    'The forwarder of plugin 4.6.3 drops log events with FW-2002 queue full. How do I keep the events when the queue is full?',
    'key-1',
  );
  /** Presses a button on the ticket's page, as a browser does. */
  const press = (ticketId: string, action: string, reply = '', origin: string | null = service.origin) =>
    fetch(`${service.origin}/desk/tickets/${ticketId}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin === null ? {} : { origin }) },
      body: new URLSearchParams({ action, reply }),
    });
  const page = async (ticketId: string) => (await fetch(`${service.origin}/desk/tickets/${ticketId}`)).text();
  return { service, folder, id, file, press, page };
}

test('a ticket that an agent answers and solves on the desk becomes a draft that quotes the answer, once', async () => {
  const { service, folder, id, press, page } = await serviceWithTicket();
  const { drafts } = service.platform;
  const solved = await press(id, 'solve', ANSWER);
  expect([solved.status, solved.headers.get('location')]).toEqual([303, `/desk/tickets/${id}?done=solved#done`]);
  expect(await page(id)).toContain('<dd>solved</dd>');
  const [draft] = await vi.waitFor(
    async () => {
      const all = await drafts.list('proposed');
      expect(all).toHaveLength(1);
      return all;
    },
    { timeout: 20_000, interval: 100 },
  );
  const quoted = draft!.steps.flatMap(({ evidence }) =>
    evidence.map(({ messageId, start, end }) => draft!.messages.find((message) => message.id === messageId)?.text.slice(start, end)),
  );
  expect(quoted.join('\n')).toContain(REMEDY);
  expect(draft!.question.text).toMatch(/queue/i);
  expect(JSON.stringify(draft)).not.toMatch(/ann\.lee|I found no answer to that/);

  const day = new Date().toISOString().slice(0, 10).split('-');
  const raw = path.join(folder, `raw-tickets/year=${day[0]}/month=${day[1]}/day=${day[2]}/ticket-${id}.json`);
  expect(JSON.parse(readFileSync(raw, 'utf8'))).toMatchObject({ ticket: { status: 'solved' }, comments: [{}, { body: ANSWER }] });
  expect(statSync(path.join(folder, 'webhook.secret')).mode & 0o777).toBe(0o600);

  const note = 'A draft waits in the curation desk: “Forwarder drops events when the queue is full”';
  await vi.waitFor(async () => expect(await page(id)).toContain(note), { timeout: 20_000, interval: 100 });
  expect((await press(id, 'send')).headers.get('location')).toContain('done=sent');
  await vi.waitFor(async () => expect(await service.platform.webhook.events.receive({ max: 10, visibilitySeconds: 0 })).toEqual([]), {
    timeout: 20_000,
    interval: 1_500,
  });
  expect(await drafts.list()).toEqual([draft]);
  expect((await page(id)).split(note).length).toBe(2);
});

test('a solved ticket without an answer says on the desk why it gave no draft, and a better reply says that there is one', async () => {
  const { service, id, press, page } = await serviceWithTicket();
  const noted = (words: string) => vi.waitFor(async () => expect(await page(id)).toContain(words), { timeout: 20_000, interval: 100 });
  await press(id, 'solve', 'We will look into it and get back to you.');
  await noted('No draft was made of this ticket: support promised to look into it, and the outcome is not told.');
  const shown = await page(id);
  expect(shown).toContain('Once it is known what helped, write it in a public reply, then set the ticket to solved again.');
  expect(shown).toContain('no_draft_unsolved');
  expect(await service.platform.drafts.list()).toEqual([]);

  await press(id, 'reply', 'One moment.');
  await press(id, 'solve', REMEDY);
  await noted('A draft waits in the curation desk');
  const [draft, ...others] = await service.platform.drafts.list('proposed');
  expect(others).toEqual([]);
  expect(draft).toMatchObject({ tags: ['source:ticket'], steps: [{ text: REMEDY }] });
  expect(JSON.stringify(draft)).not.toContain('No draft was made');
});

test('who asks for an expert gets the name of who answered alike, in one internal note', async () => {
  const { service, id, file, press, page } = await serviceWithTicket();
  await press(id, 'solve', ANSWER);
  const stored = () => Array.fromAsync(service.platform.files.list('raw-tickets'));
  await vi.waitFor(async () => expect(await stored()).toHaveLength(1), { timeout: 20_000, interval: 100 });
  const alike = await file('Queue full', 'Our forwarder drops events, FW-2002 queue full. What now?', 'key-2');
  expect((await press(alike.id, 'expert')).headers.get('location')).toContain('done=asked');
  await vi.waitFor(async () => expect(await page(alike.id)).toContain('internal note'), { timeout: 20_000, interval: 100 });
  const shown = await page(alike.id);
  expect(shown).toContain(`Suggested expert: API, who answered the tickets most like this one: #${id} “Forwarder drops events`);
  expect(shown).toContain('expert_suggested');
  await press(alike.id, 'send');
  await vi.waitFor(async () => expect(await service.platform.webhook.events.receive({ max: 10, visibilitySeconds: 0 })).toEqual([]), {
    timeout: 20_000,
    interval: 1_500,
  });
  expect((await page(alike.id)).split('Suggested expert').length).toBe(2);
});

test('the desk takes forms of its own pages only, and changes nothing without a reply', async () => {
  const { id, press, page } = await serviceWithTicket();
  for (const origin of [null, 'http://evil.example', 'null']) expect((await press(id, 'solve', ANSWER, origin)).status).toBe(403);
  expect((await press(id, 'reply', '  ')).headers.get('location')).toContain('done=empty');
  const shown = await page(id);
  expect(shown).toContain('<dd>new</dd>');
  expect(shown).not.toContain(REMEDY);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, type Started, startThreadwell, temporaryFolder, threadwell } from './fixtures/threadwell.ts';

// Content that is not the samples: another product, hand-made HTML, a mailbox in another order of things.
const PAGES: Record<string, string> = {
  '/': '<title>Kettle manual</title><nav><a href="/descale.html">Descale</a> <a href="/safety.html">Safety</a></nav><main><h1>Kettle manual</h1><p>The kettle boils one litre of water in three minutes.</p></main>',
  '/descale.html':
    '<title>Descaling</title><nav><a href="/">Home</a></nav><main><h1>Descaling</h1><h2 id="vinegar">With vinegar</h2><p>Fill the kettle with equal parts of vinegar and water, boil it, and wait twenty minutes before rinsing.</p><h2 id="often">How often</h2><p>Descale every six weeks where the water is hard.</p></main>',
  '/safety.html':
    '<title>Safety</title><nav><a href="/">Home</a></nav><main><h1>Safety</h1><h2 id="dry">Dry boiling</h2><p>When the kettle runs dry, the thermostat cuts the power; error E3 blinks until it has cooled down for ten minutes.</p></main>',
};
const MAIL = [
  {
    from: 'Dana Reed <dana@tea-room.example>',
    id: 'q1',
    subject: 'Lid does not close',
    body: 'Hello,\n\nthe lid of our kettle K200 does not close any more since we cleaned it. What can we do?\n\nDana',
  },
  {
    from: 'Kettle Support <help@kettle-works.example>',
    id: 'a1',
    re: 'q1',
    subject: 'Re: Lid does not close',
    body: 'Hello Dana,\n\nOn the K200 the lid does not close when the hinge pin sits the wrong way round after cleaning. Pull the hinge pin out to the left, turn it by 180 degrees, and push it back until it clicks. Then the lid closes again.\n\nKettle Support',
  },
  {
    from: 'Dana Reed <dana@tea-room.example>',
    id: 'q2',
    re: 'a1',
    subject: 'Re: Lid does not close',
    body: 'That was it, it closes again. Thank you!\n\nDana',
  },
];

const folder = temporaryFolder();
const data = path.join(folder, 'kb');
let site: Server;
let started: Started;

beforeAll(async () => {
  site = createServer((request, response) => {
    const body = PAGES[request.url ?? ''];
    response
      .writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
      .end(body ? `<!doctype html><html lang="en">${body}</html>` : 'gone');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  mkdirSync(path.join(folder, 'mail'));
  for (const [index, { from, id, re, subject, body }] of MAIL.entries()) {
    const headers = [
      `From: ${from}`,
      'To: help@kettle-works.example',
      `Subject: ${subject}`,
      `Date: Mon, 0${index + 1} Jun 2026 10:00:00 +0000`,
      `Message-ID: <${id}@mail.example>`,
    ];
    if (re) headers.push(`In-Reply-To: <${re}@mail.example>`, `References: <${re}@mail.example>`);
    writeFileSync(path.join(folder, 'mail', `${id}.eml`), `${headers.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`);
  }
});

afterAll(async () => {
  await started?.stop();
  site?.close();
});

test('init writes a configuration for a site and a mailbox', async () => {
  const { port } = site.address() as AddressInfo;
  const args = ['init', '--site', `http://127.0.0.1:${port}/`, '--mailbox', 'mail', '--support-domain', 'kettle-works.example'];
  const { code, stderr } = await threadwell([...args, '--brand', 'Kettle Works', '--email', 'help@kettle-works.example'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('start with it gives articles, drafts and cited answers of that content, and nothing of the samples', async () => {
  started = await startThreadwell(data, ['--config', path.join(folder, 'threadwell.config.json')], await freePort());
  const csv = readFileSync(path.join(data, 'web_docs.csv'), 'utf8');
  expect(csv).toContain('/descale.html#vinegar');
  expect(csv).not.toContain('ferrywork');
  const config = ['--config', path.join(folder, 'threadwell.config.json'), '--data', data, '--json'];
  const answer = JSON.parse((await threadwell(['ask', 'E3 blinks after the kettle ran dry', ...config])).stdout);
  expect(answer).toMatchObject({ answered: true, citations: [{ url: expect.stringMatching(/safety\.html#dry$/) }] });
  const refusal = JSON.parse((await threadwell(['ask', 'Does it make espresso?', ...config])).stdout);
  expect(refusal).toMatchObject({ answered: false, citations: [] });
  const { drafts } = JSON.parse((await threadwell(['drafts', ...config])).stdout);
  expect(drafts).toHaveLength(1);
  expect(JSON.stringify(drafts)).toContain('hinge pin');
  expect(JSON.stringify(drafts)).not.toContain('Dana');
});

test('a page to try the chat on is served where the configuration has none', async () => {
  const page = await (await fetch(started.origin)).text();
  expect(page).toContain('Ask Kettle Works');
  expect(page).toContain('/widget.js');
});

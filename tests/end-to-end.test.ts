import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './fixtures/browser.ts';
import { type Started, startThreadwell, temporaryFolder, threadwell } from './fixtures/threadwell.ts';

// One true path through everything: the samples, the real server, a real browser.
const data = temporaryFolder();
let started: Started;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [started, browser] = await Promise.all([startThreadwell(data), launchBrowser()]);
  context = await browser.newContext();
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

async function openChat() {
  await page.goto(started.origin);
  await page.getByRole('button', { name: 'Ask us' }).click();
}

const said = () => page.getByRole('log').textContent();

async function ask(text: string) {
  const box = page.getByRole('textbox', { name: /question/i });
  await box.fill(text);
  await box.press('Enter');
}

test('start says where to go and what to try', () => {
  expect(started.said).toContain(`Chat    ${started.origin}`);
  expect(started.said).toMatch(/Curate {2}http:\/\/localhost:\d+\/curate#key=[0-9a-f]{64} .*drafts wait/);
  expect(started.said).toContain(`Desk    ${started.origin}/desk`);
  expect(started.said.match(/Try:\n((?: {2}\S.*\n){3})/)?.[1]).toContain('proxy');
});

test('an answer streams as events: session first, sources before the words that use them, done last', async () => {
  const post = (route: string, headers: Record<string, string>, body: object) =>
    fetch(started.origin + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { token } = (await (await post('/session', {}, {})).json()) as { token: string };
  const response = await post(
    '/chat/stream',
    { 'x-threadwell-session': token },
    { turnId: 't1', text: 'How do I send logs through a proxy?' },
  );
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = [...(await response.text()).matchAll(/^event: (\w+)/gm)].map(([, name]) => name);
  expect([events[0], events.at(-1)]).toEqual(['session', 'done']);
  expect(events.filter((event) => event === 'delta').length).toBeGreaterThan(1);
  expect(events.indexOf('citation')).toBeLessThan(events.indexOf('delta'));
});

test('a question is answered with the section that the answer comes from', async () => {
  await openChat();
  await ask('FW-2002: PKIX path building failed. What now?');
  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .click();
  const opened = await openedBy(() => page.getByRole('link', { name: /open the page/i }).click());
  expect(opened.url()).toMatch(/\/docs\/.*#/);
  expect(await opened.locator(new URL(opened.url()).hash).textContent()).toContain('TLS');
  await opened.close();
});

test('an article that was cited knows all its dates, and search shows them', async () => {
  const { stdout } = await threadwell(['search', 'FW-2002: PKIX path building failed', '--limit', '1', '--data', data, '--json']);
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(JSON.parse(stdout).passages).toMatchObject([{ updatedAt: at, crawledAt: at, ingestedAt: at, citedAt: at }]);
  const told = await threadwell(['search', 'FW-2002: PKIX path building failed', '--limit', '1', '--data', data]);
  expect(told.stdout).toMatch(/changed \w+, checked \w+, ingested \w+, cited \w+$/m);
});

test('what the docs do not answer is said, and becomes a ticket that is found on the desk', async () => {
  await openChat();
  await ask('Can the connector send events to Kafka?');
  await page.getByRole('log').getByRole('button', { name: 'Create a ticket' }).click();
  await expect.poll(said).toContain('Which e-mail address');
  await ask('visitor@casa-verde.example');
  await expect.poll(said).toContain('or say “skip”');
  await ask('skip');
  await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await expect.poll(said, { timeout: 20_000 }).toMatch(/Ticket \d+ created/);

  const desk = await context.newPage();
  await desk.goto(`${started.origin}/desk`);
  await desk.getByRole('link', { name: /kafka/i }).first().click();
  expect(await desk.textContent('main')).toContain('visitor@casa-verde.example');
  await desk.close();
});

test('a draft that a person approves is ingested, and the chat then cites it', async () => {
  const curate = await context.newPage();
  await curate.goto(started.curateUrl);
  await curate.getByText('Last log lines of a stopping app').first().click();
  await curate.getByRole('button', { name: /^Approve a$/ }).click();
  await curate.getByRole('button', { name: /publish now/i }).click();
  await expect.poll(knowledgeBaseVersion, { timeout: 20_000 }).toBe(2);
  expect(readFileSync(path.join(data, 'curated_articles.csv'), 'utf8')).toContain('Tell log4j2 to leave the closing to Mule');
  await curate.close();

  await openChat();
  await ask('The last log lines of a stopping app never reach Datadog');
  await expect.poll(said, { timeout: 10_000 }).toContain('shutdownHook');
  await page
    .getByRole('button', { name: /^Source \d+: Last log lines/ })
    .first()
    .click();
  const opened = await openedBy(() => page.getByRole('link', { name: /open the page/i }).click());
  expect(opened.url()).toMatch(/\/articles\/last-log-lines/);
  expect(await opened.textContent('main')).toContain('Tell log4j2 to leave the closing to Mule');
  await opened.close();
});

async function knowledgeBaseVersion(): Promise<number> {
  const health = (await (await fetch(`${started.origin}/health`)).json()) as { knowledgeBaseVersion: number };
  return health.knowledgeBaseVersion;
}

async function openedBy(click: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([context.waitForEvent('page'), click()]);
  await opened.waitForLoadState();
  return opened;
}

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { visitHooks } from './fixtures/visit-hooks.ts';

const SCRIPT = 'https://connect.service.example/static/chat-interface-client.js';
const PLACE = `${SCRIPT} widget-1 snippet-1`;
const policy = (types: string) =>
  `default-src 'none'; script-src 'self' https://connect.service.example; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types ${types}`;
const { server, arrive } = visitHooks({
  '/person': { script: `data-person="${PLACE}"`, policy: policy('threadwell-person') },
  '/forbidden': { script: `data-person="${PLACE}"`, policy: policy("'none'") },
  '/insecure': { script: `data-person="http://connect.service.example/x.js w s"`, policy: policy('threadwell-person') },
  '/german': { script: `data-lang="de-AT" data-person="${PLACE}"`, policy: policy('threadwell-person') },
});

/** Stands in for the service: reads the calls that waited for it, and counts how often its chat is opened. */
const SERVICE = `
  const calls = [...amazon_connect.ac].map((call) => [...call]);
  globalThis.connect = { id: document.currentScript.id, calls, opened: 0 };
  calls.find(([name]) => name === 'customLaunchBehavior')[1].programmaticLaunch(() => { connect.opened += 1; });
`;

/** Answers for the service, and counts how often its script was asked for. */
async function service(page: Page, body: string | null) {
  const asked: string[] = [];
  await page.route('https://connect.service.example/**', (route) => {
    asked.push(route.request().url());
    return body === null ? route.abort() : route.fulfill({ contentType: 'text/javascript', body });
  });
  return asked;
}
const person = (page: Page) => page.getByRole('button', { name: 'Talk to a person' });

describe('talking to a person', () => {
  test('is not offered where it is not configured, and nothing of it is loaded', async () => {
    const { page, openPanel } = await arrive();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openPanel();
    await page.getByRole('button', { name: 'Create a ticket' }).waitFor();
    expect(await person(page).count()).toBe(0);
    expect(asked).toEqual([]);
  });

  test('loads the service when it is asked for, opens its chat, and opens it again', async () => {
    const { page, openPanel } = await arrive({}, '/person');
    const asked = await service(page, SERVICE);
    await openPanel();
    await person(page).waitFor();
    expect(asked).toEqual([]);
    await person(page).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    const seen = () =>
      page.evaluate(() => (globalThis as unknown as { connect: { id: string; calls: unknown[][]; opened: number } }).connect);
    expect(await seen()).toMatchObject({ id: 'widget-1', opened: 1 });
    expect((await seen()).calls).toContainEqual(['snippetId', 'snippet-1']);
    await openPanel();
    expect(await person(page).count()).toBe(1);
    await person(page).click();
    await expect.poll(async () => (await seen()).opened).toBe(2);
    expect(asked).toEqual([SCRIPT]);
    expect(server().violations).toEqual([]);
  });

  test.each([
    ['does not come', '/person'],
    ['is forbidden by the Trusted Types of the page', '/forbidden'],
    ['is not asked for over https', '/insecure'],
  ])('says that nobody is there when its script %s, and can be tried again', async (_, path) => {
    const { page, openPanel } = await arrive({}, path);
    await service(page, null);
    await openPanel();
    await person(page).click();
    await page.getByText('Nobody can be reached here now').waitFor();
    expect(await page.getByRole('link', { name: 'support@ferrywork.example' }).isVisible()).toBe(true);
    expect(await person(page).isEnabled()).toBe(true);
  });

  test('is left to the page that takes it over, with ChatJS or otherwise', async () => {
    const { page, openPanel } = await arrive({}, '/person');
    const asked = await service(page, SERVICE);
    await page.evaluate(() => document.addEventListener('threadwell-person', (event) => event.preventDefault()));
    await openPanel();
    await person(page).click();
    await page.waitForTimeout(100);
    expect(asked).toEqual([]);
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });

  test('speaks the language of the page', async () => {
    const { page } = await arrive({}, '/german');
    await page.getByRole('button', { name: 'Fragen Sie uns' }).click();
    await page.getByRole('button', { name: 'Mit einem Menschen sprechen' }).waitFor();
  });
});

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { sampleDraft } from '../../http/fixtures/test-app.ts';
import { servedDesk } from './fixtures/desk.ts';
import { serveKnowledge } from './fixtures/served-knowledge.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const again = sampleDraft({
  id: 'served000',
  title: 'Served and in doubt',
  state: 'verify_again',
  toVerify: [{ url: `https://docs.example/${'a-section-with-a-long-address/'.repeat(3)}#kiln`, was: 'gone' }],
});
const drafts = [...Array.from({ length: 12 }, (_, n) => sampleDraft({ id: `d${n}a2b3c4d5`, title: `Kiln question ${n + 1}` })), again];

const visit = (hash: string, ready: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await ready(page);
};
const openAll = (page: Page) => page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  drafts: visit('drafts', (page) => page.getByText('Served and in doubt').waitFor()),
  draft: visit(`draft/${again.id}`, (page) => page.getByRole('heading', { level: 1, name: again.title }).waitFor()),
  gaps: visit('gaps', (page) => page.getByText('Can I glaze it 4 times?').waitFor()),
  conversations: visit('conversations', (page) => page.getByText(/^Nobody has asked anything/).waitFor()),
  workflows: visit('workflows', (page) => page.getByText('No workflows.').waitFor()),
  refreshes: visit('refreshes', async (page) => {
    await page.getByRole('heading', { name: 'Version 2' }).waitFor();
    await openAll(page);
    await page.getByRole('heading', { name: 'Changed 1' }).waitFor();
  }),
  'the question before a rollback': visit('refreshes', async (page) => {
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByRole('dialog').waitFor();
  }),
  search: visit('search/q=proxxy+password', async (page) => {
    await page.getByRole('heading', { name: 'Found' }).waitFor();
    await openAll(page);
  }),
  'a search of nothing': visit('search', (page) => page.getByText('Ask what a visitor might ask.').waitFor()),
  quality: visit('quality', async (page) => {
    await page.locator('.plot canvas').first().waitFor();
    await openAll(page);
  }),
};

/** What tests/accessibility.test.ts does not look at. */
const WAYS: Readonly<Record<string, BrowserContextOptions>> = {
  'dark, 320 pixels': { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  'light, zoomed to 200 %': { colorScheme: 'light', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'forced colours': { forcedColors: 'active', viewport: { width: 1280, height: 800 } },
};

describe.each(Object.keys(WAYS))('%s', (way) => {
  test('no view breaks a rule of accessibility or is wider than the screen', async () => {
    const { open, ports, refused } = await servedDesk(browser, drafts);
    await serveKnowledge(ports);
    const page = await open(WAYS[way]);
    await page.getByText('Served and in doubt').waitFor();
    for (const [name, go] of Object.entries(VIEWS)) {
      await go(page);
      expect(await violations(page), name).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true);
      await page.keyboard.press('Escape');
    }
    expect(refused).toEqual([]);
  });
});

/** The focused element, where what is drawn at its middle is something else than it, and not in it. */
const HIDDEN_FOCUS = `(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 1));
  const isSeen = seen && (focused.contains(seen) || seen.contains(focused) && !seen.matches('header, .toolbar'));
  return isSeen ? null : focused.outerHTML.slice(0, 120);
})()`;

test.each(['drafts', 'draft', 'refreshes', 'search', 'quality'])('in %s the focus is never under what stays in view', async (view) => {
  const { open, ports } = await servedDesk(browser, drafts);
  await serveKnowledge(ports);
  const page = await open({ viewport: { width: 1000, height: 420 } });
  await page.getByText('Served and in doubt').waitFor();
  await VIEWS[view]!(page);
  const hidden: unknown[] = [];
  for (const key of ['Tab', 'Shift+Tab'])
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press(key);
      hidden.push(await page.evaluate(HIDDEN_FOCUS));
    }
  expect(hidden.filter(Boolean)).toEqual([]);
});

describe('a view that', () => {
  const routes = { refreshes: '/refreshes/runs', search: '/search', quality: '/quality' } as const;

  test.each(Object.entries(routes))('is loading, or failed, says so: %s', async (view, route) => {
    const { open } = await servedDesk(browser, []);
    const page = await open();
    await page.getByText('Nothing waits for a review.').waitFor();
    const asked = Promise.withResolvers<void>();
    await page.route(`**${route}*`, async (call) => {
      await asked.promise;
      await call.fulfill({ status: 502, json: { error: { code: 'upstream_failed', message: 'The store did not answer.' } } });
    });
    await page.evaluate(`location.hash = '${view}${view === 'search' ? '/q=proxy' : ''}'`);
    await page.getByText(/^Loading /).waitFor();
    expect(await violations(page)).toEqual([]);
    asked.resolve();
    await page.getByRole('alert').getByText('The store did not answer.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute(`**${route}*`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});

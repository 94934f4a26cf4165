import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './fixtures/axe.ts';
import { launchBrowser } from './fixtures/browser.ts';
import { countMonth, liveIn } from './fixtures/lived-in.ts';
import { type Started, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';
import { LOOKS, VIEWS } from './fixtures/views.ts';

/** Every view that a person meets, full of what it is for, checked by the rules that auditors use (WCAG 2.2 A and AA, and best practice). */
const data = temporaryFolder();
let started: Started;
let browser: Browser;

beforeAll(async () => {
  await countMonth(data);
  [started, browser] = await Promise.all([startThreadwell(data), launchBrowser()]);
  await liveIn(browser, started);
});

afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

/** Wider than the window it is in: a person would have to scroll sideways to read it. */
const overhang = (page: Page) => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

test.each(Object.keys(VIEWS))('%s has no violation and fits, light and dark, at three widths', async (view) => {
  const page = await VIEWS[view]!({ browser, started });
  try {
    for (const { name, size, colorScheme } of LOOKS) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${view}, ${name}`).toEqual([]);
      expect(await overhang(page), `${view}, ${name}: wider than its window`).toBe(0);
    }
  } finally {
    await page.context().close();
  }
});

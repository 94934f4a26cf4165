import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './fixtures/browser.ts';
import { countMonth, liveIn } from './fixtures/lived-in.ts';
import { type Started, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';
import { LOOKS, VIEWS } from './fixtures/views.ts';

/** Every view that a person meets, full of what it is for, checked by the rules that auditors use (WCAG 2.2 A and AA, and best practice). */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

/** What axe finds, one line a place. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}

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

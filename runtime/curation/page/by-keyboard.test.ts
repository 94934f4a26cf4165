import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseArticles } from '#core/domain/article-csv.ts';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { sampleDraft } from '../../http/fixtures/test-app.ts';
import { servedDesk } from './fixtures/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Twelve drafts, the first with the most threads. */
const drafts = Array.from({ length: 12 }, (_, n) =>
  sampleDraft({
    id: `d${String(n).padStart(2, '0')}a2b3c4d5`,
    title: `Kiln question ${n + 1}`,
    threads: Array.from({ length: 20 - n }, (_thread, at) => `t${n}-${at}`),
  }),
);
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** A mouse that is touched ends the test: the page tells every click that no key has made. */
async function withoutMouse(page: Page): Promise<string[]> {
  const touched: string[] = [];
  await page.exposeFunction('tellPointer', (what: string) => touched.push(what));
  await page.evaluate(
    `for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, (event) => tellPointer(event.type), true)`,
  );
  return touched;
}

test('ten drafts are read and approved by keyboard alone', async () => {
  const { open, ports, refused } = await servedDesk(browser, drafts);
  const page = await open();
  await page.getByRole('button', { name: 'Kiln question 1 ', exact: false }).first().waitFor();
  const touched = await withoutMouse(page);
  await page.locator('button:focus').filter({ hasText: 'Kiln question 1' }).waitFor();
  await page.keyboard.press('Enter');
  for (let n = 1; n <= 10; n++) {
    await page
      .locator('h1:focus')
      .filter({ hasText: new RegExp(`^Kiln question ${n}$`) })
      .waitFor();
    await page.keyboard.press('j');
    await page.locator('mark', { hasText: 'Set proxy.host and proxy.port.' }).waitFor();
    await page.keyboard.press('a');
    await page
      .getByRole('status')
      .filter({ hasText: `“Kiln question ${n}”: approved. ${12 - n} more to review.` })
      .waitFor();
  }
  await heading(page, 'Kiln question 11').waitFor();
  await page.keyboard.press('u');
  await page.locator('button:focus').filter({ hasText: 'Kiln question 11' }).waitFor();
  expect(touched).toEqual([]);
  expect(refused).toEqual([]);

  const stored = await ports.drafts.list();
  expect(stored.map(({ state }) => state)).toEqual([...Array(10).fill('approved'), 'proposed', 'proposed']);
  expect(stored[0]?.audit).toEqual([{ at: expect.any(String), who: 'keeper', what: 'approved' }]);
  const articles = parseArticles((await ports.files.readText('curated_articles.csv')) ?? '', 'curated');
  expect(articles.map(({ title }) => title).sort()).toEqual(
    drafts
      .slice(0, 10)
      .map(({ title }) => title)
      .sort(),
  );
});

test('every decision has its key: search, reject, snooze, merge, edit, withdraw, sign', async () => {
  const { open, ports } = await servedDesk(browser, drafts);
  const page = await open();
  await page
    .getByRole('button', { name: /^Kiln question 1 / })
    .or(page.getByText('Kiln question 12'))
    .first()
    .waitFor();
  const touched = await withoutMouse(page);
  const state = async (n: number) => (await ports.drafts.get(drafts[n - 1]!.id))!;

  await page.keyboard.press('/');
  await page.keyboard.type('question 12');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await heading(page, 'Kiln question 12').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Only true for one customer');
  await page.keyboard.press('Control+Enter');
  await heading(page, 'Kiln question 1').waitFor();
  expect(await state(12)).toMatchObject({ state: 'rejected', audit: [{ what: 'rejected', note: 'Only true for one customer' }] });

  await page.keyboard.press('s');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, 'Kiln question 2').waitFor();
  expect(await state(1)).toMatchObject({ state: 'snoozed', until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });

  await page.keyboard.press('m');
  await page.keyboard.type('question 4');
  await page.keyboard.press('Enter');
  await page.getByText('It takes over 19 threads and 0 mails').waitFor();
  await page.keyboard.press('Enter');
  await heading(page, 'Kiln question 3').waitFor();
  expect((await state(2)).state).toBe('merged');
  expect((await state(4)).threads).toHaveLength(19 + 17);

  await page.keyboard.press('e');
  await page.keyboard.press('End');
  await page.keyboard.type(', edited');
  await page.keyboard.press('Control+Enter');
  await heading(page, 'Kiln question 3, edited').waitFor();
  await page.keyboard.press('a');
  // The fourth has the most threads now and stands before the third: it is not jumped back to.
  await heading(page, 'Kiln question 5').waitFor();
  expect(await state(3)).toMatchObject({ state: 'approved', title: 'Kiln question 3, edited', version: 3 });

  await page.evaluate(`location.hash = 'draft/${drafts[2]!.id}'`);
  await heading(page, 'Kiln question 3, edited').waitFor();
  await page.keyboard.press('w');
  await page.keyboard.type('Gone in 4.7');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'withdrawn' }).waitFor();
  expect((await state(3)).audit.at(-1)).toMatchObject({ who: 'keeper', what: 'withdrawn', note: 'Gone in 4.7' });
  expect(touched).toEqual([]);
});

test('a name that was given once signs from then on', async () => {
  const { open, ports } = await servedDesk(browser, drafts.slice(0, 2));
  const page = await open();
  await page.getByRole('button', { name: /signed by keeper/ }).click();
  await page.getByLabel('Your name').fill('Jürgen 設定');
  await page.keyboard.press('Enter');
  await page.reload();
  await page.getByRole('button', { name: /signed by Jürgen 設定/ }).waitFor();
  await page.getByRole('button', { name: /^Kiln question 1/ }).press('Enter');
  await heading(page, 'Kiln question 1').waitFor();
  await page.keyboard.press('a');
  await heading(page, 'Kiln question 2').waitFor();
  expect((await ports.drafts.get(drafts[0]!.id))?.audit).toMatchObject([{ who: 'Jürgen 設定', what: 'approved' }]);
});

const again = sampleDraft({
  id: 'served000',
  title: 'Served and in doubt',
  state: 'verify_again',
  toVerify: [
    { url: 'https://docs.example/kiln', was: 'changed' },
    { url: 'https://docs.example/glaze', was: 'gone' },
  ],
});

test('an article whose docs changed comes first, says why, and "still right" serves it on', async () => {
  const { open, ports } = await servedDesk(browser, [...drafts.slice(0, 2), again]);
  const page = await open();
  await page.getByText('https://docs.example/kiln changed; https://docs.example/glaze is gone').waitFor();
  await page.locator('button:focus').filter({ hasText: 'Served and in doubt' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('The docs changed since this was approved.').waitFor();
  await page.getByRole('button', { name: 'Still right' }).waitFor();
  await page.keyboard.press('a');
  await heading(page, 'Kiln question 1').waitFor();
  expect((await ports.drafts.get('served000'))?.state).toBe('approved');
});

const contradicting = sampleDraft({
  id: 'contra000',
  title: 'Disagrees with the docs',
  similar: [{ url: 'https://docs.example/flush', title: 'Flush', score: 0.5 }],
  contradictions: [{ docsUrl: 'https://docs.example/flush', docsQuote: 'The default is 10 s.', mailQuote: 'The default is 30 s.' }],
  audit: [{ at: '2026-11-20T08:00:00.000Z', who: 'distill', what: 'proposed' }],
});

const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'the queue': (page) => page.getByText('Served and in doubt').waitFor(),
  'a search that finds nothing': async (page) => {
    await page.getByRole('searchbox').fill('zzz');
    await page.getByText('No draft here has these words.').waitFor();
  },
  'a draft with a contradiction': (page) => openDraft(page, 'Disagrees with the docs'),
  'an article to verify again': (page) => openDraft(page, 'Served and in doubt'),
  'the form with an unsupported sentence': async (page) => {
    await openDraft(page, 'Kiln question 1');
    await page.keyboard.press('e');
    await page.getByLabel('Step 1', { exact: true }).fill('Reinstall everything.');
    await page.getByText('As it stands, approval waits: 1 sentence has no support in the mail.').waitFor();
  },
  'the question how long to snooze': (page) => openDialog(page, 's', 'Snooze this draft'),
  'the question why to reject': (page) => openDialog(page, 'r', 'Reject this draft'),
  'the choice what to merge into': async (page) => {
    await openDialog(page, 'm', 'Merge into another draft');
    await page.getByRole('radio').first().check();
    await page.getByText('its own text stays as it is').waitFor();
  },
  'the question who decides': async (page) => {
    await page.getByRole('button', { name: /signed by/ }).click();
    await page.getByRole('dialog').waitFor();
  },
  'the keys': async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
};

async function openDraft(page: Page, title: string) {
  await page
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .first()
    .press('Enter');
  await heading(page, title).waitFor();
}

async function openDialog(page: Page, key: string, name: string) {
  await openDraft(page, 'Kiln question 1');
  await page.keyboard.press(key);
  await page.getByRole('dialog', { name }).waitFor();
}

test.each(Object.keys(VIEWS))(
  '%s breaks no rule of accessibility and is no wider than the screen, light and wide, dark and narrow',
  async (name) => {
    const { open } = await servedDesk(browser, [...drafts.slice(0, 2), again, contradicting]);
    const page = await open({ colorScheme: 'light', viewport: { width: 1280, height: 800 } });
    await page.getByText('Served and in doubt').waitFor();
    await VIEWS[name]!(page);
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 375],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await violations(page), colorScheme).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), colorScheme).toBe(true);
    }
  },
);

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '#core/domain/errors.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { servedDesk } from './fixtures/desk.ts';
import { serveKnowledge } from './fixtures/served-knowledge.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openView(view: string, changes: Parameters<typeof servedDesk>[2] = {}, isServed = true) {
  const served = await servedDesk(browser, [], changes);
  if (isServed) await serveKnowledge(served.ports);
  const page = await served.open();
  await page.getByRole('link', { name: view }).click();
  return { ...served, page };
}
const run = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

describe('refreshes', () => {
  test('tell what each changed, what it passed over and why, and what its canaries found', async () => {
    const { page, refused } = await openView('Refreshes');
    const newest = run(page, 'Version 2');
    await newest.getByText('serves now').waitFor();
    expect(await newest.getByRole('list', { name: 'Articles' }).getByRole('listitem').allTextContents()).toEqual([
      '1 added',
      '1 changed',
      '6 removed',
      '3 unchanged',
    ]);
    await newest.getByText('for the reason “The old pages are gone for good”').waitFor();
    await newest.getByText('web_docs.csv has 4 rows, 6 fewer than the 10 that serve (60 %)').waitFor();
    await newest.getByText('Canaries: 4 of 5 titles found, 100 % recall of 20 golden questions').click();
    await newest.getByText('Not found by their own titles:').waitFor();
    expect(
      await newest
        .getByRole('row', { name: /Right article among/ })
        .getByRole('cell')
        .allTextContents(),
    ).toEqual(['95 %', '100 %']);
    expect(await newest.getByRole('button', { name: /Roll back/ }).count()).toBe(0);
    expect(refused).toEqual([]);
  });

  test('say why one was stopped, and what went on serving', async () => {
    const { page } = await openView('Refreshes');
    const stopped = run(page, 'Stopped');
    await stopped.getByText('web_docs.csv has no rows.').waitFor();
    await stopped.getByText('Version 1 went on serving.').waitFor();
  });

  test('name the articles when somebody wants to see them', async () => {
    const { page } = await openView('Refreshes');
    await run(page, 'Version 2').getByText('Which articles').click();
    await page.getByRole('heading', { name: 'Added 1' }).waitFor();
    await page.getByRole('heading', { name: 'Changed 1' }).waitFor();
    await page.getByRole('link', { name: /proxy-by-mail/ }).waitFor();
  });

  test('are rolled back by keyboard after a question that says what visitors get', async () => {
    const asked: unknown[] = [];
    const rollback = {
      to: async (version: number, by: string) => {
        asked.push([version, by]);
        return { status: 'promoted', version: 3 };
      },
    };
    const { page } = await openView('Refreshes', { rollback });
    await page.getByRole('button', { name: 'Roll back to version 1' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Roll back to version 1?' });
    await dialog.getByText(/answered from the 4 articles of .* again, instead of the 5 articles of version 2/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Roll back to version 1' }).press('Enter');
    await dialog.getByRole('button', { name: 'Roll back to version 1' }).press('Enter');
    await page.getByRole('status').filter({ hasText: 'Version 3 serves now.' }).waitFor();
    expect(asked).toEqual([[1, 'keeper']]);
  });

  test('say in the question what stands in the way of a rollback', async () => {
    const busy = () => Promise.reject(new Conflict('a refresh is running; look at how it ends, then roll back'));
    const { page } = await openView('Refreshes', { rollback: { to: busy } });
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByRole('alert').filter({ hasText: 'a refresh is running' }).waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Roll back to version 1' }).isEnabled()).toBe(true);
  });
});

describe('the search playground', () => {
  async function ask(page: Page, question: string) {
    await page.getByLabel('Question').fill(question);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How the question was read' }).waitFor();
  }

  test('says whether a visitor is answered, how the question was read and why an article comes first', async () => {
    const { page, refused } = await openView('Search');
    await ask(page, 'proxxy password Kafka');
    await page
      .getByRole('status')
      .filter({ hasText: /None of \d passages reaches the threshold of 43 %/ })
      .waitFor();
    const reading = page.getByRole('region', { name: 'How the question was read' });
    await reading.getByText('another spelling: proxy').waitFor();
    await reading.getByRole('listitem').filter({ hasText: 'kafka' }).getByText('no article has a word for it').waitFor();
    const first = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^1\./ }) });
    await first.getByRole('heading', { name: /1\. Kiln › Set the proxy/ }).waitFor();
    const row = first.getByRole('row', { name: /^proxxy/ }).first();
    expect(await row.getByRole('cell').allTextContents()).toEqual(['proxy another spelling', 'its heading, text × 3']);
    await first.getByText('Does not say: kafka').waitFor();
    await first.getByText(/^Score \d+\.\d\d = /).waitFor();
    await first.getByText('Says the same and was left out:').waitFor();
    await first.getByRole('link', { name: /Proxy of an older version/ }).waitFor();
    expect(refused).toEqual([]);
  });

  test('draws the threshold above what is not answered from', async () => {
    const { page } = await openView('Search');
    await ask(page, 'oldest events door firing');
    const items = await page.getByRole('list', { name: 'Passages, best first' }).locator('> li').allTextContents();
    const line = items.findIndex((text) => text.startsWith('Threshold 43 %'));
    const sure = items.map((text) => /✓ confidence/.test(text));
    expect(line).toBeGreaterThan(-1);
    expect(sure.slice(line)).not.toContain(true);
    expect(line === 0 || sure[line - 1]).toBe(true);
  });

  test('narrows by source and by a tag that is clicked, and keeps it in the address', async () => {
    const { page } = await openView('Search');
    await ask(page, 'proxy password');
    await page
      .getByRole('status')
      .filter({ hasText: /A visitor would be answered: \d of \d passages/ })
      .waitFor();
    await page.getByRole('link', { name: /Proxy by mail/ }).waitFor();
    await page.getByRole('button', { name: 'Only topic:network' }).click();
    await page.getByRole('link', { name: /Proxy by mail/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Tags' }).inputValue()).toBe('topic:network');
    await page.reload();
    await page.getByRole('link', { name: /Set the proxy/ }).waitFor();
    await page.getByRole('textbox', { name: 'Tags' }).fill('');
    await page.getByLabel('Source').selectOption('Curated articles');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: /Set the proxy/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Proxy by mail/ }).waitFor();
    expect(new URL(page.url()).hash).toBe('#search/q=proxy+password&source=curated_articles&tags=');
  });

  test('says so when nothing is found', async () => {
    const { page } = await openView('Search');
    await ask(page, 'zzzz');
    await page.getByText('so a visitor would hear that there is no answer').waitFor();
  });
});

describe('quality', () => {
  test('shows figures, and each chart with its numbers as a table', async () => {
    const { page, refused } = await openView('Quality');
    await page.getByText('Of them answered with sources').waitFor();
    const titles = ['Questions', 'Thumbs', 'Gaps', 'Age of the articles', 'Golden questions'];
    expect(await page.getByRole('figure').getByRole('heading').allTextContents()).toEqual(titles);
    const drawn = await page.locator('.plot canvas').evaluateAll((all) => all.map((one) => (one as HTMLCanvasElement).width > 200));
    expect(drawn).toEqual(titles.map(() => true));
    await page.getByText('As a table: Age of the articles').click();
    const table = page.getByRole('region', { name: 'Age of the articles' });
    expect(await table.getByRole('row').allTextContents()).toEqual([
      'Last changedArticles',
      '0–30 d1',
      '30–90 d0',
      '90–180 d1',
      '180–365 d2',
      'over 365 d1',
    ]);
    await page.getByText('As a table: Golden questions').click();
    expect(await page.getByRole('row', { name: /^v2/ }).getByRole('cell').allTextContents()).toEqual(['100 %', '90 %', '100 %']);
    expect(refused).toEqual([]);
  });

  test('draws anew in the colours of dark mode, and as wide as there is room', async () => {
    const { page } = await openView('Quality');
    const picture = () =>
      page
        .locator('.plot canvas')
        .first()
        .evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    await page.locator('.plot canvas').first().waitFor();
    const light = await picture();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(picture).not.toBe(light);
    await page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await expect
      .poll(() =>
        page
          .locator('.u-wrap')
          .first()
          .evaluate((one) => one.clientWidth <= one.closest('.plot')!.clientWidth),
      )
      .toBe(true);
  });

  test('takes other spans of days', async () => {
    const { page } = await openView('Quality');
    await page.getByRole('button', { name: '7 days' }).click();
    await page.getByText('As a table: Questions').click();
    await expect.poll(() => page.getByRole('region', { name: 'Questions' }).getByRole('row').count()).toBe(8);
  });

  test('says so when nobody has asked', async () => {
    const { page } = await openView('Quality', {}, false);
    await page.getByText('Nobody has asked anything in these days.').waitFor();
  });
});

test('every view has its number on the keyboard', async () => {
  const { page } = await openView('Refreshes');
  const views = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all();
  expect(views.length).toBeGreaterThan(5);
  for (const [place, view] of views.entries()) {
    await page.keyboard.press(`${place + 1}`);
    await view.and(page.locator('[aria-current="page"]')).waitFor();
  }
});

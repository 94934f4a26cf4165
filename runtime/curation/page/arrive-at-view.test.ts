import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const drafts = [1, 2].map((n) => sampleDraft({ id: `d${n}a2b3c4d5`, title: `Kiln question ${n}` }));

async function openDesk() {
  const served = await servedDesk(browser, drafts);
  await serveKnowledge(served.ports);
  const page = await served.open();
  await page.locator('button:focus').filter({ hasText: 'Kiln question' }).waitFor();
  return { ...served, page };
}
const heading = (page: Page, name: string) => page.locator('h1:focus').filter({ hasText: new RegExp(`^${name}$`) });

test('each view has its name in the title, and begins at its heading for who came by key or by link', async () => {
  const { page, refused } = await openDesk();
  expect(await page.title()).toBe('Drafts · Curation desk');
  for (const [key, name] of Object.entries({ 2: 'Gaps', 3: 'Conversations', 4: 'Workflows', 5: 'Refreshes', 6: 'Search', 7: 'Quality' })) {
    await page.keyboard.press(key);
    await heading(page, name).waitFor();
    expect(await page.title()).toBe(`${name} · Curation desk`);
  }
  await page.getByRole('link', { name: 'Gaps' }).press('Enter');
  await heading(page, 'Gaps').waitFor();
  // Of a list the first row is read first.
  await page.keyboard.press('1');
  await page.locator('button:focus').filter({ hasText: 'Kiln question 1' }).waitFor();
  await page.keyboard.press('Enter');
  await heading(page, 'Kiln question 1').waitFor();
  expect(await page.title()).toBe('Kiln question 1 · Curation desk');
  expect(refused).toEqual([]);
});

test.each([
  ['6', 'proxy'],
  ['3', 'kiln'],
])('a search leaves the focus in its field, for the next one: view %s', async (key, words) => {
  const { page } = await openDesk();
  await page.keyboard.press(key);
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page
    .getByText(key === '6' ? /A visitor would/ : 'has all these words')
    .first()
    .waitFor();
  expect(await page.getByRole('searchbox').evaluate((field: HTMLInputElement) => [field.matches(':focus'), field.value])).toEqual([
    true,
    words,
  ]);
  if (key !== '6') return;
  expect(await page.title()).toBe('Search: proxy · Curation desk');
  await page.goBack();
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
});

test.each([
  ['draft/%E0%A4%A', 'The draft could not be loaded', 'Draft'],
  ['draft/none', 'The draft could not be loaded', 'Draft'],
  ['conversations/%', 'The conversation could not be loaded', 'Conversation'],
])('an address that leads nowhere says so, under a heading, and leads back: %s', async (hash, says, name) => {
  const { page, refused } = await openDesk();
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.getByRole('heading', { level: 2, name: says }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([name]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `← ${name}s` }).click();
  await page.getByRole('heading', { level: 1, name: `${name}s` }).waitFor();
  expect(refused).toEqual([]);
});

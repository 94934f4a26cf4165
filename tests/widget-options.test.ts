import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import german from '../widget/strings/de.ts';
import { violations } from './fixtures/axe.ts';
import { launchBrowser } from './fixtures/browser.ts';
import { type Started, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

const data = temporaryFolder();
let started: Started;
let browser: Browser;

beforeAll(async () => {
  [started, browser] = await Promise.all([startThreadwell(data), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

/** The page as a new visitor; `troubles` are what its policy refused and what its script threw. */
async function openOptions(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => message.text().includes('Content Security Policy') && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(`${started.origin}/widget-options.html`);
  await page.getByText('Accept', { exact: true }).click();
  await page.getByRole('button', { name: 'Ask us' }).waitFor();
  return { page, troubles };
}

const styleOf = (page: Page, target: 'panel' | 'bubble', property: string) =>
  page.locator(`support-chat .${target}`).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
const scriptTag = (page: Page) => page.getByRole('region', { name: 'Script tag' }).innerText();
const styleRules = (page: Page) => page.getByRole('region', { name: 'Style rules' }).innerText();

test.each<[string, BrowserContextOptions]>([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['320 pixels', { viewport: { width: 320, height: 640 } }],
])('no rule of accessibility is broken and nothing is wider than the screen: %s', async (_, options) => {
  const { page, troubles } = await openOptions(options);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  // The darkest wish on dark, the lightest on light: the page makes either readable.
  for (const accent of ['#000000', '#ffff00']) {
    await page.getByLabel('Accent colour').fill(accent);
    await page.getByRole('button', { name: 'Show the chat' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page), accent).toEqual([]);
    await page.keyboard.press('Escape');
  }
  expect(troubles).toEqual([]);
});

test('a theme reaches the chat at once, stays off the page, and is in the script tag', async () => {
  const { page, troubles } = await openOptions({ colorScheme: 'light' });
  expect(await scriptTag(page)).toBe(`<script type="module" src="${started.origin}/widget.js"></script>`);
  await page.getByLabel('Theme').selectOption('Dark');
  await page.getByRole('dialog').waitFor();
  expect(await styleOf(page, 'panel', 'background-color')).toBe('rgb(22, 27, 29)');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await scriptTag(page)).toContain('data-theme="dark"');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => styleOf(page, 'panel', 'background-color')).toBe('rgb(255, 255, 255)');
  expect(await scriptTag(page)).not.toContain('data-theme');
  expect(troubles).toEqual([]);
});

test.each([
  ['Deutsch', 'de'],
  ['Español', 'es'],
  ['Français', 'fr'],
  ['日本語', 'ja'],
])('a language reaches the chat, whose control keeps the focus: %s', async (label, code) => {
  const { page, troubles } = await openOptions();
  const language = page.getByLabel('Language');
  await language.focus();
  await language.selectOption(label);
  await page.getByRole('dialog').waitFor();
  const { default: words } = await import(`../widget/strings/${code}.ts`);
  await page.getByText(words.greeting, { exact: true }).waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('lang');
  expect(await page.locator('support-chat').count()).toBe(1);
  expect(await scriptTag(page)).toContain(`data-lang="${code}"`);
  expect(troubles).toEqual([]);
});

test('what was chosen does on another page what it did here', async () => {
  const { page, troubles } = await openOptions();
  await page.getByLabel('Brand').fill('Kiln "&" <Clay>');
  await page.getByLabel('Suggestions, one a line').fill('Can I glaze it?\n\nWhich clay?');
  await page.getByLabel('Direction').selectOption('Right to left');
  await page.getByLabel('Position').selectOption('Start of the line');
  await page.getByLabel('Font').selectOption('Serif');
  await page.getByLabel('Corner radius').fill('4');
  await page.getByLabel('Accent colour').fill('#7a3ea0');
  await page.getByText('Which clay?', { exact: true }).waitFor();
  const look = async (on: Page) => ({
    title: await on.getByRole('dialog').getByRole('heading').first().innerText(),
    suggestions: await on.locator('support-chat .welcome li').allInnerTexts(),
    style: await Promise.all(['direction', 'font-family', 'border-radius', 'left'].map((name) => styleOf(on, 'panel', name))),
    // On the right, as the start of a line that runs from right to left.
    right: await on.locator('support-chat .bubble').evaluate((bubble) => innerWidth - bubble.getBoundingClientRect().right),
    bubble: await styleOf(on, 'bubble', 'background-color'),
  });
  const here = await look(page);
  expect(here).toMatchObject({ title: 'Kiln "&" <Clay> support', suggestions: ['Can I glaze it?', 'Which clay?'], right: 20 });
  expect(here.bubble).toBe('rgb(122, 62, 160)');

  const [tag, rules] = [await scriptTag(page), await styleRules(page)];
  const other = await page.context().newPage();
  await other.route('**/copied.*', (route) =>
    route.fulfill(
      route.request().url().endsWith('.css')
        ? { contentType: 'text/css', body: rules }
        : {
            contentType: 'text/html',
            body: `<!doctype html><html lang="en"><link rel="stylesheet" href="/copied.css"><body>${tag}</body></html>`,
          },
    ),
  );
  await other.goto(`${started.origin}/copied.html`);
  await other.getByRole('button', { name: 'Ask us' }).click();
  expect(await look(other)).toEqual(here);
  expect(troubles).toEqual([]);
});

test('a chat with a person is offered when it is chosen, and handed to the page', async () => {
  const { page } = await openOptions();
  await page.getByRole('button', { name: 'Show the chat' }).click();
  const offer = page.getByRole('button', { name: /talk to a person/i });
  await page.getByRole('dialog').waitFor();
  expect(await offer.count()).toBe(0);
  await page.getByLabel('Talk to a person').selectOption('In the page’s own chat');
  await offer.click();
  await page.getByText('Here the page would open its own chat with a person.').waitFor();
  await page.getByLabel('Talk to a person').selectOption('Never');
  await offer.waitFor({ state: 'detached' });
  expect(await scriptTag(page)).toContain('data-person=""');
});

test('by keyboard a language is chosen and the script tag copied', async () => {
  const { page } = await openOptions({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByLabel('Language').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText(german.greeting, { exact: true }).waitFor();
  const copy = page.getByRole('button', { name: 'Copy the script tag' });
  for (let presses = 0; presses < 20 && !(await copy.evaluate((button) => button === document.activeElement)); presses++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Copied.', { exact: true }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await scriptTag(page));
});

test('the site leads there, and the knowledge base does not know it', async () => {
  const { page } = await openOptions();
  await page.goto(started.origin);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Widget options' }).click();
  await page.getByRole('heading', { name: 'Widget options to try' }).waitFor();
  const articles = readFileSync(path.join(data, 'web_docs.csv'), 'utf8');
  expect(articles).toContain('/docs/configuration/proxy/');
  expect(articles).not.toContain('widget-options');
});

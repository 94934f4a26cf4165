import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { OPEN } from './fixtures/hostile-watch.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const styled = (rules: string) => ({ script: 'data-brand="Ferrywork"', head: `<style>${rules}</style>`, policy: OPEN });

const RULES: Readonly<Record<string, string>> = {
  '/everything-unset': '* { all: unset }',
  '/a-modern-reset':
    '*:where(:not(html, iframe, canvas, img, svg, video, audio):not(svg *)) { all: unset; display: revert } body { color: #eee; text-transform: uppercase; letter-spacing: 1em }',
  '/a-column-of-its-own':
    'body > * { position: relative; width: 100%; max-width: 600px; margin: 40px auto; padding: 20px; color: #eee } button { display: none !important }',
  '/other-root-sizes': 'html { font-size: 62.5% } body { font-size: 4rem } * { line-height: 3 }',
};

const { arrive } = visitHooks({
  ...Object.fromEntries(Object.entries(RULES).map(([route, rules]) => [route, styled(rules)])),
  '/at-the-start': styled('* { all: unset } support-chat { inset-inline: 20px auto }'),
  '/american': { html: 'lang="en_Latn_US"' },
  '/german': { html: 'lang="de_DE"' },
  '/own': { head: '<support-chat hidden></support-chat>' },
});

const boxOf = (page: Page, part: 'bubble' | 'panel') => page.locator(`support-chat .${part}`).boundingBox();
const desktop = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } as const;

describe('the rules of a page', () => {
  test.each(Object.keys(RULES))('leave the chat where it is, and readable: %s', async (route) => {
    const plain = await arrive(desktop);
    const { page, openPanel, ask, answer } = await arrive(desktop, route);
    const look = (of: Page) =>
      of.locator('support-chat .answer').evaluate((node) => {
        const { color, letterSpacing, textTransform, fontSize, lineHeight } = getComputedStyle(node);
        return { color, letterSpacing, textTransform, fontSize, lineHeight };
      });
    expect(await boxOf(page, 'bubble')).toEqual(await boxOf(plain.page, 'bubble'));
    for (const visitor of [plain, { openPanel, ask, answer }]) {
      await visitor.openPanel();
      await visitor.ask('one');
      await visitor.answer().getByText('Was this helpful?').waitFor();
    }
    expect(await boxOf(page, 'panel')).toEqual(await boxOf(plain.page, 'panel'));
    expect(await look(page)).toEqual(await look(plain.page));
  });

  test('for the chat itself count, whatever they are for everything', async () => {
    const { page } = await arrive(desktop, '/at-the-start');
    expect(await boxOf(page, 'bubble')).toMatchObject({ x: 20 });
  });
});

test('what the page hides stays hidden, and nothing is printed', async () => {
  const own = await arrive(desktop, '/own');
  const bubble = own.page.getByRole('button', { name: 'Ask us' });
  await own.page.waitForFunction(() => document.querySelector('support-chat')?.shadowRoot?.querySelector('.bubble'));
  expect(await bubble.isVisible()).toBe(false);
  await own.page.evaluate(() => document.querySelector('support-chat')!.removeAttribute('hidden'));
  expect(await bubble.isVisible()).toBe(true);
  await own.page.emulateMedia({ media: 'print' });
  expect(await bubble.isVisible()).toBe(false);
});

test.each([
  ['/american', 'Ask us', 'updated Nov 2, 2026'],
  ['/german', 'Fragen Sie uns', 'geändert am 02.11.2026'],
])('a language written with an underscore is understood: %s', async (route, open, date) => {
  const { page, answer } = await arrive(desktop, route);
  await page.getByRole('button', { name: open }).click();
  await page.getByRole('textbox').fill('one');
  await page.keyboard.press('Enter');
  await answer().locator('.sources button').last().click();
  await page.locator('.source section').getByText(date).waitFor();
});

type Chat = HTMLElement & { open(): void; close(): void };
type Told = { told: string[] };

/** Notes what the chat tells its page. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    for (const name of ['open', 'close']) addEventListener(`threadwell-${name}`, () => told.push(name));
  });
const told = (page: Page) => page.evaluate(() => (globalThis as unknown as Told).told);

test('closing what is closed tells nothing and leaves the focus in the page', async () => {
  const { page } = await arrive(desktop);
  await listen(page);
  await page.evaluate(() => {
    const field = document.querySelector('main')!.appendChild(document.createElement('input'));
    field.focus();
    document.querySelector<Chat>('support-chat')!.close();
  });
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('input');
  expect(await told(page)).toEqual([]);
});

test('a screen that is turned or zoomed leaves readers where they are, and is no second opening', async () => {
  const { page, openPanel, ask, answer, focused } = await arrive(desktop);
  await listen(page);
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Copy' }).last().focus();
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.locator('support-chat dialog').evaluate((dialog) => dialog.matches(':modal'))).toBe(width === 400);
    expect(await focused()).toBe('Copy');
  }
  expect(await told(page)).toEqual(['open']);
});

test('an answer that the browser will not copy is selected, to be copied by hand', async () => {
  const { page, openPanel, ask, answer } = await arrive(desktop);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('Not in this frame', 'NotAllowedError'));
  });
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Copy' }).last().click();
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toMatch(/^Yes\. Set.*15000 ms/s);
  expect(troubles).toEqual([]);
});

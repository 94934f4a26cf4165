import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from '../tests/fixtures/axe.ts';
import { half, recording } from './fixtures/contract-server.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const { server, arrive } = visitHooks({ '/rtl': { html: 'lang="en" dir="rtl"' } });
type Visitor = Awaited<ReturnType<typeof arrive>>;

/** Elements inside the panel that reach out of it, and boxes whose content does so without being made to scroll. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const panel = document.querySelector('support-chat')!.shadowRoot!.querySelector('.panel')!;
    const frame = panel.getBoundingClientRect();
    const name = (node: Element) => `${node.tagName} ${node.className}`;
    const isHidden = (node: Element) => !!node.closest('.hidden, .wide, pre, svg');
    const nodes = [...panel.querySelectorAll('*')].filter((node) => !isHidden(node));
    const leaving = nodes.filter((node) => {
      const { left, right, width } = node.getBoundingClientRect();
      return width > 0 && (left < frame.left - 1 || right > frame.right + 1);
    });
    const log = panel.querySelector('.log')!;
    return [...leaving.map(name), ...(log.scrollWidth > log.clientWidth ? ['log scrolls sideways'] : [])];
  });

/** Every state that a visitor can see the panel in, and how it is reached. */
const STATES: Readonly<Record<string, (visitor: Visitor) => Promise<unknown>>> = {
  welcome: ({ openPanel }) => openPanel(),
  'an answer being written': async ({ openPanel, ask, answer }) => {
    server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByText('Yes. Set').waitFor();
  },
  'an answer with code, a table and sources': async ({ openPanel, ask, answer }) => {
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByText('Was this helpful?').waitFor();
  },
  'the reasons of a thumb down': async ({ openPanel, ask, answer }) => {
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByRole('button', { name: 'Not helpful' }).click();
    await answer().getByRole('button', { name: 'Outdated' }).waitFor();
  },
  'the card of a source': async ({ openPanel, ask, answer, page }) => {
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByRole('button', { name: 'Source 3:' }).click();
    await page.getByRole('link', { name: 'Open the page' }).waitFor();
  },
  'no answer': async ({ openPanel, ask, answer }) => {
    server().state.answers = [{ stream: recording('unknown') }];
    await openPanel();
    await ask('Kafka?');
    await answer().getByRole('button', { name: 'Create a ticket' }).waitFor();
  },
  'a failure': async ({ openPanel, ask, answer }) => {
    server().state.answers = [{ stream: recording('failure') }];
    await openPanel();
    await ask('one');
    await answer().getByRole('button', { name: 'Try again' }).waitFor();
  },
  'a ticket to confirm': async ({ openPanel, ask, page }) => {
    server().state.answers = [{ stream: recording('offer') }];
    await openPanel();
    await ask('Create a ticket');
    await page.getByRole('button', { name: 'Create ticket', exact: true }).waitFor();
  },
  'a ticket that was filed': async ({ openPanel, ask, page, answer }) => {
    server().state.answers = [{ stream: recording('offer') }];
    await openPanel();
    await ask('Create a ticket');
    await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
    await answer().getByText('Ticket 4711 created').waitFor();
  },
  'no network': async ({ openPanel, context, page }) => {
    await openPanel();
    await context.setOffline(true);
    await page.getByRole('alert').getByText('We cannot be reached').waitFor();
  },
};

/** What a state is looked at in. 640 x 400 is what a window of 1280 x 800 has left at 200 % zoom. */
const DESKTOP = { width: 1280, height: 800 };
const LOOKS = [
  { name: 'light', viewport: DESKTOP, media: { colorScheme: 'light', forcedColors: 'none' }, dir: 'ltr' },
  { name: 'dark', viewport: DESKTOP, media: { colorScheme: 'dark', forcedColors: 'none' }, dir: 'ltr' },
  { name: 'forced colours', viewport: DESKTOP, media: { colorScheme: 'light', forcedColors: 'active' }, dir: 'ltr' },
  { name: '320 px', viewport: { width: 320, height: 568 }, media: { colorScheme: 'light', forcedColors: 'none' }, dir: 'ltr' },
  { name: '200 % zoom', viewport: { width: 640, height: 400 }, media: { colorScheme: 'dark', forcedColors: 'none' }, dir: 'ltr' },
  { name: 'a phone on its side', viewport: { width: 667, height: 375 }, media: { colorScheme: 'light', forcedColors: 'none' }, dir: 'ltr' },
  { name: 'right to left', viewport: { width: 375, height: 667 }, media: { colorScheme: 'light', forcedColors: 'none' }, dir: 'rtl' },
] as const;

test.each(Object.keys(STATES))('%s: no violation and nothing cut off, in every look and size; small screens are filled', async (state) => {
  const visitor = await arrive();
  const { page } = visitor;
  await STATES[state]!(visitor);
  for (const { name, viewport, media, dir } of LOOKS) {
    await page.emulateMedia(media);
    await page.setViewportSize(viewport);
    await page.evaluate((to) => {
      document.documentElement.dir = to;
      return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
    }, dir);
    expect(await violations(page), name).toEqual([]);
    expect(await outside(page), name).toEqual([]);
    if (viewport !== DESKTOP) expect(await page.getByRole('dialog').first().boundingBox(), name).toEqual({ x: 0, y: 0, ...viewport });
    for (const button of ['Close chat', 'Create a ticket']) {
      const box = (await page.getByRole('button', { name: button, exact: true }).last().boundingBox())!;
      expect(box.y + box.height, `${name}: ${button}`).toBeLessThanOrEqual(viewport.height);
    }
  }
});

test('from right to left, everything stands on the other side, and what is written in Latin stays as it is', async () => {
  const { page, openPanel, ask, answer } = await arrive({ viewport: { width: 1280, height: 800 } }, '/rtl');
  const bubble = (await page.getByRole('button', { name: 'Ask us' }).boundingBox())!;
  expect(bubble.x).toBe(20);
  await openPanel();
  expect((await page.getByRole('dialog').boundingBox())!.x).toBe(20);
  const send = (await page.getByRole('button', { name: 'Send' }).boundingBox())!;
  const close = (await page.getByRole('button', { name: 'Close chat' }).boundingBox())!;
  expect([send.x < 100, close.x < 100]).toEqual([true, true]);
  await ask('Does it work behind a proxy?');
  await answer().getByText('Was this helpful?').waitFor();
  expect(
    await answer()
      .locator('pre')
      .evaluate((node) => getComputedStyle(node).direction),
  ).toBe('ltr');
  expect(
    await answer()
      .locator('.body')
      .evaluate((node) => getComputedStyle(node).direction),
  ).toBe('ltr');
  await ask('هل يعمل خلف وكيل؟');
  const question = page.locator('.question bdi', { hasText: 'هل' });
  await question.waitFor();
  expect(await question.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
  const log = (await page.getByRole('log').boundingBox())!;
  expect((await question.boundingBox())!.x - log.x).toBeLessThan(60);
});

test('nothing moves for visitors who asked for that, and little for others', async () => {
  const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
    server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    const { page, openPanel, ask, answer } = await arrive({ reducedMotion });
    await openPanel();
    await ask('one');
    await answer().getByText('Yes. Set').waitFor();
    return page.evaluate(() => document.querySelector('support-chat')!.shadowRoot!.getAnimations().length);
  };
  expect(await moving('reduce')).toBe(0);
  expect(await moving('no-preference')).toBeGreaterThan(0);
});

test('a phone keyboard leaves the panel above it, and a visitor who zooms in keeps the panel as it is', async () => {
  const { page, openPanel } = await arrive({ viewport: { width: 375, height: 667 } });
  await openPanel();
  const show = (height: number, offsetTop: number, scale: number) =>
    page.evaluate(
      (view) => {
        for (const [name, value] of Object.entries(view)) Object.defineProperty(visualViewport, name, { value, configurable: true });
        visualViewport!.dispatchEvent(new Event('resize'));
      },
      { height, offsetTop, scale },
    );
  await show(340, 24, 1);
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 24, width: 375, height: 340 });
  await show(300, 10, 2);
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
  await show(667, 0, 1);
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
});

test('forced colours keep the edges of everything that can be pressed', async () => {
  const { page, openPanel, ask, answer } = await arrive({ forcedColors: 'active' });
  await openPanel();
  await ask('one');
  await answer().getByText('Was this helpful?').waitFor();
  const bare = await page
    .locator('button:visible, .question')
    .evaluateAll((nodes) => nodes.filter((node) => getComputedStyle(node).borderTopWidth === '0px').map((node) => node.outerHTML));
  expect(bare).toEqual([]);
});

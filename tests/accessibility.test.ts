import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './fixtures/browser.ts';
import { type Started, startThreadwell, temporaryFolder, threadwell } from './fixtures/threadwell.ts';

/** Every face that a person meets, checked by the rules that auditors use (WCAG 2.2 A and AA, and best practice). */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const data = temporaryFolder();
let started: Started;
let browser: Browser;
let articleUrl: string;

beforeAll(async () => {
  [started, browser] = await Promise.all([startThreadwell(data), launchBrowser()]);
  const run = async (...args: string[]) => JSON.parse((await threadwell([...args, '--data', data, '--json'])).stdout);
  const { drafts } = await run('drafts');
  await run('drafts', 'approve', drafts.find(({ title }: { title: string }) => title.startsWith('Last log lines')).id);
  await run('ingest');
  articleUrl = (await run('search', 'last log lines of a stopping app', '--limit', '1')).passages[0].url;
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

async function openChat(page: Page) {
  await page.goto(started.origin);
  await page.getByText('Accept', { exact: true }).click();
  await page.getByRole('button', { name: 'Ask us' }).click();
}

async function ask(page: Page, text: string) {
  const box = page.getByRole('textbox', { name: /question/i });
  await box.fill(text);
  await box.press('Enter');
}

async function openConfirmation(page: Page) {
  await openChat(page);
  await ask(page, 'Create a ticket: Kafka events are lost, I am visitor@casa-verde.example, plugin 4.7.0, Mule 4.9.0');
  await page.getByRole('button', { name: 'Create ticket', exact: true }).waitFor();
}

async function openDesk(page: Page) {
  await page.goto(started.curateUrl);
  await page.getByText('Trace is cut at our API gateway').waitFor();
}

async function openDraft(page: Page) {
  await openDesk(page);
  await page.getByText('Trace is cut at our API gateway').click();
  await page.getByRole('button', { name: /^edit/i }).waitFor();
}

const FACES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'the sample page with an open chat': openChat,
  'an answer with code': async (page) => {
    await openChat(page);
    await ask(page, 'How do I send logs through a proxy?');
    await page.getByText('Was this helpful?', { exact: true }).waitFor();
  },
  'the card of a source': async (page) => {
    await openChat(page);
    await ask(page, 'FW-2002: PKIX path building failed. What now?');
    await page.getByText('Was this helpful?', { exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^Source 1/ })
      .first()
      .click();
    await page.getByRole('link', { name: /open the page/i }).waitFor();
  },
  'a ticket to confirm': openConfirmation,
  'the queue of drafts': openDesk,
  'a draft beside its mail': openDraft,
  'a draft being edited': async (page) => {
    await openDraft(page);
    await page.getByRole('button', { name: /^edit/i }).click();
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
  },
  'the question why a draft is rejected': async (page) => {
    await openDraft(page);
    await page.getByRole('button', { name: /^reject/i }).click();
    await page.getByRole('dialog').waitFor();
  },
  'the list of refreshes': async (page) => {
    await openDesk(page);
    await page.getByRole('link', { name: 'Refreshes' }).click();
    await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor();
    await page
      .getByText(/^Canaries/)
      .first()
      .click();
  },
  'a search and why it ranks so': async (page) => {
    await openDesk(page);
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByLabel('Question').fill('FW-2002 PKIX path');
    await page.keyboard.press('Enter');
    await page.getByRole('table').first().waitFor();
  },
  'figures and charts': async (page) => {
    await openDesk(page);
    await page.getByRole('link', { name: 'Quality' }).click();
    await page.getByText('As a table').first().click();
  },
  'the list of gaps': async (page) => {
    await openDesk(page);
    await page.getByRole('link', { name: 'Gaps' }).click();
    await page.getByRole('link', { name: 'Gaps' }).and(page.locator('[aria-current]')).waitFor();
  },
  'the list of workflows': async (page) => {
    await openDesk(page);
    await page.getByRole('link', { name: 'Workflows' }).click();
    await page.getByText('No workflows.').waitFor();
  },
  'the list of tickets': (page) => page.goto(`${started.origin}/desk`),
  'a ticket on the desk': async (page) => {
    await openConfirmation(page);
    await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
    await page
      .getByText(/Ticket \d+ created/)
      .first()
      .waitFor();
    await page.goto(`${started.origin}/desk`);
    await page.getByRole('link', { name: /kafka/i }).first().click();
    await page.getByText('visitor@casa-verde.example').first().waitFor();
  },
  'a curated article': (page) => page.goto(articleUrl),
  'an article that is not there': (page) => page.goto(`${started.origin}/articles/none`),
};

/** Opened in light and turned dark on a desk, the other way round on a phone: each is gone through once in each. */
const SCREENS = [
  { viewport: { width: 1280, height: 800 }, schemes: ['light', 'dark'] },
  { viewport: { width: 375, height: 667 }, schemes: ['dark', 'light'] },
] as const;

test.each(Object.keys(FACES))('%s has no violation, on a desk and on a phone, in light and dark', async (face) => {
  for (const { viewport, schemes } of SCREENS) {
    const context = await browser.newContext({ colorScheme: schemes[0], viewport, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      await FACES[face]!(page);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${face}, ${colorScheme}, at ${viewport.width}`).toEqual([]);
      }
    } finally {
      await context.close();
    }
  }
});

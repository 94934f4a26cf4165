import { mkdirSync, statSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './fixtures/browser.ts';
import { ask, countMonth, liveIn, openChat, SIGNED } from './fixtures/lived-in.ts';
import { startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

/**
 * Takes the pictures of the README anew, from the samples: `npm run screenshots`. With names behind it, only those:
 * `npm run screenshots curate-gaps`. Exit code 1 when a picture is heavier than what a README should load.
 */
const FOLDER = 'docs/pictures';
const MAX_BYTES = 200_000;
const PHONE = { viewport: { width: 375, height: 720 }, isMobile: true, hasTouch: true } as const;
const DARK = { colorScheme: 'dark' } as const;
/** What is full of text weighs more, so that less of it is shown. */
const LOW = { viewport: { width: 1280, height: 670 } } as const;
const TLS = 'FW-2002: PKIX path building failed. What now?';
const TICKET = 'Create a ticket: Kafka events are lost, I am visitor@casa-verde.example, plugin 4.7.0, Mule 4.9.0';

const data = temporaryFolder();
await countMonth(data);
const started = await startThreadwell(data);
const browser = await launchBrowser();

/** Opens a page as somebody new; it is drawn when `text` is there. */
async function open(address: string, text: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  await context.addInitScript(SIGNED);
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText(text).first().waitFor();
  return page;
}

/** A view of the curation desk. */
async function curate(view: string, text: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await open(started.curateUrl, 'Trace is cut at our API gateway', options);
  await page.evaluate(`location.hash = ${JSON.stringify(view)}`);
  await page.getByText(text).first().waitFor();
  return page;
}

async function draft(options?: BrowserContextOptions): Promise<Page> {
  const page = await curate('drafts', 'Trace is cut at our API gateway', options);
  await page.getByText('Trace is cut at our API gateway').click();
  await page.getByRole('button', { name: /^edit/i }).waitFor();
  return page;
}

async function citedAnswer(options?: BrowserContextOptions): Promise<Page> {
  const page = await openChat(browser, started, options);
  await ask(page, TLS);
  return page;
}

/** The desks first: who takes a picture of the chat is a visitor with a conversation of its own. */
const PICTURES: Readonly<Record<string, () => Promise<Page>>> = {
  'curate-drafts': () => curate('drafts', 'Trace is cut at our API gateway'),
  'curate-draft': () => draft(LOW),
  'curate-draft-dark': () => draft({ ...DARK, ...LOW }),
  'curate-draft-phone': () => draft(PHONE),
  'curate-gaps': () => curate('gaps', 'Apache Solr'),
  'curate-conversations': () => curate('conversations', 'Apache Solr'),
  'curate-workflows': async () => {
    const page = await curate('workflows', 'Waiting for your review');
    await page.getByText('Timeline').first().click();
    return page;
  },
  'curate-refreshes': async () => {
    const page = await curate('refreshes', 'Version 2');
    await page
      .getByText(/^Canaries/)
      .first()
      .click();
    await page.getByText('Which articles').first().click();
    await page.getByRole('heading', { name: /^Added/ }).waitFor();
    return page;
  },
  'curate-search': () => curate('search/q=FW-2002+PKIX+path', 'Found'),
  'curate-quality': async () => {
    const page = await curate('quality', 'As a table');
    await page.locator('.plot canvas').first().waitFor();
    return page;
  },
  'desk-ticket': async () => {
    const page = await open(`${started.origin}/desk`, 'audit trail');
    await page
      .getByRole('link', { name: /audit trail/i })
      .first()
      .click();
    await page.getByText('visitor@casa-verde.example').first().waitFor();
    return page;
  },
  'sample-site': async () => {
    const page = await open(started.origin, 'Ask us');
    await page.getByText('Accept', { exact: true }).click();
    return page;
  },
  widget: () => citedAnswer(LOW),
  'widget-source-dark': async () => {
    const page = await citedAnswer({ ...DARK, ...LOW });
    const source = page.getByRole('button', { name: /^Source 1/ }).first();
    await source.click();
    await page.getByRole('link', { name: /open the page/i }).waitFor();
    return page;
  },
  'widget-ticket': async () => {
    const page = await openChat(browser, started);
    await page.getByRole('textbox', { name: /question/i }).fill(TICKET);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Create ticket', exact: true }).waitFor();
    return page;
  },
  'widget-phone': () => citedAnswer(PHONE),
  'widget-options': async () => {
    const page = await open(`${started.origin}/widget-options.html`, 'Ask us');
    await page.getByText('Accept', { exact: true }).click();
    await page.getByLabel('Accent colour').fill('#7a3ea0');
    await page.getByLabel('Language').selectOption('Français');
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('Corner radius').scrollIntoViewIfNeeded();
    return page;
  },
};

try {
  mkdirSync(FOLDER, { recursive: true });
  await liveIn(browser, started);
  const wanted = process.argv.slice(2);
  for (const [name, take] of Object.entries(PICTURES)) {
    if (wanted.length && !wanted.includes(name)) continue;
    const file = `${FOLDER}/${name}.png`;
    const page = await take();
    await page.screenshot({ path: file, animations: 'disabled' });
    await page.context().close();
    const { size } = statSync(file);
    process.stdout.write(`${file} ${Math.round(size / 1000)} kB\n`);
    if (size <= MAX_BYTES) continue;
    process.stderr.write(`screenshots: ${file} has ${size} bytes, over ${MAX_BYTES}; show less in it\n`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await started.stop();
}

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './fixtures/browser.ts';
import { type Started, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

// The whole loop as people see it: what nobody could answer becomes an article that is proven to answer it.
const QUESTION = 'How do I export the audit trail to an SFTP server every night?';
const REMEDY =
  'Set audit.export.target to sftp and audit.export.host to the name of your server in forwarder.properties, then restart the app.';
const REPLY = `The connector 4.7 exports the audit trail to an SFTP server at two in the morning.\n\n${REMEDY}`;

let started: Started;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [started, browser] = await Promise.all([startThreadwell(temporaryFolder()), launchBrowser()]);
  context = await browser.newContext();
});

afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

/** A chat as a new visitor finds it: nothing is said yet. */
async function openChat() {
  const visitor = await browser.newContext();
  const page = await visitor.newPage();
  await page.goto(started.origin);
  await page.getByRole('button', { name: 'Ask us' }).click();
  const said = () => page.getByRole('log').textContent();
  const ask = async (text: string) => {
    const box = page.getByRole('textbox', { name: /question/i });
    await box.fill(text);
    await box.press('Enter');
  };
  return { page, said, ask };
}

async function openPage(address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

test('a question that nobody could answer is answered, cited and proven after its ticket was solved', async () => {
  const chat = await openChat();
  await chat.ask(QUESTION);
  await chat.page.getByRole('log').getByRole('button', { name: 'Create a ticket' }).click();
  await expect.poll(chat.said).toContain('Which e-mail address');
  await chat.ask('visitor@casa-verde.example');
  await expect.poll(chat.said).toContain('or say “skip”');
  await chat.ask('skip');
  await chat.page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await expect.poll(chat.said, { timeout: 20_000 }).toMatch(/Ticket \d+ created/);

  const curate = await openPage(started.curateUrl);
  await curate.getByRole('link', { name: 'Gaps' }).click();
  const gap = curate.getByRole('listitem').filter({ hasText: QUESTION });
  await gap.waitFor();
  expect(await gap.textContent()).not.toContain('Answered since');

  const desk = await openPage(`${started.origin}/desk`);
  await desk
    .getByRole('link', { name: /audit trail/i })
    .first()
    .click();
  await desk.getByLabel('Reply to the customer').fill(REPLY);
  await desk.getByRole('button', { name: 'Reply and solve' }).click();
  await desk.getByRole('status').filter({ hasText: 'The ticket is solved' }).waitFor();

  await curate.getByRole('link', { name: /^Drafts/ }).click();
  const draft = curate.getByRole('button', { name: /audit trail/ }).first();
  await expect
    .poll(
      async () => {
        await curate.reload();
        await curate.getByRole('navigation', { name: 'Drafts by state' }).waitFor();
        return draft.isVisible();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  await draft.click();
  await curate.getByText('audit.export.host').first().waitFor();
  await curate.getByRole('button', { name: /^Approve a$/ }).click();
  await curate.getByRole('button', { name: /publish now/i }).click();
  await curate.getByText('Version 2 is served now.').waitFor();

  const later = await openChat();
  await later.ask(QUESTION);
  await expect.poll(later.said, { timeout: 10_000 }).toContain('audit.export.host');
  await later.page
    .getByRole('button', { name: /^Source \d+: .*audit trail/i })
    .first()
    .click();
  const link = later.page.getByRole('link', { name: /open the page/i });
  const article = await openPage((await link.getAttribute('href')) ?? '');
  expect(article.url()).toContain('/articles/');
  expect(await article.textContent('main')).toContain(REMEDY);

  await curate.getByRole('link', { name: 'Gaps' }).click();
  await curate.reload();
  const closed = curate.getByRole('region', { name: 'Answered since' }).getByRole('listitem').filter({ hasText: QUESTION });
  await closed.waitFor();
  await closed.getByText(/Answered since version 2/).click();
  const proof = await closed.textContent();
  expect(proof).toContain('audit.export.host');
  expect(proof).toContain('Before');
});

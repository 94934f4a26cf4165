import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../tests/fixtures/browser.ts';
import { bundleWidget } from './fixtures/bundle.ts';
import { contractServer, half, recording } from './fixtures/contract-server.ts';
import { HOSTILE, HOSTILE_URLS } from './fixtures/hostile.ts';

/** The strictest policy a page can have and still load the widget. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

let browser: Browser;
let widget: string;
let server: Awaited<ReturnType<typeof contractServer>>;
let page: Page;

beforeAll(async () => {
  [browser, widget] = await Promise.all([launchBrowser(), bundleWidget({ brand: 'Built in' })]);
});
afterAll(() => browser.close());

beforeEach(async () => {
  const html = (head: string, attributes = '') => ({
    type: 'text/html',
    body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Docs</title><link rel="icon" href="data:,">${head}<h1>Docs</h1><script type="module" src="/widget.js" data-email="support@ferrywork.example" data-suggestions="Behind a proxy?|Which Java?" ${attributes}></script>`,
    headers: { 'content-security-policy': POLICY },
  });
  // Counts what the page's policy refused, before anything else runs; the icon that the browser asks for itself is not the page's doing.
  const watch = `addEventListener('securitypolicyviolation', (event) => event.blockedURI !== 'data' && fetch('/violations', { method: 'POST', body: JSON.stringify({ what: event.violatedDirective, at: event.blockedURI }) }));`;
  server = await contractServer({
    '/': html('<script src="/watch.js"></script>', 'data-brand="Ferrywork"'),
    '/defaults': html(''),
    '/own': html('<support-chat brand="Own"></support-chat>'),
    '/widget.js': { type: 'text/javascript', body: widget },
    '/watch.js': { type: 'text/javascript', body: watch },
  });
});
afterEach(async () => {
  await page?.context().close();
  await server.close();
});

async function visit(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  page = await context.newPage();
  await page.goto(server.origin + path);
  return page;
}
const openPanel = () => page.getByRole('button', { name: 'Ask us' }).click();
const input = () => page.getByPlaceholder('Ask a question');
async function ask(question: string): Promise<void> {
  await input().fill(question);
  await input().press('Enter');
}
const answer = () => page.locator('.answer').last();

describe('the script tag', () => {
  test('places the element with what it says', async () => {
    await visit();
    await openPanel();
    expect(await page.getByRole('dialog', { name: 'Ferrywork support' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Which Java?' }).click();
    await answer().getByText('both are needed').waitFor();
    expect(server.calls.at(-1)!.body.text).toBe('Which Java?');
  });

  test('leaves the rest to what was built in', async () => {
    await visit({}, '/defaults');
    await openPanel();
    expect(await page.getByRole('heading', { name: 'Built in support' }).isVisible()).toBe(true);
  });

  test('keeps an element that the page wrote itself', async () => {
    await visit({}, '/own');
    expect(await page.locator('support-chat').count()).toBe(1);
    await openPanel();
    expect(await page.getByRole('heading', { name: 'Own support' }).isVisible()).toBe(true);
  });
});

describe('an answer', () => {
  test('shows its Markdown and its sources, each with a card', async () => {
    await visit();
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    expect(await answer().locator('ol').first().locator('li').count()).toBe(3);
    expect(await answer().locator('pre').textContent()).toContain('proxy.port: 3128');
    expect(await answer().locator('th').allTextContents()).toEqual(['Property', 'Default']);
    await answer().getByRole('button', { name: 'Source 3:' }).click();
    const card = page.getByRole('dialog', { name: 'Source 3: Traffic to internal hosts' });
    expect(await card.textContent()).toContain('Support article · updated Nov 2, 2026 · checked Nov 20, 2026');
    const link = card.getByRole('link', { name: 'Open the page' });
    expect(await link.getAttribute('href')).toBe('https://docs.ferrywork.example/articles/internal-hosts-4f2a91');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await page.locator('p[role=status]').textContent()).toContain('both are needed');
  });

  test('can be stopped', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    await visit();
    await openPanel();
    await ask('one');
    await answer().getByText('Yes. Set').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await answer().getByText('Stopped.').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
  });

  test('that was cut says so, offers the e-mail address, and comes whole on retry', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'drop' }, { stream: recording('answer') }];
    await visit();
    await openPanel();
    await ask('one');
    await answer().getByText('this answer is incomplete').waitFor();
    expect(await answer().getByRole('link', { name: 'support@ferrywork.example' }).getAttribute('href')).toBe(
      'mailto:support@ferrywork.example',
    );
    await answer().getByRole('button', { name: 'Try again' }).click();
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    const [first, second] = server.calls.filter(({ path }) => path === '/chat/stream');
    expect(first!.body).toEqual(second!.body);
  });

  test('is restored after a reload', async () => {
    await visit();
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    const text = await answer().textContent();
    expect(await page.evaluate(() => JSON.stringify([Object.keys(sessionStorage), { ...localStorage }, document.cookie]))).toBe(
      JSON.stringify([[`threadwell:${server.origin}`], {}, '']),
    );
    await page.reload();
    await openPanel();
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    expect(await answer().textContent()).toBe(text);
  });

  test('that is none offers a ticket and the e-mail address', async () => {
    server.state.answers = [{ stream: recording('unknown') }];
    await visit();
    await openPanel();
    await ask('Kafka?');
    await answer().getByRole('button', { name: 'Create a ticket' }).click();
    await page.locator('.question', { hasText: 'Create a ticket' }).waitFor();
  });
});

test('when nothing works, the e-mail address is still there', async () => {
  server.state.works = false;
  await visit();
  await openPanel();
  await ask('one');
  await answer().getByText('Something went wrong').waitFor();
  expect(await answer().getByRole('link', { name: 'Write to support@ferrywork.example' }).isVisible()).toBe(true);
});

test('by keyboard alone a visitor asks, reads a source, and files a ticket', async () => {
  await visit();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');
  await press('Tab', 'Enter');
  await page.keyboard.type('line one');
  await press('Shift+Enter');
  await page.keyboard.type('line two');
  await press('Enter');
  await answer().getByRole('heading', { name: 'Sources' }).waitFor();
  expect(server.calls.at(-1)!.body.text).toBe('line one\nline two');

  for (let tabs = 0; tabs < 40 && (await focused()) !== '1Connect through a proxy'; tabs += 1) await press('Shift+Tab');
  await press('Enter');
  const card = page.getByRole('dialog', { name: 'Source 1' });
  await card.waitFor();
  await press('Escape');
  await card.waitFor({ state: 'detached' });
  expect(await focused()).toBe('1Connect through a proxy');

  server.state.answers = [{ stream: recording('offer') }];
  await input().focus();
  await page.keyboard.type('Create a ticket');
  await press('Enter');
  await page.getByLabel('Your e-mail').waitFor();
  for (let tabs = 0; tabs < 40 && (await focused()) !== 'Create ticket'; tabs += 1) await press('Shift+Tab');
  await press('Enter');
  await answer().getByText('Ticket 4711 created').waitFor();
  expect(server.calls.at(-1)!.body).toMatchObject({
    accept: true,
    fields: { requester_email: 'dana@acme-freight.example', plugin_version: '4.7.0' },
  });
  // Where the button was, there is the answer that it led to.
  expect(await focused()).toContain('Ticket 4711 created');
  await press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await focused()).toBe('Ask us');
});

test('an edited form keeps its edits when the server refuses it', async () => {
  server.state.answers = [{ stream: recording('offer') }];
  server.state.confirmed = {
    status: 400,
    body: { error: { code: 'bad_request', message: 'ticket field `subject` has over 150 characters' } },
  };
  await visit();
  await openPanel();
  await ask('Create a ticket');
  await page.getByLabel('Subject').fill('An edited subject');
  await page.getByLabel('Priority').selectOption('high');
  await page.getByRole('button', { name: 'Create ticket' }).click();
  await page.getByRole('alert').getByText('has over 150 characters').waitFor();
  expect(await page.getByLabel('Subject').inputValue()).toBe('An edited subject');
  expect(await page.getByLabel('Priority').inputValue()).toBe('high');
});

test('a question over 8 KB cannot be sent, and says by how much', async () => {
  await visit();
  await openPanel();
  await input().fill('ä'.repeat(4096));
  await page.getByText('0 bytes left').waitFor();
  await input().fill('ä'.repeat(4100));
  await page.getByText('8 bytes too long').waitFor();
  await input().press('Enter');
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  expect(server.calls.filter(({ path }) => path === '/chat/stream')).toEqual([]);
});

test.each([375, 320])('at %i px the panel fills the screen and nothing is cut off', async (width) => {
  await visit({ viewport: { width, height: 640 } });
  await openPanel();
  await ask('one');
  await answer().getByRole('heading', { name: 'Sources' }).waitFor();
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width, height: 640 });
  const log = page.getByRole('log');
  expect(await log.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
});

test('the strictest content policy, with Trusted Types, is never broken', async () => {
  server.state.answers = [{ stream: recording('answer') }];
  await visit();
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Source 3:' }).click();
  await page.keyboard.press('Escape');
  server.state.answers = [{ stream: recording('offer') }];
  await ask('Create a ticket');
  await page.getByRole('button', { name: 'Create ticket' }).click();
  await answer().getByText('Ticket 4711 created').waitFor();
  // The watch itself works: an inline style is refused and told.
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await expect.poll(() => server.violations.length).toBeGreaterThan(0);
  expect(server.violations).toEqual([{ what: 'style-src-attr', at: 'inline' }]);
});

test('hostile texts stay texts in every place where they can stand, whole and in pieces, and nothing foreign is asked for', async () => {
  const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const dialogs: string[] = [];
  const foreign: string[] = [];
  await visit();
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss().catch(() => undefined);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) foreign.push(request.url());
  });
  const pieces = (text: string) =>
    text
      .match(/.{1,3}/gs)!
      .map((part) => frame('delta', { text: part }))
      .join('');
  const citations = [...HOSTILE, ...HOSTILE_URLS].map((text, at) =>
    frame('citation', {
      n: at + 1,
      title: text,
      url: HOSTILE_URLS[at % HOSTILE_URLS.length],
      snippet: text,
      source: text,
      updatedAt: text,
      crawledAt: text,
    }),
  );
  const fields = Object.fromEntries([
    ...HOSTILE.map((text) => [text, text]),
    ['requester_email', 'a@b.example'],
    ['subject', 's'],
    ['description', 'd'],
  ]);
  const hostile = HOSTILE.join('\n\n');
  server.state.answers = [
    {
      stream: `${citations.join('')}${pieces(hostile)}${frame('delta', { text: `\n\n${hostile}` })}${frame('confirm', { confirmationId: '1', fields })}${frame('done', { answered: false, reason: '<img src=x onerror=alert(1)>' })}`,
    },
  ];
  const events = [
    { type: 'ticket', id: HOSTILE[1], url: 'javascript:alert(1)' },
    { type: 'done', answered: true },
  ];
  server.state.confirmed = { status: 200, body: { events } };
  await openPanel();
  await ask(HOSTILE[1]!);
  await page.getByRole('button', { name: 'Create ticket' }).waitFor();
  for (const number of [1, 9, 20]) {
    await answer().locator('.sources button').nth(number).click();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Create ticket' }).click();
  await answer().getByText('Ticket <img').waitFor();
  server.state.answers = [
    {
      stream: `${frame('handoff', { email: `a@b.example?bcc=x@attacker.example` })}${frame('error', { code: HOSTILE[0], message: HOSTILE[1], retryable: false })}${frame('done', {})}`,
    },
  ];
  await ask('again');
  await answer().getByText('Something went wrong').waitFor();
  await page.reload();
  await openPanel();
  await page.locator('.answer').first().getByText('Ticket <img').waitFor();

  const links = await page.locator('a').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  expect(new Set(links)).toEqual(new Set(['mailto:support@ferrywork.example']));
  expect(await page.locator('support-chat').locator('script, img, iframe, style, link, object, embed, base, svg svg').count()).toBe(0);
  expect(dialogs).toEqual([]);
  expect(foreign).toEqual([]);
  expect(server.violations).toEqual([]);
});

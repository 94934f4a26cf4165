import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import type { AppOptions } from '../../http/app-options.ts';
import { CURATOR_KEY, visitor } from '../../http/fixtures/test-app.ts';
import { servedDesk } from './fixtures/desk.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const ANSWER = [
  'Set **both** values [1].\n\n1. `proxy.host`\n2. `proxy.port`\n\n```yaml\nproxy:\n  host: "h"\n```\n',
  '\n| key | default |\n| --- | --- |\n| `port` | 3128 |\n\n<img src=x onerror=alert(1)>',
].join('');

/** A desk with the conversations of three visitors, opened at its view of them. */
async function openTalks(changes: Partial<AppOptions> = {}, options: Parameters<Browser['newContext']>[0] = {}) {
  const served = await servedDesk(browser, [], changes);
  const { ports, app, advance } = served;
  const zora = await visitor(app);
  await zora.ask('My name is Zorbin Quill. How do I set a proxy?', 't1');
  await zora.call('POST', '/feedback', { turnId: 't1', helpful: false, reason: 'outdated', comment: 'Ask Zorbin at zorbin@acme.example' });
  advance(60_000);
  const ticket: ChatEvent = { type: 'ticket', id: '4711', url: 'https://desk.example/tickets/4711' };
  await zora.ask('ticket please', 't2');
  await ports.turns.append(zora.sessionId, 't2', [ticket]);
  advance(60_000);
  const answered = await ports.turns.claim({ sessionId: 'rich', turnId: 't1', text: 'Show me everything' });
  if (answered.outcome !== 'claimed') throw new Error('not ours');
  await ports.turns.finish('rich', 't1', answered.owner, [
    { type: 'citation', n: 1, title: 'Proxy', url: 'https://docs.example/proxy', snippet: 'Both.', source: 'web_docs', updatedAt: null },
    { type: 'delta', text: ANSWER },
    { type: 'done', answered: true, citations: [1] },
  ]);
  advance(60_000);
  await (await visitor(app)).ask('refuse Is there a Solr module?');
  const page = await served.open(options);
  await page.getByRole('link', { name: 'Conversations' }).click();
  return { ...served, page, zora };
}

const row = (page: Page, name: RegExp) => page.getByRole('listitem').getByRole('button', { name });
const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

describe('conversations', () => {
  test('are listed with what came of them, beside the figures of the period', async () => {
    const { page, refused } = await openTalks();
    await row(page, /Solr module.*Not answered/).waitFor();
    expect(await row(page, /My name is <PERSON_1>.*2 messages.*Answered.*Ticket offered.*Ticket 4711.*1 thumb down/).isVisible()).toBe(
      true,
    );
    const tiles = await page.getByRole('region', { name: 'Figures' }).textContent();
    expect(tiles).toContain('Answered67 % 2 of 3');
    expect(tiles).toContain('Tickets1');
    expect(tiles).toContain('CostNone');
    await page.getByText('As a table').click();
    expect(await page.getByRole('row', { name: '21 Nov 3 4 2' }).isVisible()).toBe(true);
    expect(await page.getByRole('list', { name: 'Asked most' }).getByRole('listitem').count()).toBe(3);
    expect(await page.content()).not.toMatch(/Zorbin|Quill|acme/);
    expect(refused).toEqual([]);
  });

  test('by keyboard alone are searched, opened, read and left, and the list is where it was', async () => {
    const { page } = await openTalks();
    await row(page, /Solr/).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('proxy.port');
    await page.keyboard.press('Enter');
    await page.getByText('2 conversations found among 3 conversations').waitFor();
    expect(await page.locator('mark').first().textContent()).toBe('proxy.port');
    await page.locator('.rows li:first-child button:focus').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Conversation of/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Message 2');
    await page.keyboard.press('u');
    await page.getByText('2 conversations found among 3 conversations').waitFor();
    expect(await row(page, /My name is/).evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('show the transcript as the visitor saw it, with sources, feedback, ticket and gap', async () => {
    const { page, zora, origin } = await openTalks();
    await row(page, /My name is/).click();
    expect(page.url()).toBe(`${origin}/curate#conversations/${zora.sessionId}`);
    const first = page.getByRole('listitem', { name: 'Message 1' });
    await first.getByText('My name is <PERSON_1>. How do I set a proxy?').waitFor();
    expect(await first.getByRole('link', { name: 'Proxy ↗' }).getAttribute('href')).toBe('https://docs.example/install#proxy');
    // Its number is its mark; a dot beside it would be a second.
    const sources = first.getByRole('list', { name: 'Sources of message 1' });
    expect(await sources.evaluate((list) => getComputedStyle(list).listStyleType)).toBe('none');
    expect(await first.getByText('“Ask <PERSON_1> at <EMAIL_1>”').isVisible()).toBe(true);
    const second = page.getByRole('listitem', { name: 'Message 2' });
    expect(await second.getByRole('link', { name: 'Ticket 4711 ↗' }).getAttribute('href')).toBe('https://desk.example/tickets/4711');
    await second.getByText('Ticket form: offered').click();
    expect(await second.getByText('No logs arrive').isVisible()).toBe(true);
    expect(await page.content()).not.toMatch(/Zorbin|Quill|acme/);
    await first.getByRole('link', { name: 'Gap: not helped by the answer' }).click();
    const gap = page.getByRole('list', { name: 'Open gaps' }).getByRole('listitem').filter({ hasText: 'How do I set a proxy?' });
    await gap.waitFor();
    expect(await gap.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('show lists, code, tables and marks of an answer, and what looks like markup as text', async () => {
    const { page, refused } = await openTalks();
    await row(page, /Show me everything/).click();
    const answer = page.locator('.answer');
    await answer.waitFor();
    expect(await answer.locator('ol li').allTextContents()).toEqual(['proxy.host', 'proxy.port']);
    expect(await answer.locator('pre').textContent()).toBe('proxy:\n  host: "h"');
    expect(await answer.getByRole('row', { name: 'port 3128' }).isVisible()).toBe(true);
    expect(await answer.locator('strong').textContent()).toBe('both');
    expect(await answer.locator('sup').textContent()).toBe('[1]');
    expect(await answer.getByText('<img src=x onerror=alert(1)>').isVisible()).toBe(true);
    expect(await answer.locator('img').count()).toBe(0);
    expect(refused).toEqual([]);
  });

  test('are filtered, and say what there is none of', async () => {
    const { page } = await openTalks();
    await row(page, /Solr/).waitFor();
    await page.getByRole('button', { name: 'Not answered', exact: true }).click();
    await page.getByText('1 conversation found among 3 conversations').waitFor();
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.getByText('There are none in the last 7 days.').waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    const search = page.getByRole('searchbox', { name: 'Search conversations' });
    await search.fill('Quill');
    await search.press('Enter');
    await page.getByText('Names, addresses and numbers of visitors are masked and never found.').waitFor();
    await search.fill('zorbin@acme.example');
    await search.press('Enter');
    await page.getByText('That looks like personal data.').waitFor();
    await search.press('Escape');
    await row(page, /Solr/).waitFor();
  });

  test('come in pages, the next one below with the focus on its first', async () => {
    const served = await servedDesk(browser, []);
    for (let index = 0; index < 30; index++) {
      await (await visitor(served.app)).ask(`Question ${index}`);
      served.advance(1000);
    }
    const page = await served.open();
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByText('The newest 25 conversations').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('30 conversations', { exact: true }).waitFor();
    expect(await row(page, /^Question 4 /).evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  test('say that nobody has asked, that they cannot be loaded, and that one is not there any more', async () => {
    const served = await servedDesk(browser, []);
    const page = await served.open();
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByText('Nobody has asked anything in the last 7 days.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.route('**/conversations?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Today' }).click();
    await page.getByRole('heading', { name: 'The conversations could not be loaded' }).waitFor();
    await page.unroute('**/conversations?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nobody has asked anything today.').waitFor();
    await page.goto(`${served.origin}/curate#conversations/gone`);
    await page.getByText('there is no such conversation; it may have ended more than 30 days ago').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Nobody has asked anything').waitFor();
  });

  test('say once who may see them', async () => {
    const { page } = await openTalks();
    await row(page, /Solr/).waitFor();
    const told = { error: { code: 'forbidden', message: 'conversations of visitors are shown to the group operator; ask for it' } };
    await page.route(/\/conversation(s|-figures)\?/, (route) => route.fulfill({ status: 403, json: told }));
    await page.getByRole('button', { name: 'Today' }).click();
    await page.getByText(told.error.message).waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  test('open by their own address', async () => {
    const { page, zora, origin, open } = await openTalks();
    await row(page, /Solr/).waitFor();
    const other = await open({}, `#key=${CURATOR_KEY}`);
    await other.getByRole('link', { name: 'Conversations' }).waitFor();
    await other.goto(`${origin}/curate#conversations/${zora.sessionId}`);
    await other.reload();
    await other.getByRole('listitem', { name: 'Message 2' }).waitFor();
  });
});

describe.each([
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'forced colours', options: { forcedColors: 'active' } },
] as const)('in $name', ({ options }) => {
  test.each([320, 768, 1280])('%i px wide, list and conversation fit and have no violation', async (width) => {
    const { page } = await openTalks({}, { ...options, viewport: { width, height: 800 } });
    await row(page, /Solr/).waitFor();
    await page.getByText('As a table').click();
    expect(await violations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    for (const talk of [/My name is/, /Show me everything/]) {
      await row(page, talk).click();
      await page.getByRole('heading', { level: 1, name: /^Conversation of/ }).waitFor();
      for (const details of await page.locator('summary').all()) await details.click();
      expect(await violations(page)).toEqual([]);
      expect(await fits(page)).toBe(true);
      await page.getByRole('button', { name: /← Conversations/ }).click();
      await row(page, talk).waitFor();
    }
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GapQuestion } from '#core/domain/gap.ts';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { startForGap } from '../../workflow/start-workflow.ts';
import { servedDesk } from './fixtures/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const LONG = 'What does PatternSyntaxExceptionUnclosedGroupNearIndexTwentyTwo mean?';
const gap = (id: string, question: string, more: Partial<GapQuestion> = {}): GapQuestion => ({
  id,
  question,
  why: 'unanswered',
  at: `2026-11-20T08:00:0${id}.000Z`,
  sessionId: `s${id}`,
  turnId: 't',
  nearest: [{ title: 'Runtimes we test', url: 'https://docs.example/support/runtimes-with-a-very-long-address-and-no-space' }],
  ...more,
});

/** The list of gaps, of which two ask the same. */
async function openGaps(options: Parameters<Awaited<ReturnType<typeof servedDesk>>['open']>[0] = {}) {
  const served = await servedDesk(browser, []);
  const { gaps } = served.ports;
  await gaps.add(gap('1', 'Does it run on Mule 3?'));
  await gaps.add(gap('2', 'Does it run on Mule 3?', { sessionId: 's1', why: 'ticket' }));
  await gaps.add(gap('3', 'does it run on mule 3', { why: 'low_score' }));
  await gaps.add(gap('4', LONG));
  const page = await served.open(options);
  await page.getByRole('link', { name: 'Gaps' }).click();
  await page.getByText(LONG).waitFor();
  return { ...served, page };
}
const write = (page: Page, question = 'does it run on mule 3') => page.getByRole('button', { name: `Write the article: ${question}` });
const row = (page: Page) => page.getByRole('listitem').filter({ has: page.getByText('does it run on mule 3', { exact: true }) });

test('a gap shows its reasons in words with their counts, and its near misses by title', async () => {
  const { page } = await openGaps();
  const why = row(page).getByRole('list', { name: 'Why' });
  expect(await why.getByRole('listitem').allTextContents()).toEqual(['1 not answered', '1 became a ticket', '1 barely answered']);
  await row(page).getByText('asked 2 times in 2 conversations').waitFor();
  expect(await row(page).getByRole('link', { name: 'Runtimes we test' }).getAttribute('href')).toMatch(/^https:\/\/docs\.example\/support/);
});

test('by keyboard alone the button starts an article, and the focus goes on to its workflow', async () => {
  const { page, ports, refused } = await openGaps();
  await write(page).focus();
  await page.keyboard.press('Enter');
  await row(page).getByRole('status').filter({ hasText: 'Started. Not begun yet See its workflow' }).waitFor();
  const [workflow] = await ports.workflows.list(10);
  expect(workflow).toMatchObject({ topic: 'does it run on mule 3', parameters: { gap: '1' }, status: 'PENDING' });
  expect(await write(page).count()).toBe(0);
  await page.locator('a:focus').filter({ hasText: 'See its workflow' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('li:focus[aria-current="true"]').filter({ hasText: 'does it run on mule 3' }).waitFor();
  expect(page.url()).toMatch(new RegExp(`#workflows/${workflow?.workflowId}$`));
  await page.goBack();
  await row(page).getByRole('link', { name: 'See its workflow' }).waitFor();
  expect(await write(page).count()).toBe(0);
  expect(refused).toEqual([]);
});

test('says that another is at it already, and leads there', async () => {
  const { page, ports } = await openGaps();
  const { workflowId } = await startForGap('1', ports);
  await write(page).click();
  await row(page).getByRole('status').filter({ hasText: 'An article about this is being written already.' }).waitFor();
  await page.locator(`a:focus[href="#workflows/${workflowId}"]`).waitFor();
  expect(await ports.workflows.list(10)).toHaveLength(1);
});

test('says what failed and keeps the button, which works when it is pressed again', async () => {
  const { page, ports } = await openGaps();
  await page.route('**/gaps/*/draft', (route) => route.abort(), { times: 1 });
  await write(page).focus();
  await page.keyboard.press('Space');
  await page.getByRole('alert').getByText('No article was started: The server cannot be reached.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Space');
  await row(page).getByRole('link', { name: 'See its workflow' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await ports.workflows.list(10)).toHaveLength(1);
});

test('starts one article, however often the button is pressed while it starts', async () => {
  const { page, ports } = await openGaps();
  const asked: string[] = [];
  const gate = Promise.withResolvers<void>();
  await page.route('**/gaps/*/draft', async (route) => {
    asked.push(route.request().url());
    await gate.promise;
    await route.continue();
  });
  await write(page).focus();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Starting: does it run on mule 3' }).and(page.locator(':focus')).waitFor();
  gate.resolve();
  await row(page).getByRole('link', { name: 'See its workflow' }).waitFor();
  expect(asked).toHaveLength(1);
  expect(await ports.workflows.list(10)).toHaveLength(1);
});

test('leads to the draft that waits, and offers the button again when the article was rejected', async () => {
  const { page, ports } = await openGaps();
  const { workflowId } = await startForGap('1', ports);
  const started = (await ports.workflows.get(workflowId))!;
  const waiting = { ...started, version: 2, status: 'WAITING_APPROVAL', awaiting: 'approval', draftId: 'd1' } as const;
  await ports.workflows.put(waiting);
  await page.reload();
  expect(await row(page).getByRole('link', { name: 'review the draft' }).getAttribute('href')).toBe('#draft/d1');
  await ports.workflows.put({ ...waiting, version: 3, status: 'REJECTED', awaiting: null, reason: 'no such product' });
  await page.reload();
  await row(page).getByText('Rejected').waitFor();
  expect(await write(page).isVisible()).toBe(true);
});

describe.each([
  ['light', 1280],
  ['dark', 320],
] as const)('in %s at %i pixels', (colorScheme, width) => {
  test('gaps and workflows break no rule of accessibility and are no wider than the screen', async () => {
    const { page, ports } = await openGaps({ colorScheme, viewport: { width, height: 800 } });
    const check = async (what: string) => {
      expect(await violations(page), what).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), what).toBe(true);
    };
    await check('open gaps');
    await write(page, LONG).click();
    await page.getByRole('link', { name: 'See its workflow' }).waitFor();
    await check('a started article');
    const [{ workflowId } = { workflowId: '' }] = await ports.workflows.list(1);
    const started = (await ports.workflows.get(workflowId))!;
    const citations = [{ title: 'Runtimes we test', url: 'https://docs.example/runtimes', source: 'curated_articles' }] as const;
    const before = { answered: false, answer: '', citations: [] };
    const proof = [{ question: LONG, before, after: { answered: true, answer: `${LONG} It means that. [1]`, citations } }];
    await ports.workflows.put({ ...started, version: 2, status: 'COMPLETED', reason: LONG.replaceAll(' ', ''), proof });
    await ports.gaps.close('4', { at: '2026-11-21T08:00:00.000Z', version: 4, answer: LONG, citations });
    await page.reload();
    await page.getByText('Answered since version 4').click();
    await page.getByText('Before: not answered. Closest:').waitFor();
    await check('a closed gap');
    await page.getByRole('link', { name: 'Workflows' }).click();
    await page.getByRole('heading', { name: 'Completed' }).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.getByRole('link', { name: 'Runtimes we test' }).waitFor();
    await check('a completed workflow');
  });
});

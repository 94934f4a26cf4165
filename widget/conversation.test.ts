import { describe, expect, test } from 'vitest';
import { half, recording } from './fixtures/contract-server.ts';
import { frame } from './fixtures/many-chats.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';
import { widgetOn } from './fixtures/widget-site.ts';

const { server, arrive } = visitHooks();
const asked = () => server().calls.filter(({ path }) => path === '/chat/stream');

describe('a line that drops in the middle of an answer', () => {
  test('is taken up again under the same id, and the answer is whole and there once', async () => {
    server().state.answers = [{ stream: half(recording('answer')), ending: 'drop' }, { stream: recording('answer') }];
    const { openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('one');
    await answer().getByText('Was this helpful?').waitFor();
    expect(await answer().textContent()).toMatch(/Yes\. Set(?!.*Yes\. Set).*15000 ms/s);
    expect(asked().map(({ body }) => body)).toEqual([asked()[0]!.body, asked()[0]!.body]);
  });

  test('with the network gone says so, and goes on by itself when it is back', async () => {
    server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }, { stream: recording('answer') }];
    const { page, context, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('one');
    await answer().getByText('Yes. Set').waitFor();
    await context.setOffline(true);
    server().dropLines();
    await answer().getByText('Reconnecting').waitFor();
    await page.getByRole('alert').getByText('We cannot be reached').waitFor();
    await answer().getByRole('button', { name: 'Try again' }).waitFor();
    expect(await answer().textContent()).toContain('Yes. Set');
    await context.setOffline(false);
    await answer().getByText('Was this helpful?').waitFor();
    expect(await page.locator('.notice[role=alert]').textContent()).toBe('');
    expect(new Set(asked().map(({ body }) => body.turnId)).size).toBe(1);
  });
});

/** An answer that stays in its middle until the test lets it go on. */
function inTwo(first: string, second: string) {
  const { promise: rest, resolve } = Promise.withResolvers<string>();
  return { answers: [{ stream: first, rest }], goOn: () => resolve(second) };
}

test('a slow answer is read as it comes, and can be typed under', async () => {
  const stream = recording('answer');
  const { answers, goOn } = inTwo(half(stream), stream.slice(half(stream).length));
  server().state.answers = answers;
  const { page, openPanel, ask, answer, input } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Yes. Set').waitFor();
  const early = (await answer().textContent())!.length;
  await input().fill('and then?');
  await input().press('Enter');
  expect(await input().inputValue()).toBe('and then?');
  goOn();
  await answer().getByText('Was this helpful?').waitFor();
  expect((await answer().textContent())!.length).toBeGreaterThan(early);
  // The next question waits for the answer, in its box.
  expect(asked()).toHaveLength(1);
  expect(await input().inputValue()).toBe('and then?');
  expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
});

describe('a long answer', () => {
  const long = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) =>
      frame('delta', { text: `Paragraph ${from + at} of a long answer that goes on.\n\n` }),
    ).join('');
  const second = `${long(31, 60)}${frame('done', { answered: true, citations: [] })}`;

  test('is read from its beginning: the question stays at the top', async () => {
    server().state.answers = [{ stream: long(0, 31) + second, chunk: 200, pauseMs: 5 }];
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('Tell me all');
    await answer().getByText('Was this helpful?').waitFor();
    const log = (await page.getByRole('log').boundingBox())!;
    const question = (await page.locator('.question').boundingBox())!;
    expect(question.y - log.y).toBeGreaterThanOrEqual(0);
    expect(question.y - log.y).toBeLessThan(40);
  });

  test('leaves readers who scrolled where they are, with what they selected', async () => {
    const { answers, goOn } = inTwo(long(0, 31), second);
    server().state.answers = answers;
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('Tell me all');
    await answer().getByText('Paragraph 30').waitFor();
    const log = page.getByRole('log');
    await log.evaluate((node) => {
      node.scrollTop = 200;
    });
    await answer().getByText('Paragraph 3 of').selectText();
    const place = await log.evaluate((node) => node.scrollTop);
    goOn();
    await answer().getByText('Was this helpful?').waitFor();
    expect(await log.evaluate((node) => node.scrollTop)).toBe(place);
    expect(await page.evaluate(() => String(getSelection()))).toContain('Paragraph 3 ');
  });

  test('is said once, when it is whole', async () => {
    const { answers, goOn } = inTwo(long(0, 31), second);
    server().state.answers = answers;
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    const status = page.locator('p[role=status]');
    await status.evaluate((node) => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      new MutationObserver(() => node.textContent && said.push(node.textContent)).observe(node, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await ask('Tell me all');
    await answer().getByText('Paragraph 30 of').waitFor();
    expect(await status.textContent()).toBe('');
    goOn();
    await answer().getByText('Was this helpful?').waitFor();
    const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said).toEqual([expect.stringMatching(/Paragraph 0 .*Paragraph 59 /s)]);
  });
});

describe('an opinion', () => {
  test('is sent with its reason, and both can be changed', async () => {
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('one');
    await answer().getByRole('button', { name: 'Not helpful' }).click();
    await answer().getByRole('button', { name: 'Outdated' }).click();
    await answer().getByText('Thank you.').waitFor();
    await answer().getByRole('button', { name: 'Helpful', exact: true }).click();
    await page
      .locator('[aria-pressed=true]')
      .and(page.getByRole('button', { name: 'Helpful', exact: true }))
      .waitFor();
    const opinions = server().calls.filter(({ path }) => path === '/feedback');
    const { turnId } = asked()[0]!.body;
    expect(opinions.map(({ body }) => body)).toEqual([
      { turnId, helpful: false },
      { turnId, helpful: false, reason: 'outdated' },
      { turnId, helpful: true },
    ]);
  });
});

test('an answer is copied with its sources, a piece of code alone', async () => {
  const { page, context, openPanel, ask, answer } = await arrive();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPanel();
  await ask('one');
  await answer().locator('.rating').getByRole('button', { name: 'Copy' }).click();
  await answer().getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(
    /^Yes\. Set `proxy\.host`.*\n\[1\] Connect through a proxy https:\/\/docs\.ferrywork\.example\/setup\/proxy#settings\n/s,
  );
  await answer().locator('.code').getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^ferrywork:\n {2}proxy\.host/);
});

describe('two tabs', () => {
  test('talk each for themselves', async () => {
    const one = await arrive();
    await one.openPanel();
    await one.ask('from the first');
    await one.answer().getByText('Was this helpful?').waitFor();
    const two = widgetOn(await one.context.newPage());
    await two.page.goto(server().origin);
    await two.openPanel();
    await two.page.getByText('How can we help?').waitFor();
    expect(await two.page.locator('.turn').count()).toBe(0);
    await two.ask('from the second');
    await two.answer().getByText('Was this helpful?').waitFor();
    const tokens = asked().map(({ headers }) => headers['x-threadwell-session']);
    expect(new Set(tokens).size).toBe(2);
    expect(await one.page.locator('.turn').count()).toBe(1);
  });

  test('of which one is a copy of the other share its conversation', async () => {
    const one = await arrive();
    await one.openPanel();
    await one.ask('from the first');
    await one.answer().getByText('Was this helpful?').waitFor();
    const [copy] = await Promise.all([one.context.waitForEvent('page'), one.page.evaluate(() => void open(location.href))]);
    const two = widgetOn(copy);
    await two.openPanel();
    await two.page.locator('.question', { hasText: 'from the first' }).waitFor();
    await two.answer().getByText('Was this helpful?').waitFor();
  });
});

test('a reload in the middle of an answer follows it to its end', async () => {
  server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }, { stream: recording('answer') }];
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Yes. Set').waitFor();
  await page.reload();
  await openPanel();
  await answer().getByText('Was this helpful?').waitFor();
  expect(await page.locator('.turn').count()).toBe(1);
  expect(new Set(asked().map(({ body }) => body.turnId)).size).toBe(1);
});

test('the page is told what happened, in ids alone', async () => {
  server().state.answers = [{ stream: recording('offer') }];
  const { page, openPanel, ask } = await arrive();
  await page.evaluate(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    for (const name of ['open', 'close', 'answer', 'ticket'])
      document.addEventListener(`threadwell-${name}`, (event) => told.push([name, (event as CustomEvent).detail]));
  });
  await openPanel();
  await ask('Create a ticket');
  await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await page.getByText('Ticket 4711 created').first().waitFor();
  await page.keyboard.press('Escape');
  const told = await page.evaluate(() => (globalThis as unknown as { told: unknown }).told);
  expect(told).toEqual([
    ['open', {}],
    ['answer', { turnId: asked()[0]!.body.turnId, answered: false }],
    ['ticket', { type: 'ticket', id: '4711', url: 'https://desk.ferrywork.example/tickets/4711' }],
    ['close', {}],
  ]);
});

test('every post carries the hash of its body, and nothing but the token is stored', async () => {
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Not helpful' }).click();
  await answer().getByText('What is wrong').waitFor();
  // The server of the contract refuses a post whose hash is missing or wrong.
  const posts = server().calls.filter(({ headers }) => headers['content-type']);
  expect(posts.map(({ headers }) => headers['x-amz-content-sha256'])).toEqual(posts.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)));
  expect(await page.evaluate(() => [Object.entries(sessionStorage), { ...localStorage }, document.cookie])).toEqual([
    [[`threadwell:${server().origin}`, 'token-1']],
    {},
    '',
  ]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length + (await caches.keys()).length)).toBe(0);
});

test('the next question, asked beside an open source, leaves the focus in its box', async () => {
  const { page, openPanel, ask, answer, input } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Source 3:' }).click();
  await ask('two');
  await page.getByRole('dialog', { name: 'Source 3' }).waitFor({ state: 'detached' });
  expect(await input().evaluate((node) => node.matches(':focus'))).toBe(true);
});

test('a history that did not load is no longer missed once it has', async () => {
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Was this helpful?').waitFor();
  await page.route('**/session/turns', (route) => route.abort());
  await page.reload();
  await openPanel();
  await page.getByRole('alert').getByText('Earlier messages did not load.').waitFor();
  await page.unroute('**/session/turns');
  await page.keyboard.press('Escape');
  await openPanel();
  await answer().getByText('Was this helpful?').waitFor();
  expect(await page.locator('.notice[role=alert]').textContent()).toBe('');
});

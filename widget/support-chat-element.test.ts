import { describe, expect, test } from 'vitest';
import { half, recording } from './fixtures/contract-server.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const { server, arrive } = visitHooks({ '/defaults': {}, '/own': { head: '<support-chat brand="Own"></support-chat>' } });

describe('the script tag', () => {
  test('places the element with what it says', async () => {
    const { page, openPanel, answer } = await arrive();
    await openPanel();
    expect(await page.getByRole('dialog', { name: 'Ferrywork support' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Which Java?' }).click();
    await answer().getByText('both are needed').waitFor();
    expect(server().calls.at(-1)!.body.text).toBe('Which Java?');
  });

  test('leaves the rest to what was built in', async () => {
    const { page, openPanel } = await arrive({}, '/defaults');
    await openPanel();
    expect(await page.getByRole('heading', { name: 'Built in support' }).isVisible()).toBe(true);
  });

  test('keeps an element that the page wrote itself', async () => {
    const { page, openPanel } = await arrive({}, '/own');
    expect(await page.locator('support-chat').count()).toBe(1);
    await openPanel();
    expect(await page.getByRole('heading', { name: 'Own support' }).isVisible()).toBe(true);
  });
});

describe('an answer', () => {
  test('shows its Markdown and its sources, each with a card', async () => {
    const { page, openPanel, ask, answer } = await arrive();
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
    server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('one');
    await answer().getByText('Yes. Set').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await answer().getByText('Stopped.').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
  });

  test('that was cut says so, offers the e-mail address, and comes whole on retry', async () => {
    server().state.answers = [...Array(4).fill({ stream: half(recording('answer')), ending: 'drop' }), { stream: recording('answer') }];
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await page.clock.install();
    await ask('one');
    await answer().getByText('Reconnecting').waitFor();
    expect(await answer().textContent()).toContain('Yes. Set');
    const tries = async () => {
      await page.clock.runFor(5_000);
      return server().calls.filter(({ path }) => path === '/chat/stream').length;
    };
    await expect.poll(tries).toBe(4);
    await answer().getByText('This answer is incomplete').waitFor();
    expect(await answer().getByRole('link', { name: 'support@ferrywork.example' }).getAttribute('href')).toBe(
      'mailto:support@ferrywork.example',
    );
    await answer().getByRole('button', { name: 'Try again' }).click();
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    const asked = server()
      .calls.filter(({ path }) => path === '/chat/stream')
      .map(({ body }) => body.turnId);
    expect(asked).toHaveLength(5);
    expect(new Set(asked).size).toBe(1);
  });

  test('is restored after a reload', async () => {
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('Does it work behind a proxy?');
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    const text = await answer().textContent();
    expect(await page.evaluate(() => JSON.stringify([Object.keys(sessionStorage), { ...localStorage }, document.cookie]))).toBe(
      JSON.stringify([[`threadwell:${server().origin}`], {}, '']),
    );
    await page.reload();
    await openPanel();
    await answer().getByRole('heading', { name: 'Sources' }).waitFor();
    expect(await answer().textContent()).toBe(text);
  });

  test('that is none offers a ticket and the e-mail address', async () => {
    server().state.answers = [{ stream: recording('unknown') }];
    const { page, openPanel, ask, answer } = await arrive();
    await openPanel();
    await ask('Kafka?');
    await answer().getByRole('button', { name: 'Create a ticket' }).click();
    await page.locator('.question', { hasText: 'Create a ticket' }).waitFor();
  });
});

test('when nothing works, the e-mail address is still there', async () => {
  server().state.works = false;
  const { openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Something went wrong').waitFor();
  expect(await answer().getByRole('link', { name: 'Write to support@ferrywork.example' }).isVisible()).toBe(true);
});

test('by keyboard alone a visitor asks, reads a source, and files a ticket', async () => {
  const { page, answer, input, focused } = await arrive();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('Tab', 'Enter');
  await page.keyboard.type('line one');
  await press('Shift+Enter');
  await page.keyboard.type('line two');
  await press('Enter');
  await answer().getByRole('heading', { name: 'Sources' }).waitFor();
  expect(server().calls.at(-1)!.body.text).toBe('line one\nline two');

  for (let tabs = 0; tabs < 40 && (await focused()) !== '1Connect through a proxy'; tabs += 1) await press('Shift+Tab');
  await press('Enter');
  const card = page.getByRole('dialog', { name: 'Source 1' });
  await card.waitFor();
  await press('Escape');
  await card.waitFor({ state: 'detached' });
  expect(await focused()).toBe('1Connect through a proxy');

  server().state.answers = [{ stream: recording('offer') }];
  await input().focus();
  await page.keyboard.type('Create a ticket');
  await press('Enter');
  await page.getByLabel('Your e-mail').waitFor();
  for (let tabs = 0; tabs < 40 && (await focused()) !== 'Create ticket'; tabs += 1) await press('Shift+Tab');
  await press('Enter');
  await answer().getByText('Ticket 4711 created').waitFor();
  expect(server().calls.at(-1)!.body).toMatchObject({
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
  server().state.answers = [{ stream: recording('offer') }];
  server().state.confirmed = {
    status: 400,
    body: { error: { code: 'bad_request', message: 'ticket field `subject` has over 150 characters' } },
  };
  const { page, openPanel, ask } = await arrive();
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
  const { page, openPanel, input } = await arrive();
  await openPanel();
  const send = page.getByRole('button', { name: 'Send' });
  await input().fill('ä'.repeat(4096));
  await expect.poll(() => send.isEnabled()).toBe(true);
  await input().fill('ä'.repeat(4100));
  await page.getByText('8 bytes too long').waitFor();
  await input().press('Enter');
  expect(await send.isDisabled()).toBe(true);
  expect(server().calls.filter(({ path }) => path === '/chat/stream')).toEqual([]);
});

test.each([375, 320])('at %i px the panel fills the screen and nothing is cut off', async (width) => {
  const { page, openPanel, ask, answer } = await arrive({ viewport: { width, height: 640 } });
  await openPanel();
  await ask('one');
  await answer().getByRole('heading', { name: 'Sources' }).waitFor();
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width, height: 640 });
  const log = page.getByRole('log');
  expect(await log.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
});

test('the strictest content policy, with Trusted Types, is never broken', async () => {
  server().state.answers = [{ stream: recording('answer') }];
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Source 3:' }).click();
  await page.keyboard.press('Escape');
  server().state.answers = [{ stream: recording('offer') }];
  await ask('Create a ticket');
  await page.getByRole('button', { name: 'Create ticket' }).click();
  await answer().getByText('Ticket 4711 created').waitFor();
  // The watch itself works: an inline style is refused and told.
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await expect.poll(() => server().violations.length).toBeGreaterThan(0);
  expect(server().violations).toEqual([{ what: 'style-src-attr', at: 'inline' }]);
});

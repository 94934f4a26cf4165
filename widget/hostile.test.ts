import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { HOSTILE, HOSTILE_URLS } from './fixtures/hostile.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

/** A page that forbids nothing, so that only the widget stands between a text and the page. */
const OPEN = "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:";
const { server, arrive } = visitHooks({ '/open': { policy: OPEN } });

const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const citation = (n: number, text: string, url: string) => ({
  n,
  title: text,
  url,
  snippet: text,
  source: text,
  updatedAt: text,
  crawledAt: text,
});
const done = { type: 'done', answered: true, citations: [], reason: '<img src=x onerror=alert(1)>' };

/** Notes whatever runs and whatever is asked of another server. */
function watch(page: Page, origin: string) {
  const seen = { executions: [] as string[], requests: [] as string[] };
  page.on('dialog', (dialog) => {
    seen.executions.push(dialog.message());
    dialog.dismiss().catch(() => null);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:,')) seen.requests.push(request.url());
  });
  return seen;
}

/** What stands in the widget that no text may bring in, and where its links lead. */
const audit = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('support-chat')!.shadowRoot!;
    const found = [...root.querySelectorAll('.panel *')];
    const tags = 'script,img,image,iframe,style,link,object,embed,base,meta,video,audio,source,animate,set,use,template,math,support-chat';
    const attributes = found.flatMap((node) => node.getAttributeNames().map((name) => `${node.localName} ${name}`));
    return {
      tags: found.filter((node) => node.matches(tags)).map((node) => node.outerHTML),
      attributes: [...new Set(attributes)].filter((one) =>
        / (on|src|style|data|action|formaction|ping|poster|background|srcdoc|xlink)/.test(one),
      ),
      links: [...new Set([...root.querySelectorAll('a')].map((link) => link.href))],
    };
  });

/** Opens the card of every source, and notes what it holds besides text. */
const openCards = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('support-chat')!.shadowRoot!;
    const card = root.querySelector('.source')!;
    const held = [...root.querySelectorAll<HTMLElement>('.sources button, .mark')].flatMap((open) => {
      open.click();
      return [...card.querySelectorAll('*')].map((node) => node.localName + (node instanceof HTMLAnchorElement ? ` ${node.protocol}` : ''));
    });
    return [...new Set(held)].sort();
  });

const CARD = ['a https:', 'blockquote', 'button', 'div', 'h3', 'p', 'path', 'section', 'span', 'svg'];

test('there are more than two hundred of them, and the watch sees what they would do', async () => {
  expect(new Set(HOSTILE).size).toBeGreaterThan(200);
  expect(HOSTILE_URLS.length).toBeGreaterThan(40);
  const { page } = await arrive({}, '/open');
  const seen = watch(page, server().origin);
  await page.evaluate(() => {
    document.body.innerHTML = '<img src="https://attacker.example/leak?q=1" onerror=alert(1)>';
  });
  await expect.poll(() => [seen.executions.length, seen.requests.length]).toEqual([1, 1]);
});

test('in an answer they stay texts, whole and in pieces of one character, and so do the sources beside it', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  const seen = watch(page, server().origin);
  await openPanel();
  // An answer has a limit, and one delta a character is forty characters of stream for each.
  const size = 24;
  for (let at = 0; at < HOSTILE.length; at += size) {
    const some = HOSTILE.slice(at, at + size);
    const text = some.join('\n\n');
    const whole = frame('delta', { text: `${text}\n\n` });
    const pieces = Array.from(text, (character) => frame('delta', { text: character })).join('');
    const sources = some.map((one, index) =>
      frame('citation', citation(index + 1, one, HOSTILE_URLS[(at + index) % HOSTILE_URLS.length]!)),
    );
    server().state.answers = [
      {
        stream: `${sources.join('')}${whole}${pieces}${frame('delta', { text: `\n\nend ${at}` })}${frame('done', { answered: true })}`,
        chunk: 4096,
      },
    ];
    await ask(some[0]!);
    await answer().getByText(`end ${at}`, { exact: true }).waitFor();
    await answer().getByText('Was this helpful?').waitFor();
  }
  expect((await openCards(page)).filter((one) => !CARD.includes(one))).toEqual([]);
  const { tags, attributes, links } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  expect(links.filter((link) => !/^(https:\/\/docs\.ferrywork\.example\/@attacker|mailto:support@ferrywork\.example$)/.test(link))).toEqual(
    [],
  );
  expect(seen).toEqual({ executions: [], requests: [] });
}, 60_000);

test('in restored history, errors, tickets, forms and addresses they stay texts', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  await openPanel();
  await ask('one');
  await answer().getByText('Was this helpful?').waitFor();
  const texts = [...HOSTILE, ...HOSTILE_URLS];
  server().state.history = texts.flatMap((text, at) => [
    {
      turnId: `a${at}`,
      text,
      events: [{ type: 'citation', ...citation(1, text, text) }, { type: 'delta', text: `${text} [1] [x](${text})` }, done],
    },
    { turnId: `e${at}`, text, events: [{ type: 'error', code: text, message: text, retryable: true }, done] },
    {
      turnId: `c${at}`,
      text,
      events: [{ type: 'confirm', confirmationId: text, fields: { [text]: text, tags: [text], description: text } }, done],
    },
    {
      turnId: `t${at}`,
      text,
      events: [{ type: 'confirm', confirmationId: 'c', fields: {} }, done, { type: 'ticket', id: text, url: text }],
    },
    { turnId: `h${at}`, text, events: [done, { type: 'handoff', email: text }] },
    { turnId: `n${at}`, text, events: [{ type: text, text }, { type: 'delta', text: [text] }, done] },
  ]);
  await page.reload();
  const seen = watch(page, server().origin);
  await openPanel();
  await expect.poll(() => page.locator('.turn').count(), { timeout: 30_000 }).toBe(server().state.history!.length);
  expect((await openCards(page)).filter((one) => !CARD.includes(one))).toEqual([]);
  const { tags, attributes, links } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  // Only whole https addresses that say where they lead are links, in sources and tickets alike.
  const allowed =
    /^(https:\/\/(attacker\.example\/leak\?q=37|docs\.ferrywork\.example\/@attacker\.example\/)$|mailto:support@ferrywork\.example$)/;
  expect(links.filter((link) => !allowed.test(link))).toEqual([]);
  expect(seen).toEqual({ executions: [], requests: [] });
}, 60_000);

test('a form and a server that refuse them show them as texts', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  const seen = watch(page, server().origin);
  await openPanel();
  const [text] = HOSTILE;
  const fields = Object.fromEntries([
    ...HOSTILE.map((one) => [one, one]),
    ['requester_email', 'a@b.example'],
    ['subject', 's'],
    ['description', 'd'],
  ]);
  server().state.answers = [{ stream: `${frame('confirm', { confirmationId: '1', fields })}${frame('done', {})}` }];
  server().state.confirmed = { status: 400, body: { error: { code: 'bad_request', message: HOSTILE.join('\n') } } };
  await ask(text!);
  await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await page.locator('.problem[role=alert]').waitFor();
  const sent = server().calls.findLast(({ path }) => path === '/chat/confirm')!.body.fields as Record<string, string>;
  // One line fields have no line breaks, all else goes out as it was offered.
  expect(Object.keys(sent)).toEqual(Object.keys(fields));
  expect(await answer().locator('form input, form textarea').count()).toBe(Object.keys(fields).length);
  const { tags, attributes } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  expect(seen).toEqual({ executions: [], requests: [] });
});

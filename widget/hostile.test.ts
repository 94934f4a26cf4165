import { expect, test } from 'vitest';
import { HOSTILE, HOSTILE_URLS } from './fixtures/hostile.ts';
import { audit, citation, historyOf, OPEN, refusedForm, strangeInCards, watch } from './fixtures/hostile-watch.ts';
import { atEveryByte, frame, inDeltas, playAnswers } from './fixtures/many-chats.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const { server, arrive } = visitHooks({ '/open': { policy: OPEN } });
const NOTHING = { executions: [], requests: [] };

test('there are more than two hundred of them, and the watch sees what they would do', async () => {
  expect(new Set(HOSTILE).size).toBeGreaterThan(200);
  expect(HOSTILE_URLS.length).toBeGreaterThan(40);
  const { page } = await arrive({}, '/open');
  const seen = await watch(page, server().origin);
  await page.evaluate(() => {
    document.body.innerHTML = '<img src="https://attacker.example/leak?q=1" onerror="alert(1);window.owned=1">';
  });
  await expect.poll(seen).toEqual({
    executions: expect.arrayContaining(['1', 'owned']),
    requests: ['https://attacker.example/leak?q=1'],
  });
});

test('in an answer they stay texts, and so do the sources beside it', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  const seen = await watch(page, server().origin);
  await openPanel();
  // An answer has a limit.
  const size = 24;
  for (let at = 0; at < HOSTILE.length; at += size) {
    const some = HOSTILE.slice(at, at + size);
    const sources = some.map((one, index) =>
      frame('citation', citation(index + 1, one, HOSTILE_URLS[(at + index) % HOSTILE_URLS.length]!)),
    );
    const text = frame('delta', { text: `${some.join('\n\n')}\n\nend ${at}` });
    server().state.answers = [{ stream: `${sources.join('')}${text}${frame('done', { answered: true })}`, chunk: 4096 }];
    await ask(some[0]!);
    await answer().getByText(`end ${at}`, { exact: true }).waitFor();
    await answer().getByText('Was this helpful?').waitFor();
  }
  expect(await strangeInCards(page)).toEqual([]);
  const { tags, attributes, links } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  expect(links.filter((link) => !/^(https:\/\/docs\.ferrywork\.example\/@attacker|mailto:support@ferrywork\.example$)/.test(link))).toEqual(
    [],
  );
  expect(await seen()).toEqual(NOTHING);
});

test.each([
  ['cut in two at every character', HOSTILE.flatMap((text) => Array.from(text, (_, at) => inDeltas([text.slice(0, at), text.slice(at)])))],
  ['letter by letter', HOSTILE.map((text) => inDeltas(Array.from(text)))],
  ['cut in two at every byte of the line', HOSTILE.filter((_, at) => at % 24 === 0).flatMap(atEveryByte)],
])(
  '%s, with each cut drawn, they stay texts',
  async (_, answers) => {
    const { page } = await arrive({}, '/open');
    const seen = await watch(page, server().origin);
    const { found, drawn } = await playAnswers(page, answers);
    expect(found).toEqual([]);
    // At least the whole; a piece that ends before a letter shows nothing new.
    expect(drawn).toBeGreaterThan(answers.length);
    expect(await seen()).toEqual(NOTHING);
  },
  120_000,
);

test('in restored history, errors, tickets, forms and addresses they stay texts', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  await openPanel();
  await ask('one');
  await answer().getByText('Was this helpful?').waitFor();
  server().state.history = historyOf([...HOSTILE, ...HOSTILE_URLS]);
  await page.reload();
  const seen = await watch(page, server().origin);
  await openPanel();
  await expect.poll(() => page.locator('.turn').count(), { timeout: 30_000 }).toBe(server().state.history!.length);
  expect(await strangeInCards(page)).toEqual([]);
  const { tags, attributes, links } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  // Only whole https addresses that say where they lead are links, in sources and tickets alike.
  const allowed =
    /^(https:\/\/(attacker\.example\/leak\?q=37|docs\.ferrywork\.example\/@attacker\.example\/)$|mailto:support@ferrywork\.example$)/;
  expect(links.filter((link) => !allowed.test(link))).toEqual([]);
  expect(await seen()).toEqual(NOTHING);
});

test('a form and a server that refuse them show them as texts', async () => {
  const { page, openPanel, ask, answer } = await arrive({}, '/open');
  const seen = await watch(page, server().origin);
  await openPanel();
  const { fields, answers, confirmed } = refusedForm(HOSTILE);
  Object.assign(server().state, { answers, confirmed });
  await ask(HOSTILE[0]!);
  await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await page.locator('.problem[role=alert]').waitFor();
  const sent = server().calls.findLast(({ path }) => path === '/chat/confirm')!.body.fields as Record<string, string>;
  // One line fields have no line breaks, all else goes out as it was offered.
  expect(Object.keys(sent)).toEqual(Object.keys(fields));
  expect(await answer().locator('form input, form textarea').count()).toBe(Object.keys(fields).length);
  const { tags, attributes } = await audit(page);
  expect({ tags, attributes }).toEqual({ tags: [], attributes: [] });
  expect(await seen()).toEqual(NOTHING);
});

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, historyOf, OPEN, refusedForm, strangeInCards, watch } from './fixtures/hostile-watch.ts';
import { inDeltas, playAnswers } from './fixtures/many-chats.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

/** A file or a folder of files with one text a line: somebody else's collection. */
const { HOSTILE_TEXTS } = process.env;
const texts = HOSTILE_TEXTS ? readTexts(HOSTILE_TEXTS) : [];
/** A restored conversation holds six turns for each; one event has room for a form of as many. */
const A_HISTORY = 300;
/** As many as a page holds in memory; every lot begins on a new one. */
const A_LOT = 1500;

const { server, arrive } = visitHooks({ '/open': { policy: OPEN } });

function readTexts(place: string): string[] {
  if (!existsSync(place))
    throw new Error(`HOSTILE_TEXTS is ${place}, which is not there; name a file or a folder of files, one text a line`);
  const files = statSync(place).isDirectory() ? readdirSync(place).map((file) => path.join(place, file)) : [place];
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split(/\r?\n/));
  return [...new Set(lines.filter((line) => line.trim()))];
}

const lots = (size: number) => Array.from({ length: Math.ceil(texts.length / size) }, (_, at) => texts.slice(at * size, at * size + size));

/** An https address that begins with its own origin, a page of the server, an address to write to. */
const isPlain = (link: string) =>
  /^(https:\/\/[^\\@]*$|https:\/\/[^/\\@]+\/|mailto:[\w.+'-]+@[\w.-]+$)/.test(link) || link.startsWith(server().origin);

describe.skipIf(!HOSTILE_TEXTS).each([
  ['a page that forbids nothing', '/open'],
  ['a page with Trusted Types', '/'],
])(`the texts of HOSTILE_TEXTS on %s`, (_, route) => {
  test.each([
    ['whole', (text: string) => [text]],
    ['letter by letter', (text: string) => Array.from(text)],
  ])(
    `stay texts in an answer, %s (${texts.length})`,
    async (_, cut) => {
      for (const lot of lots(A_LOT)) {
        const { page, context } = await arrive({}, route);
        const seen = await watch(page, server().origin);
        const { found } = await playAnswers(
          page,
          lot.map((text) => inDeltas(cut(text))),
        );
        expect({ found, ...(await seen()) }).toEqual({ found: [], executions: [], requests: [] });
        await context.close();
      }
    },
    3_600_000,
  );

  test(`stay texts in history, sources, errors, forms, tickets and addresses (${texts.length})`, async () => {
    for (const lot of lots(A_HISTORY)) {
      server().state.history = historyOf(lot);
      const { page, context, openPanel } = await arrive({}, route);
      await page.evaluate(() => sessionStorage.setItem(`threadwell:${location.origin}`, 'old'));
      await page.reload();
      const seen = await watch(page, server().origin);
      await openPanel();
      await expect.poll(() => page.locator('.turn').count(), { timeout: 60_000 }).toBe(server().state.history!.length);
      expect(await strangeInCards(page)).toEqual([]);
      const { tags, attributes, links } = await audit(page);
      expect({ tags, attributes, links: links.filter((link) => !isPlain(link)) }).toEqual({ tags: [], attributes: [], links: [] });
      expect(await seen()).toEqual({ executions: [], requests: [] });
      await context.close();
    }
  }, 3_600_000);

  test(`stay texts in a form and in what a server says that refuses it (${texts.length})`, async () => {
    for (const lot of lots(A_HISTORY)) {
      const { answers, confirmed } = refusedForm(lot);
      Object.assign(server().state, { answers, confirmed });
      const { page, context, openPanel, ask } = await arrive({}, route);
      const seen = await watch(page, server().origin);
      await openPanel();
      await ask('Create a ticket');
      await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
      await page.locator('.problem[role=alert]').waitFor();
      const { tags, attributes } = await audit(page);
      expect({ tags, attributes, ...(await seen()) }).toEqual({ tags: [], attributes: [], executions: [], requests: [] });
      await context.close();
    }
  }, 3_600_000);
});

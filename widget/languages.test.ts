import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recording } from './fixtures/contract-server.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';
import { type Dictionary, english } from './strings.ts';

const folder = path.join(import.meta.dirname, 'strings');
const languages = readdirSync(folder).map((file) => path.basename(file, '.ts'));
const dictionary = async (language: string) => ((await import(path.join(folder, `${language}.ts`))) as { default: Dictionary }).default;
const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

const { server, arrive } = visitHooks({
  '/page-lang': { html: 'lang="fr-CA"' },
  '/tag-lang': { script: 'data-lang="ja"' },
  '/english': {},
  '/unknown': { html: 'lang="nl"' },
});

describe.each(languages)('the dictionary %s', (language) => {
  test('has every text of the English one, filled, and with the same gaps', async () => {
    const words = await dictionary(language);
    for (const [name, text] of Object.entries(english)) {
      const translated = words[name as keyof typeof english];
      expect(translated, name).toMatch(/\S/);
      expect(gaps(translated), name).toEqual(gaps(text));
    }
    expect(Object.keys(english).filter((name) => !(name in words))).toEqual([]);
  });

  test('is loaded on demand, and says what is on the screen', async () => {
    const words = await dictionary(language);
    const { page } = await arrive({}, '/english');
    await page.evaluate((lang) => {
      document.querySelector('support-chat')!.remove();
      document.body.append(Object.assign(document.createElement('support-chat'), { lang }));
    }, language);
    await page.getByRole('button', { name: words.open, exact: true }).click();
    await page.getByText(words.greeting).waitFor();
    expect(await page.getByRole('textbox', { name: words.placeholder }).isVisible()).toBe(true);
  });
});

test('there are German, Spanish, French and Japanese', () => {
  expect(languages.sort()).toEqual(['de', 'es', 'fr', 'ja']);
});

test('the language is that of the tag, else that of the page, else English; dates follow it', async () => {
  const { page: french } = await arrive({}, '/page-lang');
  await french.getByRole('button', { name: 'Posez votre question' }).waitFor();
  const { page: dutch } = await arrive({}, '/unknown');
  await dutch.getByRole('button', { name: 'Ask us' }).waitFor();
  const { page, answer } = await arrive({}, '/tag-lang');
  await page.getByRole('button', { name: '質問する' }).click();
  await page.getByRole('textbox').fill('proxy?');
  await page.getByRole('textbox').press('Enter');
  await answer().getByRole('button', { name: '出典 3' }).click();
  await page.getByText('更新日 2026/11/02').waitFor();
});

test('English loads nothing else, and a dictionary that does not come leaves English', async () => {
  const { page: plain, openPanel } = await arrive({}, '/english');
  expect(
    await plain.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .sort(),
    ),
  ).toEqual(['/watch.js', '/widget.js']);
  await openPanel();
  const { page } = await arrive({}, '/english');
  await page.route('**/widget/de.js', (route) => route.abort());
  await page.evaluate(() => {
    document.querySelector('support-chat')!.remove();
    document.body.append(Object.assign(document.createElement('support-chat'), { lang: 'de' }));
  });
  await page.getByRole('button', { name: 'Ask us' }).waitFor();
});

test('a site changes single texts in any language', async () => {
  server().state.answers = [{ stream: recording('offer') }];
  const { page } = await arrive({}, '/english');
  await page.evaluate(() => {
    document.querySelector('support-chat')!.remove();
    const element = Object.assign(document.createElement('support-chat'), { lang: 'de', strings: { open: 'Hilfe', subject: 'Thema' } });
    document.body.append(element);
  });
  await page.getByRole('button', { name: 'Hilfe', exact: true }).click();
  await page.getByRole('textbox').fill('Ticket');
  await page.getByRole('textbox').press('Enter');
  await page.getByLabel('Thema').waitFor();
  expect(await page.getByLabel('Priorität').locator('option').allTextContents()).toEqual(['Niedrig', 'Normal', 'Hoch', 'Dringend']);
});

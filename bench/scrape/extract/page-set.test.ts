import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { codeBlocks } from './markdown-parts.ts';
import { textOf } from './outputs.ts';
import { readPages } from './page-set.ts';
import { markdownWords, words } from './words.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'pages');

/** What the page shows, with the titles of icons that its style sheet writes out, and without numbers of lines. */
function shownText(html: string): string {
  const $ = load(html);
  $('.linenos, .line-number').remove();
  const icons = $('i[title]')
    .get()
    .map((icon) => $(icon).attr('title'));
  return [...$.root().get().map(textOf), ...icons].join('\n');
}

/** Blank space and zero-width marks differ by generator; letters and their order do not. */
function dense(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}

const pages = readPages();

describe('the page set', () => {
  it('has at least 36 pages of at least six generators', () => {
    expect(pages.length).toBeGreaterThanOrEqual(36);
    expect(new Set(pages.map(({ generator }) => generator)).size).toBeGreaterThanOrEqual(6);
  });

  it('has an expected text for every page, and no expected text without a page', () => {
    const files = readdirSync(FOLDER);
    const names = new Set(files.map((file) => file.replace(/(\.expected\.md|\.html)$/, '')));
    for (const name of names) {
      expect(existsSync(join(FOLDER, `${name}.html`)), `${name}.html`).toBe(true);
      expect(existsSync(join(FOLDER, `${name}.expected.md`)), `${name}.expected.md`).toBe(true);
    }
    expect(names.size * 2).toBe(files.length);
  });

  it.each(pages.map((page) => [page.name, page] as const))(
    '%s shows every code block and every word that is expected of it',
    (_name, page) => {
      const text = shownText(page.html);
      for (const code of codeBlocks(page.expected)) expect(dense(text)).toContain(dense(code));
      const shown = new Set(words(text));
      expect(markdownWords(page.expected).filter((word) => !shown.has(word))).toEqual([]);
    },
  );

  it.each(pages.map((page) => [page.name, page] as const))('%s expects nothing that it hides', (_name, page) => {
    expect(markdownWords(page.expected).filter((word) => page.hiddenWords.has(word))).toEqual([]);
    expect(page.html).not.toMatch(/<\/?x-/);
  });

  it('hides words on several pages, in several ways', () => {
    expect(pages.filter(({ hiddenWords }) => hiddenWords.size > 0).length).toBeGreaterThanOrEqual(8);
  });
});

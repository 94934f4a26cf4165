import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../tests/fixtures/browser.ts';
import { HOSTILE } from './fixtures/hostile.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const contents = `
    import { showMarkdown } from './markdown.ts';
    import { english } from './strings.ts';
    globalThis.show = (texts, url = 'https://docs.example/proxy') => {
      const target = document.createElement('div');
      const citations = [{ n: 1, title: 'Proxy', url, snippet: '', source: 'web_docs', updatedAt: '', crawledAt: '' }];
      const context = { strings: english, citations, origins: ['http://localhost:8787'], onCite() {} };
      for (const text of texts) showMarkdown(target, text, context);
      return target;
    };`;
  const bundle = await build({
    stdin: { contents, resolveDir: path.resolve(import.meta.dirname), loader: 'ts' },
    bundle: true,
    format: 'iife',
    write: false,
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
});
afterAll(() => browser.close());

/** The HTML that a text becomes, without the attributes of marks. */
const html = (...texts: string[]): Promise<string> =>
  page.evaluate((sent) => (globalThis as unknown as { show(texts: string[]): HTMLElement }).show(sent).innerHTML, texts);

describe('the subset', () => {
  test.each([
    ['one\ntwo\n\nthree', '<p>one two</p><p>three</p>'],
    ['# Head', '<h3>Head</h3>'],
    ['**bold** and *em* and `co*d*e`', '<p><strong>bold</strong> and <em>em</em> and <code>co*d*e</code></p>'],
    ['**bold `code`**', '<p><strong>bold <code>code</code></strong></p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['\\*not em\\* \\[1\\]', '<p>*not em* [1]</p>'],
    ['- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['1. a\n   - b\n   - c\n2. d', '<ol start="1"><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ol>'],
    ['- a\n  more\nlazy\n\n  again', '<ul><li><p>a more lazy</p><p>again</p></li></ul>'],
    ['text\n- a\n\nafter', '<p>text</p><ul><li><p>a</p></li></ul><p>after</p>'],
    ['> said\n> so', '<blockquote><p>said so</p></blockquote>'],
    ['a [2] b', '<p>a [2] b</p>'],
    ['[x](https://elsewhere.example/)', '<p>x</p>'],
  ])('%j', async (text, expected) => {
    expect(await html(text)).toBe(expected);
  });

  test('tables keep pipes that are escaped', async () => {
    expect(await html('| a | b |\n|---|:-:|\n| 1 \\| 2 | `x` |\n\nafter')).toBe(
      '<div class="wide" tabindex="0"><table><tr><th>a</th><th>b</th></tr><tr><td>1 | 2</td><td><code>x</code></td></tr></table></div><p>after</p>',
    );
  });

  test('code keeps its lines and its indentation, in a list too', async () => {
    expect(await html('```yaml\na:\n  b: <c>\n\n- d\n```\nafter')).toMatch(
      /<div class="bar">yaml.*<pre [^>]*><code>a:\n {2}b: &lt;c&gt;\n\n- d<\/code><\/pre><\/div><p>after<\/p>$/,
    );
    expect(await html('1. do\n   ```\n   x\n     y\n   ```\n2. done')).toMatch(/<code>x\n {2}y<\/code>.*<li><p>done<\/p><\/li><\/ol>$/);
  });

  test('a mark with its citation is a button that names it', async () => {
    expect(await html('so [1].')).toBe(
      '<p>so<span class="keep">\u2060<button class="mark" type="button" aria-label="Source 1: Proxy">1</button>\u2060</span>.</p>',
    );
  });

  test('a link leads to a citation only, in a new tab', async () => {
    expect(await html('[x](https://docs.example/proxy)')).toBe(
      '<p><a href="https://docs.example/proxy" target="_blank" rel="noopener">x ↗</a></p>',
    );
  });
});

test('blocks that did not change stay the same elements while an answer grows', async () => {
  const stays = await page.evaluate(() => {
    const { show } = globalThis as unknown as { show(texts: string[]): HTMLElement };
    const target = show(['first\n\nsec']);
    return target.children.length;
  });
  expect(stays).toBe(2);
  expect(await html('a\n\nb', 'a\n\n- b', 'a\n\n- b\n\nc')).toBe(await html('a\n\n- b\n\nc'));
});

test('every prefix of a hostile text is shown as text', async () => {
  const prefixes = HOSTILE.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
  const found = await page.evaluate((texts) => {
    const { show } = globalThis as unknown as { show(texts: string[]): HTMLElement };
    const nodes = texts.flatMap((text) => [...show([text]).querySelectorAll('*')]);
    const attributes = nodes.flatMap((node) => node.getAttributeNames().map((name) => `${node.tagName} ${name}`));
    return { tags: [...new Set(nodes.map((node) => node.tagName))].sort(), attributes: [...new Set(attributes)].sort() };
  }, prefixes);
  expect(found.tags).toEqual(
    ['BLOCKQUOTE', 'BUTTON', 'CODE', 'DIV', 'EM', 'H3', 'LI', 'OL', 'P', 'PRE', 'SPAN', 'STRONG', 'TABLE', 'TD', 'TH', 'TR', 'UL'].filter(
      (tag) => found.tags.includes(tag),
    ),
  );
  expect(
    found.attributes.filter(
      (one) => !/^(BUTTON (class|type|aria-label)|DIV (class|tabindex)|PRE (tabindex|dir)|OL start|SPAN class)$/.test(one),
    ),
  ).toEqual([]);
});

// The longest answer that the session lets through. Time that grows with the square of the length would hit the limit of the test.
test.each(['`', '*', '**', '[', '[a](', '> ', '- ', '  ', '|', '\\', '``a', '# a ', '~~~', '1. ', '\n- ', '\n> ', '[1]', '\na\n'])(
  'a run of %j as long as an answer may be is shown',
  async (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    expect(await html(`before\n\n${text}x\n`)).toMatch(/^<p>before<\/p><.*x/s);
  },
);

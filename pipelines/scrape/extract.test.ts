import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { articleProblems } from '#core/domain/article.ts';
import { LimitReached } from '#core/domain/errors.ts';
import { extractArticles } from './extract.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const URL_OF_PAGE = 'https://docs.example.com/guide/page.html';
const page = (content: string, head = '') =>
  `<html><head><title>Page | Site</title>${head}</head><body><main><h1>Page</h1>${content}</main></body></html>`;
const bodyOf = (content: string) =>
  extractArticles(page(content), URL_OF_PAGE)
    .articles.map(({ body }) => body.replace(/^# .*\n\n/, ''))
    .join('\n');

describe('each generator’s markup gives the articles that a person would write down', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.html'));
  test.each(names)('%s', async (name) => {
    const { articles } = extractArticles(readFileSync(path.join(fixtures, name), 'utf8'), `https://acme.example/en/4.2/${name}`);
    const text = articles.map(({ url, tags, body }) => `<!-- ${url} ${tags.join(';')} -->\n\n${body}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(path.join(fixtures, name.replace('.html', '.expected.txt')));
    expect(articles.flatMap(articleProblems)).toEqual([]);
  });
});

describe('what is removed', () => {
  test('is told with its step and reason', () => {
    const { removals } = extractArticles(page('<p>Text.</p><nav class="toc">On this page</nav><p hidden>Secret</p>', ''), URL_OF_PAGE);
    expect(removals).toContainEqual({ step: 'navigation', reason: 'navigation', text: 'On this page' });
    expect(removals).toContainEqual({ step: 'hidden', reason: 'hidden', text: 'Secret' });
  });

  test('no hidden word comes through', () => {
    const { articles, removals } = extractArticles(readFileSync(path.join(fixtures, 'hidden-text.html'), 'utf8'), URL_OF_PAGE);
    expect(articles.map(({ body }) => body).join()).not.toContain('HIDDEN');
    expect(removals.filter(({ text }) => text.includes('HIDDEN')).length).toBeGreaterThanOrEqual(20);
  });

  test('includes what the configuration names, and a wrong selector is told', () => {
    const html = page('<p>Kept.</p><div class="promo-x">Buy</div>');
    expect(extractArticles(html, URL_OF_PAGE, { remove: ['.promo-x'] }).articles[0]?.body).toBe('# Page\n\nKept.');
    expect(() => extractArticles(html, URL_OF_PAGE, { remove: ['p:::'] })).toThrow('`p:::` is no CSS selector');
  });

  test('includes the empty frame for search results', () => {
    const frame = '<div class="search-results"><div class="has-results"><h1><span></span> results matching ""</h1><ul></ul></div></div>';
    const { articles } = extractArticles(`<title>Setup</title><body><div><h1>Setup</h1><p>Text.</p></div>${frame}</body>`, URL_OF_PAGE);
    expect(articles.map(({ body }) => body)).toEqual(['# Setup\n\nText.']);
  });

  test('leaves words of navigation alone where they are content', () => {
    expect(
      bodyOf('<p>Rate limits hold.</p><p>Next to it is <b>Next</b>.</p><p>Report an error with its code.</p><p>Edit the page title.</p>'),
    ).toBe('Rate limits hold.\n\nNext to it is **Next**.\n\nReport an error with its code.\n\nEdit the page title.');
    expect(bodyOf('<section id="menu"><h2 id="menu">Menu</h2><p>The menu has entries.</p></section>')).toBe('The menu has entries.');
    expect(bodyOf('<pre><code><span>rate</span>=<span>next</span> <span>Copy</span></code></pre>')).toBe('```\nrate=next Copy\n```');
  });
});

describe('Markdown', () => {
  test('keeps every line of code, however the highlighter wraps it', () => {
    const wrapped = [
      '<pre>a\n  b\n\nc</pre>',
      '<pre><code>a<br>  b<br><br>c</code></pre>',
      '<pre><code><div>a</div><div>  b</div><div></div><div>c</div></code></pre>',
      '<pre><code><span class="line">a</span>\n<span class="line">  b</span>\n<span class="line"></span>\n<span class="line">c</span></code></pre>',
      '<pre><code><span class="line"><span class="cl">a\n</span></span><span class="line"><span class="cl">  b\n</span></span><span class="line"><span class="cl">\n</span></span><span class="line"><span class="cl">c</span></span></code></pre>',
      '<pre><code>a</code><code>  b</code><code></code><code>c</code></pre>',
    ];
    for (const html of wrapped) expect(bodyOf(html), html).toBe('```\na\n  b\n\nc\n```');
  });

  test('takes the language from wherever the page says it', () => {
    const ways = [
      '<pre><code class="language-yaml">a: 1</code></pre>',
      '<pre class="brush: yaml; gutter: false">a: 1</pre>',
      '<div class="highlight-yaml notranslate"><div class="highlight"><pre>a: 1</pre></div></div>',
      '<div class="language-yaml highlighter-rouge"><div class="highlight"><pre class="highlight"><code>a: 1</code></pre></div></div>',
      '<div class="sourceCode"><pre class="sourceCode yaml"><code class="sourceCode yaml">a: 1</code></pre></div>',
      '<pre data-lang="yaml">a: 1</pre>',
    ];
    for (const html of ways) expect(bodyOf(html), html).toBe('```yaml\na: 1\n```');
  });

  test('fences code that has fences in it with more', () => {
    expect(bodyOf('<pre>```\nx\n```</pre>')).toBe('````\n```\nx\n```\n````');
    expect(bodyOf('<p>Use <code>a `b`</code>.</p>')).toBe('Use `` a `b` ``.');
  });

  test('writes spans of a table out and flows cells that hold code', () => {
    expect(bodyOf('<table><tr><th>K</th><th>V</th></tr><tr><td rowspan=2>a</td><td>1|2</td></tr><tr><td>3<br>4</td></tr></table>')).toBe(
      '| K | V |\n| --- | --- |\n| a | 1\\|2 |\n| a | 3 4 |',
    );
    expect(bodyOf('<table><tr><th>K</th><th>V</th></tr><tr><td>a</td><td><pre>x\ny</pre></td></tr></table>')).toBe(
      '**K**: a\n\n**V**:\n\n```\nx\ny\n```',
    );
  });

  test('makes links absolute and drops those that run code', () => {
    expect(
      bodyOf(
        '<p><a href="../x?a=1">one</a>, <a href="#here">two</a>, <a href="javascript:alert(1)">three</a>, <a href="/f(1)">four</a></p>',
      ),
    ).toBe(
      '[one](https://docs.example.com/x?a=1), [two](https://docs.example.com/guide/page.html#here), three, [four](https://docs.example.com/f%281%29)',
    );
  });

  test('puts each tab’s label before its panel where the list of labels hangs in a wrapper of its own', () => {
    const tabset =
      '<div class="tabset"><div class="ulist tabs"><ul><li><p><a id="t_linux"></a>Linux</p></li><li><p><a id="t_mac"></a>macOS</p></li></ul></div>' +
      '<div class="content"><div class="tab-pane" aria-labelledby="t_mac"><ul><li>Open it.</li></ul></div>' +
      '<div class="tab-pane" aria-labelledby="t_linux"><p>Unpack it.</p></div></div></div>';
    expect(bodyOf(tabset)).toBe('**macOS:**\n\n- Open it.\n\n**Linux:**\n\nUnpack it.');
  });

  test('reads a table that only numbers its rows as a list', () => {
    const callouts =
      '<table><tr><td><b>1</b></td><td>The <code>-w</code> waits.</td></tr><tr><td><b>2</b></td><td>The name.</td></tr></table>';
    expect(bodyOf(callouts)).toBe('1. The `-w` waits.\n2. The name.');
    expect(bodyOf('<table><tr><td>1</td><td>a</td></tr><tr><td>3</td><td>b</td></tr></table>')).toContain('| 3 | b |');
  });

  test('keeps what stands in a heading that was never closed', () => {
    const { articles } = extractArticles('<main><h1>Title<p>The text goes on.<table><tr><td>a<td>b</table>', URL_OF_PAGE);
    expect(articles.map(({ title, body }) => [title, body])).toEqual([
      ['Title', '# Title\n\nThe text goes on.\n\n| | |\n| --- | --- |\n| a | b |'],
    ]);
  });

  test('text that looks like Markdown opens no heading and no fence', () => {
    expect(bodyOf('<p># not a heading</p><p>``` not a fence</p>')).toBe('\\# not a heading\n\n\\``` not a fence');
  });
});

describe('sections', () => {
  test('carry the heading path, the anchor and a unique url', () => {
    const { articles } = extractArticles(
      page('<h2 id=a>A</h2><p>1</p><h3 id=b>B</h3><p>2</p><h4>C</h4><p>3</p><h2 id=a>A again</h2><p>4</p><h2>No id</h2><p>5</p>'),
      URL_OF_PAGE,
    );
    expect(articles.map(({ title, url }) => [title, url.slice(URL_OF_PAGE.length)])).toEqual([
      ['Page › A', '#a'],
      ['Page › A › B', '#b'],
      ['Page › A again', '#a:~:n=2'],
      ['Page › No id', '#:~:text=No%20id'],
    ]);
    expect(articles[1]?.body).toContain('#### C\n\n3');
  });

  test('that only list other pages are left out', () => {
    const { articles, removals } = extractArticles(
      page('<p>Text.</p><h2 id=s>See also</h2><ul><li><a href=/a>A page</a></li><li><a href=/b>B page</a></li></ul>'),
      URL_OF_PAGE,
    );
    expect(articles.map(({ title }) => title)).toEqual(['Page']);
    expect(removals.map(({ step }) => step)).toEqual(['related']);
  });

  test('too long for one row are cut into parts', () => {
    const { articles } = extractArticles(page(`<h2 id=long>Long</h2>${'<p>A sentence that says something.</p>'.repeat(120)}`), URL_OF_PAGE);
    expect(articles.length).toBeGreaterThan(1);
    expect(articles[1]?.url).toBe(`${URL_OF_PAGE}#long:~:part=2`);
  });
});

describe('the title', () => {
  const titles = (body: string) =>
    extractArticles(`<title>Name | Site</title><body>${body}</body>`, URL_OF_PAGE).articles.map(({ title }) => title);

  test('is the first heading that people see', () => {
    expect(titles('<main><template><h1>Not here</h1></template><h1>Real</h1><p>Text.</p></main>')).toEqual(['Real']);
    expect(titles('<main><h1 hidden>Loading</h1><h1>Real</h1><p>Text.</p></main>')).toEqual(['Real']);
  });

  test('is not the logo', () => {
    expect(titles('<main><h1><a href="/"><img alt="Acme Logo"></a></h1><p>Text.</p><h2 id=s>Start</h2><p>More.</p></main>')).toEqual([
      'Name',
      'Name › Start',
    ]);
  });
});

describe('facts', () => {
  test('are read from head and headers', () => {
    const facts = extractArticles(
      page(
        '<p>x</p>',
        '<link rel=canonical href="/guide/page"><meta name=robots content="noindex, nofollow"><meta name="docsearch:version" content="4.7,latest">',
      ),
      URL_OF_PAGE,
    );
    expect(facts).toMatchObject({ canonical: 'https://docs.example.com/guide/page', isNoindex: true, version: '4.7', links: [] });
    expect(extractArticles('<frameset><frame src="main.html"><noframes>No frames.</noframes></frameset>', URL_OF_PAGE)).toMatchObject({
      links: ['https://docs.example.com/guide/main.html'],
      articles: [],
    });
    expect(extractArticles('<meta http-equiv=refresh content="0; url=new/">', URL_OF_PAGE).refreshTo).toBe(
      'https://docs.example.com/guide/new/',
    );
  });
});

describe('hostile pages', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['nested elements', '<div>'.repeat(50_000)],
    ['attributes', `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}`).join(' ')}>`],
    ['elements', '<b></b>'.repeat(500_000)],
  ];
  test.each(hostile)('with too many %s are refused', (_, html) => {
    expect(() => extractArticles(html, URL_OF_PAGE)).toThrow(LimitReached);
  });

  test.each([
    ['unclosed elements', '<p><b>'.repeat(250) + '</i>'.repeat(200_000)],
    ['rows without a table', '<tr><td>x'.repeat(100)],
    ['spans', `<table>${'<tr><td colspan=9999 rowspan=9999>x</td></tr>'.repeat(2_000)}</table>`],
    ['tabs without panels', '<ul role=tablist><li role=tab>x</li></ul>'.repeat(20_000)],
    ['backticks and brackets', `<p>${'`[('.repeat(100_000)}</p>`],
  ])(
    'made of %s are read in linear time',
    (_, html) => {
      expect(extractArticles(page(`<p>Text.</p>${html}`), URL_OF_PAGE).title).toBe('Page');
    },
    10_000,
  );
});

import { describe, expect, test } from 'vitest';
import { LimitReached } from '#core/domain/errors.ts';
import { extractArticles } from './extract.ts';

const SIZE = 1_000_000;
const fill = (piece: string, size = SIZE) => piece.repeat(Math.floor(size / piece.length));
const count = (piece: (n: number) => string, size = SIZE) => {
  let text = '';
  for (let n = 0; text.length < size; n++) text += piece(n);
  return text;
};
const nest = (open: string, inner: string, close: string, depth: number) => fill(open.repeat(depth) + inner + close.repeat(depth));

/** Each of about a megabyte, made so that some step would cost its size squared if it were written carelessly. */
const PAGES: Readonly<Record<string, () => string>> = {
  'nested elements': () => fill('<div>'),
  'towers of elements': () => nest('<div>', 'x', '</div>', 500),
  'towers of lists': () => nest('<ul><li>x', '', '</ul>', 200),
  'one deep list with much in it': () => '<ul><li>'.repeat(200) + fill('<p>x</p>'),
  'towers of quotes': () => nest('<blockquote><p>x</p>', '', '</blockquote>', 480),
  'one deep quote with much in it': () => '<blockquote>'.repeat(400) + fill('<p>x</p>'),
  'towers of tables': () => nest('<table><tr><th>x<td>y', '', '</table>', 120),
  'towers of terms': () => nest('<dl><dd>x', '', '</dl>', 200),
  'towers of boxes': () => nest('<div class="admonition note"><p class="admonition-title">T</p>', '', '</div>', 480),
  'towers of emphasis': () => nest('<em><i><strong>x', '', '</strong></i></em>', 160),
  'towers of links': () => nest('<a href="/x">y', '', '</a>', 400),
  'towers of code': () => nest('<code>', 'x', '</code>', 480),
  'towers of formulas': () => nest('<math>', '', '</math>', 450),
  'towers of powers': () => nest('<sup>', '<a>x</a>', '</sup>', 480),
  'code deep down': () => '<div><p>x</p>'.repeat(240) + fill('<pre>x</pre>'),
  'attributes on an element': () => `<p ${count((n) => `a${n} `)}>`,
  'attributes on all elements': () => count((n) => `<p a${n % 400}=1 b=2>`),
  'classes': () => `<div class="${count((n) => `c${n} `)}">x</div>`,
  'long classes': () => fill(`<p class="${'noteBox '.repeat(150)}">x</p>`),
  'ids': () => count((n) => `<p id=i${n}>x</p>`),
  'spans': () => `<table>${fill('<tr><td colspan=9999 rowspan=9999>x</td></tr>')}</table>`,
  'spans of much text': () => `<table>${fill(`<tr><td colspan=50 rowspan=50>${'word '.repeat(1_000)}</td></tr>`)}</table>`,
  'columns': () => `<table><tr>${fill('<td>x')}</table>`,
  'rows with a long header': () => `<table><tr><th>${'h '.repeat(5_000)}<th>b</tr>${fill('<tr><td>1<td><pre>x\ny</pre>')}</table>`,
  'small tables': () => fill('<table><tr><td>a<td>b</table>'),
  'tab sets': () => fill('<div><ul role=tablist><li role=tab>x</li><li role=tab>y</li></ul><div role=tabpanel>a</div><div role=tabpanel hidden>b</div></div>'),
  'tab sets side by side': () => fill('<ul role=tablist><li role=tab>x</ul><div role=tabpanel>b</div>'),
  'tabs without panels': () => fill('<ul role=tablist><li role=tab>x</li></ul>'),
  'tabs of one set': () => `<ul role=tablist>${fill('<li role=tab>x</li>', SIZE / 2)}</ul>${fill('<div role=tabpanel>a</div>', SIZE / 2)}`,
  'panels in panels': () => nest('<div role=tabpanel>', '', '</div>', 400),
  'radio buttons': () => fill('<input type=radio id=a><label for=a>x</label><div>y</div>'),
  'bars of buttons': () => fill('<div class=tabs><button>x</button><button>y</button></div><div>p</div><div>q</div>'),
  'folded panels': () => count((n) => `<button aria-expanded=false aria-controls=p${n}>x</button><div id=p${n} hidden>y</div>`),
  'headings of one text': () => fill('<h2>Same</h2><p>x</p>'),
  'headings of one id': () => fill('<h2 id=a>Same</h2><p>x</p>'),
  'headings after icons': () => fill('<i></i><h2>x</h2>'),
  'headings that are long': () => count((n) => `<h2>${'word '.repeat(200)}${n}</h2><p>x</p>`),
  'headings never closed': () => fill('<h2>x<p>y'),
  'headings full of links': () => `<h2>${fill('<a href="#x">#</a>')}</h2>x`,
  'sections under a long title': () => `<h1>${'word '.repeat(40_000)}</h1>${fill('<h2>a</h2>b')}`,
  'titles': () => fill('<h1>x</h1>y'),
  'one character': () => `<p>${'x'.repeat(SIZE)}`,
  'spaces': () => `<p>x${' '.repeat(SIZE)}y`,
  'line breaks': () => `<pre>${'\n'.repeat(SIZE)}x</pre>`,
  'lines of one space': () => `<pre>${fill(' \n')}x</pre>`,
  'breaks': () => `<p>${fill('x<br> ')}`,
  'backticks': () => `<pre>${'`'.repeat(SIZE)}</pre><p>${fill('`[(')}`,
  'brackets': () => `<p>${fill('<a href="/(((((((((((((">[[[[</a>')}`,
  'stars': () => `<b>${'*'.repeat(SIZE)}</b>`,
  'spaces in emphasis': () => `<b>${' '.repeat(SIZE / 2)}x${' '.repeat(SIZE / 2)}</b>`,
  'pipes and strokes': () => `<table><tr><td>a<td>${fill('\\|')}</table>`,
  'blocks of code': () => fill('<pre>x</pre>'),
  'style rules': () => `<style>${count((n) => `.a${n}{display:none}`, SIZE / 2)}</style>${fill('<p class="a1 b">x</p>', SIZE / 2)}`,
  'style rules that climb': () => `<style>${count((n) => `.a${n} .b{display:none}`, 20_000)}</style>${'<div>'.repeat(480)}${fill('<p class="b">x</p>')}`,
  'style comments never closed': () => `<style>${fill('/* x')}</style><p>x`,
  'style braces': () => `<style>${'{'.repeat(SIZE)}</style><p>x`,
  'inline styles': () => fill(`<p style="${'color:red;'.repeat(190)}">x</p>`),
  'inline comments': () => fill(`<p style="${'/*'.repeat(900)}">x</p>`),
  'colours on colours': () => '<div style="color:#123">'.repeat(300) + fill('<p style="color:#fff">x</p>'),
  'comments': () => fill('<div><!-- x --></div>'),
  'closing tags': () => '<p><b>'.repeat(250) + fill('</i>'),
  'links': () => count((n) => `<a href="/p${n}">x</a>`),
  'links into the page': () => `<ul>${count((n) => `<li><a href="#p${n}">x</a></li>`)}</ul>`,
  'a long address': () => `<link rel=canonical href="/${'x'.repeat(SIZE)}"><p>x`,
  'a long refresh': () => `<meta http-equiv=refresh content="0;${' '.repeat(SIZE)}x">`,
  'a long version': () => `<meta name=version content="1${fill('.1')}!">`,
  'a long title': () => `<title>${fill('a - ')}</title><p>x`,
  'a long breadcrumb': () => `<nav class=breadcrumb><li>${fill('/ ')}x</nav><p>x`,
  'a long alternative text': () => `<img alt="${fill('a-')}"><p>x`,
  'dates': () => fill('<p>Last updated on Jan 1, 20</p>'),
  'shells': () => `<script src=a></script>${fill('<noscript>enable</noscript>')}`,
  'articles': () => fill('<article>x</article>'),
  'articles in articles': () => nest('<main><article>', 'x', '</article></main>', 240),
}; // biome-ignore format: one page a line

/** What hangs is found by the guard alone; how fast the rest is belongs to the bench. */
describe('a page of a megabyte is read or refused, made of', () => {
  test.each(Object.keys(PAGES))('%s', (name) => {
    const html = `<title>P</title><main><h1>P</h1><p>Text.</p>${PAGES[name]!()}`;
    try {
      expect(extractArticles(html, 'https://docs.example.com/p').url).toBe('https://docs.example.com/p');
    } catch (error) {
      expect(error).toBeInstanceOf(LimitReached);
    }
  });
});

test('pages that were made to exhaust their reader are refused', () => {
  const pages = ['nested elements', 'attributes on an element', 'columns', 'style rules that climb'];
  for (const name of pages) expect(() => extractArticles(PAGES[name]!(), 'https://docs.example.com/p'), name).toThrow(LimitReached);
});

test('a large page that somebody wrote is read to its end', () => {
  const html = `<title>P</title><main><h1>P</h1>${count((n) => `<h2 id="s${n}">Section ${n}</h2><p>A sentence of <code>section${n}</code> that says a little more.</p>`, 4 * SIZE)}`;
  const { articles } = extractArticles(html, 'https://docs.example.com/p');
  expect(articles.length).toBeGreaterThan(30_000);
}, 60_000);

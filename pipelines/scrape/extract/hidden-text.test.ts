import { describe, expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

const textOf = (html: string) =>
  extractArticles(
    `<title>P</title><main><h1>P</h1><p>Text that all readers of the page see.</p>${html}<p>And its end.</p></main>`,
    'https://docs.example.com/p',
  )
    .articles.map(({ body }) => body)
    .join('\n');

describe('text that a browser does not show is left out', () => {
  test.each([
    '<div inert>SECRET</div>', '<dialog>SECRET</dialog>', '<p popover>SECRET</p>', '<template>SECRET</template>', '<datalist><option>SECRET</option></datalist>',
    '<div aria-hidden="TRUE">SECRET</div>', '<div style="content-visibility:hidden">SECRET</div>', '<div style="font-size:2px">SECRET</div>',
    '<div style="font-size:0.01em">SECRET</div>', '<div style="zoom:0">SECRET</div>', '<div style="scale: 0">SECRET</div>', '<div style="filter:opacity(0)">SECRET</div>',
    '<div style="position:fixed;left:-100vw">SECRET</div>', '<div style="text-indent:100%;white-space:nowrap;overflow:hidden">SECRET</div>',
    '<div style="transform:rotateY(90deg)">SECRET</div>', '<div style="clip-path:polygon(0 0,0 0,0 0)">SECRET</div>', '<div style="display:/**/none">SECRET</div>',
    '<div style="color:#ffffff00">SECRET</div>', '<div style="color:#fefefe;background:#fff">SECRET</div>', '<div style="color:hsl(0,0%,100%)">SECRET</div>',
    '<div style="color:rgba(9, 9, 9, 0)">SECRET</div>', '<font color="white">SECRET</font>', '<table bgcolor="#333333"><tr><td><font color="#333">SECRET</font></td><td>b</td></tr></table>',
    '<p class="u-visually-hidden">SECRET</p>', '<p class="hide">SECRET</p>',
    '<style>p.y{display:none}</style><p class="y">SECRET</p>', '<style>main > .y, b{display:none}</style><p class="y">SECRET</p>',
    '<style>main .y{left:-9999px;position:absolute}</style><p class="y">SECRET</p>', '<style>[data-trap="1"]{font-size:0}</style><p data-trap="1">SECRET</p>',
    '<style>@media screen{.y{display:none}}</style><p class="y">SECRET</p>', '<style>@layer base{#y{visibility:hidden}}</style><p id="y">SECRET</p>',
  ])('%s', (html) => expect(textOf(html)).not.toContain('SECRET')); // biome-ignore format: one way to hide after the other
});

describe('text that a browser shows stays', () => {
  test.each([
    '<p class="hidden md:block">SEEN</p>', '<p class="d-none d-lg-block">SEEN</p>', '<p aria-hidden="false">SEEN</p>', '<p hidden="until-found">SEEN</p>',
    '<p style="position:absolute;left:-50px">SEEN</p>', '<p style="width:0;overflow:visible">SEEN</p>', '<p style="color:rgb(0,0,0)">SEEN</p>',
    '<div style="background:url(dark.png) #222"><p style="color:#fff">SEEN</p></div>', '<p style="color:#fff;text-shadow:0 0 2px #000">SEEN</p>',
    '<style>.y{display:none}.y{display:block}</style><p class="y">SEEN</p>', '<style>.y:hover{display:none}</style><p class="y">SEEN</p>',
    '<style>@media print{.y{display:none}}</style><p class="y">SEEN</p>', '<style>nav .y{display:none}</style><p class="y">SEEN</p>',
    '<style>[data-theme="dark"] .y{display:none}</style><p class="y">SEEN</p>', '<style>/* .y{display:none} */</style><p class="y">SEEN</p>',
  ])('%s', (html) => expect(textOf(html)).toContain('SEEN')); // biome-ignore format: one way to show after the other

  test('where the whole text waits for a script', () => {
    const { articles } = extractArticles(
      '<title>P</title><style>.wait{opacity:0}</style><main><div class="wait"><h1>P</h1><p>All that the page has to say.</p></div></main>',
      'https://docs.example.com/p',
    );
    expect(articles[0]?.body).toContain('All that the page has to say.');
  });
});

describe('what a click opens is content', () => {
  test.each([
    ['details that a script folds', '<details><summary>More</summary><div style="display:none;overflow:hidden;height:0"><p>SEEN</p></div></details>'],
    ['a panel that a button names', '<div><button aria-expanded="false" aria-controls="p">More</button></div><div id="p" hidden><p>SEEN</p></div>'],
    ['a panel that a heading opens', '<h3 id="q"><button aria-expanded="false" aria-controls="p">Question</button></h3><div id="p" style="display: none"><p>SEEN</p></div>'],
    ['a panel that the style sheet hides', '<style>.collapse{display:none}</style><a data-bs-toggle="collapse" href="#p">More</a><div class="collapse" id="p"><p>SEEN</p></div>'],
  ])('%s', (_, html) => expect(textOf(html)).toContain('SEEN')); // biome-ignore format: one kind a line

  test('but what is hidden in open details stays hidden', () => {
    expect(textOf('<details><summary>More</summary><p hidden>HIDDEN</p></details>')).not.toContain('HIDDEN');
    expect(textOf('<details><summary>More</summary><p>Seen.</p><p style="display:none">HIDDEN</p></details>')).not.toContain('HIDDEN');
  });

  test('but for menus and dialogs', () => {
    expect(
      textOf('<button aria-expanded="false" aria-controls="m">Menu</button><div id="m" role="menu" hidden><p>SECRET</p></div>'),
    ).not.toContain('SECRET');
  });
});

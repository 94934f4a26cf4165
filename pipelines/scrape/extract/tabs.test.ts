import { expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

/** Two tabs, Linux and macOS, as generators and themes write them: all of them must read alike. */
const SETS: Readonly<Record<string, string>> = {
  'Docusaurus': '<div class="tabs-container"><ul role="tablist" class="tabs"><li role="tab" class="tabs__item">Linux</li><li role="tab" class="tabs__item">macOS</li></ul><div class="margin-top--md"><div role="tabpanel"><p>Unpack it.</p></div><div role="tabpanel" hidden=""><p>Open it.</p></div></div></div>',
  'Material': '<div class="tabbed-set tabbed-alternate"><input id="t1" name="t" type="radio"><input id="t2" name="t" type="radio"><div class="tabbed-labels"><label for="t1">Linux</label><label for="t2">macOS</label></div><div class="tabbed-content"><div class="tabbed-block"><p>Unpack it.</p></div><div class="tabbed-block"><p>Open it.</p></div></div></div>',
  'Material before 8': '<div class="tabbed-set"><input id="t1" name="t" type="radio"><label for="t1">Linux</label><div class="tabbed-content"><p>Unpack it.</p></div><input id="t2" name="t" type="radio"><label for="t2">macOS</label><div class="tabbed-content"><p>Open it.</p></div></div>',
  'sphinx-design': '<div class="sd-tab-set"><input id="t1" name="t" type="radio"><label class="sd-tab-label" for="t1">Linux</label><div class="sd-tab-content"><p>Unpack it.</p></div><input id="t2" name="t" type="radio"><label class="sd-tab-label" for="t2">macOS</label><div class="sd-tab-content"><p>Open it.</p></div></div>',
  'sphinx-tabs': '<div class="sphinx-tabs"><div role="tablist"><button aria-controls="p1" class="sphinx-tabs-tab" role="tab">Linux</button><button aria-controls="p2" class="sphinx-tabs-tab" role="tab">macOS</button></div><div class="sphinx-tabs-panel" id="p1" role="tabpanel"><p>Unpack it.</p></div><div class="sphinx-tabs-panel" hidden="true" id="p2" role="tabpanel"><p>Open it.</p></div></div>',
  'sphinx-inline-tabs': '<div class="tab-set"><input class="tab-input" id="t1" name="t" type="radio"><label class="tab-label" for="t1">Linux</label><div class="tab-content"><p>Unpack it.</p></div><input class="tab-input" id="t2" name="t" type="radio"><label class="tab-label" for="t2">macOS</label><div class="tab-content"><p>Open it.</p></div></div>',
  'Antora': '<div class="openblock tabs"><div class="content"><div class="ulist tablist"><ul><li id="a" class="tab"><p>Linux</p></li><li id="b" class="tab"><p>macOS</p></li></ul></div><div id="a--panel" class="tabpanel" aria-labelledby="a"><div class="paragraph"><p>Unpack it.</p></div></div><div id="b--panel" class="tabpanel" aria-labelledby="b"><div class="paragraph"><p>Open it.</p></div></div></div></div>',
  'Hugo Book': '<div class="book-tabs"><input type="radio" class="toggle" name="t" id="t1"><label for="t1">Linux</label><div class="book-tabs-content"><p>Unpack it.</p></div><input type="radio" class="toggle" name="t" id="t2"><label for="t2">macOS</label><div class="book-tabs-content"><p>Open it.</p></div></div>',
  'Bootstrap 3': '<ul class="nav nav-tabs"><li class="active"><a data-toggle="tab" href="#p1">Linux</a></li><li><a data-toggle="tab" href="#p2">macOS</a></li></ul><div class="tab-content"><div id="p1" class="tab-pane fade in active"><p>Unpack it.</p></div><div id="p2" class="tab-pane fade"><p>Open it.</p></div></div>',
  'Bootstrap 5': '<ul class="nav nav-tabs" role="tablist"><li class="nav-item" role="presentation"><button class="nav-link" data-bs-target="#p1" role="tab">Linux</button></li><li class="nav-item" role="presentation"><button class="nav-link" data-bs-target="#p2" role="tab">macOS</button></li></ul><div class="tab-content"><div class="tab-pane" id="p1" role="tabpanel"><p>Unpack it.</p></div><div class="tab-pane" id="p2" role="tabpanel"><p>Open it.</p></div></div>',
  'Starlight': '<starlight-tabs><div class="tablist-wrapper"><ul role="tablist"><li role="presentation" class="tab"><a role="tab" href="#p1" id="a">Linux</a></li><li role="presentation" class="tab"><a role="tab" href="#p2" id="b">macOS</a></li></ul></div><div id="p1" aria-labelledby="a" role="tabpanel"><p>Unpack it.</p></div><div id="p2" aria-labelledby="b" role="tabpanel" hidden><p>Open it.</p></div></starlight-tabs>',
  'GitBook': '<div><div role="tablist"><div><button role="tab" aria-controls="p1">Linux</button></div><div><button role="tab" aria-controls="p2">macOS</button></div></div><div role="tabpanel" id="p1"><p>Unpack it.</p></div><div role="tabpanel" id="p2" class="hidden"><p>Open it.</p></div></div>',
  'buttons and a style sheet': '<style>.tabcontent{display:none}</style><div class="tab"><button class="tablinks">Linux</button><button class="tablinks">macOS</button></div><div class="tabcontent"><p>Unpack it.</p></div><div class="tabcontent" style="display:none"><p>Open it.</p></div>',
}; // biome-ignore format: one generator a line

const page = (content: string) => `<title>P</title><main><h1>P</h1><p>Choose one.</p>${content}</main>`;
const bodyOf = (content: string) => extractArticles(page(content), 'https://docs.example.com/p').articles.map(({ body }) => body).join('\n'); // biome-ignore format: short

test.each(Object.keys(SETS))('tabs of %s become their panels, each under its label', (name) => {
  expect(bodyOf(SETS[name]!)).toBe('# P\n\nChoose one.\n\n**Linux:**\n\nUnpack it.\n\n**macOS:**\n\nOpen it.');
});

test('tabs that are code keep it whole, each under its label', () => {
  const group =
    '<div class="vp-code-group"><div class="tabs"><input type="radio" name="g" id="t1"><label for="t1">npm</label><input type="radio" name="g" id="t2"><label for="t2">pnpm</label></div>' +
    '<div class="blocks"><div class="language-sh active"><span class="lang">sh</span><pre><code>npm i\nnpm start</code></pre></div><div class="language-sh"><span class="lang">sh</span><pre><code>pnpm i</code></pre></div></div></div>';
  const bar =
    '<div class="CodeTabs"><div class="CodeTabs-toolbar"><button>npm</button><button>pnpm</button></div>' +
    '<div class="CodeTabs-inner"><pre><code data-lang="sh">npm i\nnpm start</code></pre><pre><code data-lang="sh">pnpm i</code></pre></div></div>';
  for (const html of [group, bar])
    expect(bodyOf(html), html).toBe('# P\n\nChoose one.\n\n**npm:**\n\n```sh\nnpm i\nnpm start\n```\n\n**pnpm:**\n\n```sh\npnpm i\n```');
});

test('questions with radio buttons are no tabs', () => {
  expect(
    bodyOf('<p>Is it on? <input type="radio" id="y"><label for="y">Yes</label> <input type="radio" id="n"><label for="n">No</label></p>'),
  ).not.toContain('**Yes');
});

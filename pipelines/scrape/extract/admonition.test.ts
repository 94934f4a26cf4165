import { expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

const bodyOf = (content: string) =>
  extractArticles(`<title>P</title><main><h1>P</h1><p>Text.</p>${content}</main>`, 'https://docs.example.com/p')
    .articles.map(({ body }) => body.replace('# P\n\nText.\n\n', ''))
    .join('\n');

/** A box that warns, as generators and themes write it: all of them must read alike. */
test.each([
  ['Docusaurus', '<div class="theme-admonition theme-admonition-warning admonition_xJq3 alert alert--warning"><div class="admonitionHeading_Gvgb"><span class="admonitionIcon_Rf37"><svg></svg></span>warning</div><div class="admonitionContent_BuS1"><p>Stop it first.</p></div></div>'],
  ['Sphinx', '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Stop it first.</p></div>'],
  ['Material, folded', '<details class="warning"><summary>Warning</summary><p>Stop it first.</p></details>'],
  ['VitePress', '<div class="warning custom-block"><p class="custom-block-title">WARNING</p><p>Stop it first.</p></div>'],
  ['Starlight', '<aside aria-label="Warning" class="starlight-aside starlight-aside--warning"><p class="starlight-aside__title" aria-hidden="true">Warning</p><div class="starlight-aside__content"><p>Stop it first.</p></div></aside>'],
  ['GitBook', '<div class="hint hint-warning"><p>Stop it first.</p></div>'],
  ['Docsy', '<div class="alert alert-warning" role="alert"><h4 class="alert-heading">Warning</h4><p>Stop it first.</p></div>'],
  ['Hugo Book', '<blockquote class="book-hint warning"><p>Stop it first.</p></blockquote>'],
  ['Just the Docs', '<p class="warning">Stop it first.</p>'],
  ['GitHub', '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title"><svg></svg>Warning</p><p>Stop it first.</p></div>'],
  ['Asciidoctor', '<div class="admonitionblock warning"><table><tr><td class="icon"><div class="title">Warning</div></td><td class="content"><div class="paragraph"><p>Stop it first.</p></div></td></tr></table></div>'],
  ['mdBook', '<blockquote class="blockquote-tag blockquote-tag-warning"><p class="blockquote-tag-title"><svg></svg>Warning</p><p>Stop it first.</p></blockquote>'],
  ['Doxygen', '<dl class="section warning"><dt>Warning</dt><dd>Stop it first.</dd></dl>'],
  ['Quarto', '<div class="callout callout-style-default callout-warning callout-titled"><div class="callout-header"><div class="callout-icon-container"><i class="callout-icon"></i></div><div class="callout-title-container">Warning</div></div><div class="callout-body-container callout-body"><p>Stop it first.</p></div></div>'],
  ['ReadMe', '<blockquote class="callout callout_warn"><h3 class="callout-heading"><span class="callout-icon">🚧</span>Warning</h3><p>Stop it first.</p></blockquote>'],
  ['a data attribute', '<div class="callout" data-callout-type="warning"><div><p>Stop it first.</p></div></div>'],
])('a warning of %s is a quote with its label', (_, html) => expect(bodyOf(html)).toBe('> **Warning:** Stop it first.')); // biome-ignore format: one generator a line

test('a title of its own follows the kind', () => {
  const boxes = [
    '<div class="admonition-mind-it admonition"><p class="admonition-title">Mind it</p><p>Stop.</p></div>',
    '<blockquote class="note-title"><p>Mind it</p><p>Stop.</p></blockquote>',
    '<aside aria-label="Mind it" class="starlight-aside starlight-aside--note"><p aria-hidden="true">Mind it</p><p>Stop.</p></aside>',
    '<div class="nextra-callout"><div>💡</div><div><p><strong>Mind it</strong></p></div></div>',
  ];
  expect(boxes.map(bodyOf)).toEqual([
    '> **Note — Mind it:** Stop.',
    '> **Note — Mind it:** Stop.',
    '> **Note — Mind it:** Stop.',
    '> **Note:** **Mind it**',
  ]);
});

test('parts of boxes, quotes and names that only begin alike are none', () => {
  for (const html of ['<div class="callout-body"><p>x</p></div>', '<div class="constructor"><p>x</p></div>'])
    expect(bodyOf(html)).toBe('x');
  expect(bodyOf('<blockquote class="quote"><p>x</p></blockquote>')).toBe('> x');
});

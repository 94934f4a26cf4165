import { describe, expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

const URL_OF_PAGE = 'https://docs.example.com/guide/page.html';
const page = (content: string, head = '') =>
  `<html><head><title>Page | Site</title>${head}</head><body><main><h1>Page</h1>${content}</main></body></html>`;

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

describe('when a page was changed', () => {
  const lastModified = (content: string, head = '') => extractArticles(page(`<p>Text.</p>${content}`, head), URL_OF_PAGE).lastModified;

  test.each([
    ['a meta element', '', '<meta property="article:modified_time" content="2026-02-17T10:00:00Z">', '2026-02-17T10:00:00.000Z'],
    ['a marked time', '<footer><span class="theme-last-updated">Last updated on <b><time datetime="2026-02-17T10:00:00Z">Feb 17, 2026</time></b></span></footer>', '', '2026-02-17T10:00:00.000Z'],
    ['a line in words', '<p>Last updated on Feb 17, 2026 by Ann.</p>', '', '2026-02-17T00:00:00.000Z'],
    ['a line of a theme', '<div class="footer">Last updated: 17 February 2026</div>', '', '2026-02-17T00:00:00.000Z'],
    ['a line of Asciidoctor', '<div id="footer-text">Last updated 2026-02-17 10:00:00 UTC</div>', '', '2026-02-17T10:00:00.000Z'],
    ['a marked date', '<span class="git-revision-date">February 17, 2026</span>', '', '2026-02-17T00:00:00.000Z'],
    ['microdata', '<meta itemprop="dateModified" content="2026-02-17">', '', '2026-02-17T00:00:00.000Z'],
  ])('is read from %s', (_, content, head, expected) => expect(lastModified(content, head)).toBe(expected)); // biome-ignore format: one way a line

  test('is not read from prose', () => {
    expect(lastModified('<p>Updated 3 times, the file stays locked.</p><p>The field was last modified by the agent.</p>')).toBeNull();
  });
});

describe('the version of what a page is about', () => {
  const version = (content: string, head = '', url = URL_OF_PAGE) => extractArticles(page(`<p>Text.</p>${content}`, head), url).version;

  test.each([
    ['a meta element', '', '<meta name="docsearch:version" content="4.7">'],
    ['a switcher', '<select id="version-select"><option>5.0</option><option selected>4.7</option></select>', ''],
    ['Antora’s navigation', '<div class="nav-container" data-version="4.7"></div>', ''],
    ['Read the Docs', '<span class="rst-current-version">v: 4.7</span>', ''],
    ['Sphinx', '', '<script>var DOCUMENTATION_OPTIONS = { URL_ROOT: "./", VERSION: \'4.7\' };</script>'],
    ['a name with its version', '<div class="version">Version 4.7</div>', ''],
  ])('is read from %s', (_, content, head) => expect(version(content, head)).toBe('4.7')); // biome-ignore format: one way a line

  test('is the one in the address before one that stands on the page', () => {
    expect(version('<div class="version">5.0</div>', '', 'https://docs.example.com/4.7/page.html')).toBe('4.7');
    expect(version('<div class="version">latest</div><select><option selected>9</option></select>')).toBeNull();
  });
});

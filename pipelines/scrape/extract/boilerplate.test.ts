import { describe, expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

const extract = (html: string) =>
  extractArticles(
    `<title>P</title><body><main><h1>P</h1><p>Text of the page that all its readers see, and some more of it.</p>${html}</main></body>`,
    'https://docs.example.com/p',
  );
const rest = (html: string) =>
  extract(html)
    .articles.map(({ body }) => body.replace('# P\n\nText of the page that all its readers see, and some more of it.', '').trim())
    .join('\n');

describe('goes, with its reason', () => {
  test.each([
    ['a banner about the version', '<div class="theme-doc-version-banner alert alert--warning"><div>This is unreleased documentation for Ferry <b>Next</b> version.</div></div>'],
    ['a banner about the version', '<div class="admonition warning"><p>You are viewing the docs of an old version.</p></div>'],
    ['a banner about the version', '<div class="version-alert"><p>This page documents an older release. <a href="/">Go to the newest</a></p></div>'],
    ['an announcement', '<div id="announcement-banner">We are hiring people</div>'],
    ['an announcement', '<div class="bd-header-announcement">A new release is out</div>'],
    ['an announcement', '<aside class="md-banner"><div>Sign up for our news</div></aside>'],
    ['a cookie or consent notice', '<div id="CybotCookiebotDialog">This site uses cookies</div>'],
    ['a cookie or consent notice', '<div class="notice cookie-notice">We use cookies</div>'],
    ['a search dialog', '<div class="DocSearch-Modal">Search the docs</div>'],
    ['a search dialog', '<div id="search-modal"><p>Type to search</p></div>'],
    ['a dialog', '<div class="modal fade"><p>Sign in first</p></div>'],
    ['advertising', '<div id="carbonads">Ads by somebody</div>'],
    ['advertising', '<ins class="adsbygoogle">Buy it</ins>'],
    ['navigation', '<p class="crumbs"><a href="/">Home</a> &gt; <a href="/d">Docs</a> &gt; P</p>'],
    ['links to the pages around', '<table class="navfooter"><tr><td><a href="a">Prev</a></td><td><a href="b">Home</a></td><td><a href="c">Next</a></td></tr></table>'],
    ['links to the pages around', '<p><a href="/a">← Install</a> | <a href="/b">Use →</a></p>'],
    ['links to the pages around', '<p><a href="a">Previous</a> | <a href="i">Contents</a> | <a href="c">Next</a></p>'],
    ['a link to edit the page', '<p><a href="/edit">✏️ Edit this page on GitHub</a></p>'],
    ['a link to edit the page', '<p>Found an error? <a href="/issues/new">Report it</a></p>'],
    ['a feedback question', '<p>Was this page helpful? <a href="#">Yes</a> <a href="#">No</a></p>'],
    ['a sign that something comes', '<div>Loading…</div>'],
    ['a line about the generator', '<p>Built with Pressmaker using a theme.</p>'],
    ['a table of contents', '<details class="toc"><summary>Contents</summary><ul><li><a href="#a">A</a></li></ul></details>'],
    ['a page tool', '<p>Copy page</p>'],
  ])('%s: %s', (reason, html) => {
    expect(rest(html)).toBe('');
    expect(extract(html).removals.map((removal) => removal.reason)).toContain(reason);
  }); // biome-ignore format: one kind a line
});

test('stays where the words are content', () => {
  const kept = [
    '<div class="admonition warning"><p>This is an older way to do it; the new release has another.</p></div>',
    '<p>This page documents an older version of the protocol.</p>',
    '<table><tr><th>Key</th><th>Goes to</th></tr><tr><td>n</td><td><a href="/n">Next</a></td></tr></table>',
    '<ul><li><a href="/up">Up</a> and <a href="/next">Next</a> move through the list of all jobs.</li></ul>',
    `<p>Found an error in the log? Restart the agent.</p><p>${'More of the text. '.repeat(20)}</p>`,
    '<p>Loading a model takes a minute.</p>',
    '<section id="cookies"><h2 id="cookies">Cookies</h2><p>The console sets one cookie.</p></section>',
  ];
  for (const html of kept) expect(rest(html), html).not.toBe('');
});

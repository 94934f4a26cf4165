import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { capital, escapeHtml, highlight, type TokenKind } from './text.ts';

const CHROMA: Readonly<Record<TokenKind, string>> = { comment: 'c1', string: 's2', number: 'mi', keyword: 'kd', punctuation: 'p' };
const HINTS = { note: 'info', tip: 'info', warning: 'warning', danger: 'danger' };

/** Hugo with the Book theme: menu, page and contents are three columns of one `main`, and there is no footer chrome but links. */
export const hugoBook: Generator = {
  baseUrl: 'https://tallow.example/docs/',

  heading: ({ level, id, text }, html) =>
    `<h${level} id="${id}">\n${html}\n<a class="anchor" href="#${id}"${level > 1 ? ` aria-label="Anchor ${escapeHtml(text)}"` : ''}>#</a>\n</h${level}>`,

  code({ text, lang, title }) {
    const lines = text
      .split('\n')
      .map(
        (line) =>
          `<span class="line"><span class="cl">${highlight(line, (kind, piece) => `<span class="${CHROMA[kind]}">${piece}</span>`)}\n</span></span>`,
      );
    return `${title && `<p><strong>${escapeHtml(title)}</strong></p>\n`}<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-${lang}" data-lang="${lang}">${lines.join('')}</code></pre></div>`;
  },

  note: (kind, title, html) =>
    `<blockquote class="book-hint ${HINTS[kind]}">\n<p><strong>${title || capital(kind)}</strong></p>\n${html}\n</blockquote>`,

  tabs: (tabs, count) =>
    `<div class="book-tabs">\n${tabs.map(({ label, html }, index) => `<input type="radio" class="toggle" name="tabs-${count}" id="tabs-${count}-${index}" ${index ? '' : 'checked="checked" '}/>\n<label for="tabs-${count}-${index}">\n${label}\n</label>\n<div class="book-tabs-content markdown-inner">\n${html}\n</div>`).join('\n')}\n</div>`,

  table: (html) => html,

  page({ title, lang, body, headings }) {
    const menu = sections(
      (name, titles, index) =>
        `<li class="book-section-flat"><input type="checkbox" id="section-${index}" class="toggle" checked /><label for="section-${index}" class="flex justify-between"><a role="button">${name}</a></label><ul>${links(titles, (href, text) => `<li><a href="/docs${href}">${text}</a></li>`)}</ul></li>`,
    );
    const toc = `<nav id="TableOfContents"><ul>${contents(headings, ({ id, text }) => `<li><a href="#${id}">${text}</a></li>`)}</ul></nav>`;
    return `<!DOCTYPE html>
<html lang="${lang}" dir="ltr">
<head>
  <meta name="generator" content="Hugo 0.139.0">
  <meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta name="description" content="Tallow is a slow queue for patient work.">
<meta property="og:title" content="${escapeHtml(title)}">
<title>${escapeHtml(title)} | Tallow</title>
<link rel="stylesheet" href="/book.min.6970156c.css">
<script defer src="/flexsearch.min.js"></script>
</head>
<body dir="ltr" class="book-kind-page book-type-docs">
  <input type="checkbox" class="hidden toggle" id="menu-control" />
  <input type="checkbox" class="hidden toggle" id="toc-control" />
  <main class="container flex">
    <aside class="book-menu">
      <div class="book-menu-content">
<nav>
<h2 class="book-brand"><a class="flex align-center" href="/"><span>Tallow</span></a></h2>
<div class="book-search hidden"><input type="text" id="book-search-input" placeholder="Search" aria-label="Search" maxlength="64" data-hotkeys="s/" /><div class="book-search-spinner hidden"></div><ul id="book-search-results"></ul></div>
<ul class="book-languages"><li><input type="checkbox" id="languages" class="toggle" /><label for="languages" class="flex justify-between"><a role="button" class="flex align-center"><img src="/svg/translate.svg" class="book-icon" alt="Languages" />English</a></label><ul><li><a href="/de/">Deutsch</a></li></ul></li></ul>
<ul>${menu}</ul>
<ul><li><a href="/posts/">Blog</a></li><li><a href="https://git.tallow.example" target="_blank" rel="noopener">Source code</a></li></ul>
</nav>
      </div>
    </aside>
    <div class="book-page">
      <header class="book-header">
<div class="flex align-center justify-between"><label for="menu-control"><img src="/svg/menu.svg" class="book-icon" alt="Menu" /></label><h3>${title}</h3><label for="toc-control"><img src="/svg/toc.svg" class="book-icon" alt="Table of Contents" /></label></div>
<aside class="hidden clearfix">${toc}</aside>
      </header>
<article class="markdown book-article">
${body}
</article>
      <footer class="book-footer">
<div class="flex flex-wrap justify-between"><div><a class="flex align-center" href="#" title="Last modified by Wick Chandler | 2026-01-20" target="_blank" rel="noopener"><img src="/svg/calendar.svg" class="book-icon" alt="Calendar" /><span>2026-01-20</span></a></div><div><a class="flex align-center" href="#" target="_blank" rel="noopener"><img src="/svg/edit.svg" class="book-icon" alt="Edit" /><span>Edit this page</span></a></div></div>
<script>(function(){document.querySelectorAll("pre:has(code)").forEach(function(e){e.addEventListener("click",function(){})})})()</script>
      </footer>
      <div class="book-comments"></div>
      <label for="menu-control" class="hidden book-menu-overlay"></label>
    </div>
    <aside class="book-toc"><div class="book-toc-content">${toc}</div></aside>
  </main>
</body>
</html>`;
  },
};

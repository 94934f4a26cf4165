import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { escapeHtml, highlight } from './text.ts';

const SITE = 'Lanternfish';
const ICON =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M19,21H8V7H19M19,5H8A2,2 0 0,0 6,7V21A2,2 0 0,0 8,23H19A2,2 0 0,0 21,21V7A2,2 0 0,0 19,5M16,1H4A2,2 0 0,0 2,3V17H4V3H16V1Z"></path></svg>';
const ALERTS = { note: 'secondary', tip: 'success', warning: 'warning', danger: 'danger' };

/** Docusaurus 3, classic theme, with announcement bar, version dropdown and a search modal as a plugin writes it. */
export const docusaurus: Generator = {
  baseUrl: 'https://docs.lanternfish.example/docs/',

  heading: ({ level, id, text }, html) =>
    level === 1
      ? `<header><h1>${html}</h1></header>`
      : `<h${level} class="anchor anchorTargetStickyNavbar_Vzrq" id="${id}">${html}<a href="#${id}" class="hash-link" aria-label="Direct link to ${escapeHtml(text)}" title="Direct link to ${escapeHtml(text)}" translate="no">​</a></h${level}>`,

  code({ text, lang, title, numbered }) {
    const lines = text.split('\n').map((line) => {
      const html =
        line === ''
          ? '<span class="token plain" style="display:inline-block"></span>'
          : `<span class="token plain">${highlight(line, (kind, piece) => `</span><span class="token ${kind}" style="color:#36acaa">${piece}</span><span class="token plain">`)}</span>`;
      return `<span class="token-line" style="color:#393A34">${numbered ? `<span class="codeLineNumber_Tfdd"></span><span class="codeLineContent_feaV">${html}</span>` : html}<br></span>`;
    });
    const heading = title && `<div class="codeBlockTitle_OeMC">${escapeHtml(title)}</div>`;
    return `<div class="language-${lang} codeBlockContainer_Ckt0 theme-code-block" style="--prism-color:#393A34;--prism-background-color:#f6f8fa">${heading}<div class="codeBlockContent_QJqH"><pre tabindex="0" class="prism-code language-${lang} codeBlock_bY9V thin-scrollbar" style="color:#393A34;background-color:#f6f8fa"><code class="codeBlockLines_e6Vv${numbered ? ' codeBlockLinesWithNumbering_o6Pm' : ''}">${lines.join('')}</code></pre><div class="buttonGroup_M5ko"><button type="button" aria-label="Copy code to clipboard" title="Copy" class="clean-btn"><span class="copyButtonIcons_IEyt" aria-hidden="true">${ICON}</span></button></div></div></div>`;
  },

  note: (kind, title, html) =>
    `<div class="theme-admonition theme-admonition-${kind} admonition_xJq3 alert alert--${ALERTS[kind]}"><div class="admonitionHeading_Gvgb"><span class="admonitionIcon_Rf37">${ICON}</span>${title || kind}</div><div class="admonitionContent_BuS1">${html}</div></div>`,

  tabs: (tabs) =>
    `<div class="theme-tabs-container tabs-container tabList__CuJ"><ul role="tablist" aria-orientation="horizontal" class="tabs">${tabs.map(({ label }, index) => `<li role="tab" tabindex="${index ? -1 : 0}" aria-selected="${index === 0}" class="tabs__item tabItem_LNqP${index ? '' : ' tabs__item--active'}">${label}</li>`).join('')}</ul><div class="margin-top--md">${tabs.map(({ html }, index) => `<div role="tabpanel" class="tabItem_Ymn6"${index ? ' hidden=""' : ''}>${html}</div>`).join('')}</div></div>`,

  table: (html) => html,

  page({ title, lang, body, headings }) {
    const toc = contents(headings, ({ id, text }) => `<li><a href="#${id}" class="table-of-contents__link toc-highlight">${text}</a></li>`);
    const menu = sections(
      (name, titles) =>
        `<li class="theme-doc-sidebar-item-category theme-doc-sidebar-item-category-level-1 menu__list-item"><div class="menu__list-item-collapsible"><a class="menu__link menu__link--sublist menu__link--sublist-caret" role="button" aria-expanded="true" href="#">${name}</a></div><ul class="menu__list">${links(titles, (href, text) => `<li class="theme-doc-sidebar-item-link theme-doc-sidebar-item-link-level-2 menu__list-item"><a class="menu__link" tabindex="0" href="/docs${href}">${text}</a></li>`)}</ul></li>`,
    );
    return `<!doctype html>
<html lang="${lang}" dir="ltr" class="docs-wrapper plugin-docs plugin-id-default docs-version-current docs-doc-page" data-has-hydrated="false">
<head><meta charset="UTF-8"><meta name="generator" content="Docusaurus v3.8.1"><title data-rh="true">${escapeHtml(title)} | ${SITE}</title><meta data-rh="true" name="viewport" content="width=device-width,initial-scale=1"><meta data-rh="true" property="og:title" content="${escapeHtml(title)} | ${SITE}"><meta data-rh="true" name="docusaurus_version" content="current"><link rel="stylesheet" href="/assets/css/styles.5d9c0e7a.css"><script src="/assets/js/runtime~main.8c1f.js" defer></script></head>
<body class="navigation-with-keyboard">
<svg style="display: none;"><defs><symbol id="theme-svg-external-link" viewBox="0 0 24 24"><path fill="currentColor" d="M21 13v10h-21v-19h12v2h-10v15h17v-8h2zm3-12h-10.988l4.035 4-6.977 7.07 2.828 2.828 6.977-7.07 4.125 4.172v-11z"/></symbol></defs></svg>
<script>!function(){var t=function(){try{return window.localStorage.getItem("theme")}catch(t){}}();document.documentElement.setAttribute("data-theme",t||"light")}()</script>
<div id="__docusaurus"><div role="region" aria-label="Skip to main content"><a class="skipToContent_fXgn" href="#__docusaurus_skipToContent_fallback">Skip to main content</a></div>
<div class="theme-announcement-bar announcementBar_mb4j" role="banner"><div class="announcementBarPlaceholder_vyr4"></div><div class="content_knG7 announcementBarContent_xLdY">Lanternfish Cloud is in open beta. <a href="/cloud">Request an account today</a></div><button type="button" aria-label="Close" class="clean-btn close closeButton_CVFx announcementBarClose_gvF7"></button></div>
<nav aria-label="Main" class="theme-layout-navbar navbar navbar--fixed-top"><div class="navbar__inner"><div class="theme-layout-navbar-left navbar__items"><button aria-label="Toggle navigation bar" aria-expanded="false" class="navbar__toggle clean-btn" type="button"></button><a class="navbar__brand" href="/"><div class="navbar__logo"><img src="/img/logo.svg" alt="Lanternfish logo" class="themedComponent_mlkZ themedComponent--light_NVdE"></div><b class="navbar__title text--truncate">${SITE}</b></a><a aria-current="page" class="navbar__item navbar__link navbar__link--active" href="/docs/">Docs</a><a class="navbar__item navbar__link" href="/blog">Blog</a></div><div class="theme-layout-navbar-right navbar__items navbar__items--right"><div class="navbar__item dropdown dropdown--hoverable dropdown--right"><a class="navbar__link" aria-haspopup="true" aria-expanded="false" role="button" href="/docs/">Next</a><ul class="dropdown__menu"><li><a class="dropdown__link" href="/docs/next/">Next</a></li><li><a class="dropdown__link" href="/docs/">4.2</a></li><li><a class="dropdown__link" href="/docs/4.1/">4.1</a></li><li><a class="dropdown__link" href="/docs/3.x/">3.x</a></li></ul></div><div class="navbarSearchContainer_Bca1"><button type="button" class="DocSearch DocSearch-Button" aria-label="Search (Command+K)"><span class="DocSearch-Button-Container"><span class="DocSearch-Button-Placeholder">Search</span></span></button></div></div></div><div role="presentation" class="navbar-sidebar__backdrop"></div></nav>
<div id="__docusaurus_skipToContent_fallback" class="theme-layout-main main-wrapper mainWrapper_z2l0"><div class="docsWrapper_hBAB"><button aria-label="Scroll back to top" class="clean-btn theme-back-to-top-button backToTopButton_sjWU" type="button"></button><div class="docRoot_UBD9">
<aside class="theme-doc-sidebar-container docSidebarContainer_YfHR"><div class="sidebarViewport_aRkj"><div class="sidebar_njMd"><nav aria-label="Docs sidebar" class="menu thin-scrollbar menu_SIkG"><ul class="theme-doc-sidebar-menu menu__list">${menu}</ul></nav><button type="button" title="Collapse sidebar" aria-label="Collapse sidebar" class="button button--secondary button--outline collapseSidebarButton_PEFL"></button></div></div></aside>
<main class="docMainContainer_TBSr"><div class="container padding-top--md padding-bottom--lg"><div class="row"><div class="col docItemCol_VOVn"><div class="docItemContainer_Djhp"><article><nav class="theme-doc-breadcrumbs breadcrumbsContainer_Z_bl" aria-label="Breadcrumbs"><ul class="breadcrumbs"><li class="breadcrumbs__item"><a aria-label="Home page" class="breadcrumbs__link" href="/"></a></li><li class="breadcrumbs__item"><span class="breadcrumbs__link">How-to guides</span></li><li class="breadcrumbs__item breadcrumbs__item--active"><span class="breadcrumbs__link">${title}</span></li></ul></nav><span class="theme-doc-version-badge badge badge--secondary">Version: 4.2</span><div class="tocCollapsible_ETCw theme-doc-toc-mobile tocMobile_ITEo"><button type="button" class="clean-btn tocCollapsibleButton_TO0P">On this page</button></div><div class="theme-doc-markdown markdown">${body}</div><footer class="theme-doc-footer docusaurus-mt-lg"><div class="row margin-top--sm theme-doc-footer-tags-row"><div class="col"><b>Tags:</b><ul class="tags_jXut padding--none margin-left--sm"><li class="tag_QGVx"><a rel="tag" class="tag_zVej tagRegular_sFm0" href="/docs/tags/operations">operations</a></li></ul></div></div><div class="row margin-top--sm theme-doc-footer-edit-meta-row"><div class="col noPrint_WFHX"><a href="https://git.lanternfish.example/docs/edit" target="_blank" rel="noopener noreferrer" class="theme-edit-this-page">Edit this page</a></div><div class="col lastUpdated_JAkA"><span class="theme-last-updated">Last updated<!-- --> on <b><time datetime="2026-03-04T09:00:00.000Z" itemprop="dateModified">Mar 4, 2026</time></b></span></div></div></footer></article><nav class="docusaurus-mt-lg pagination-nav" aria-label="Docs pages"><a class="pagination-nav__link pagination-nav__link--prev" href="/docs/quick-start"><div class="pagination-nav__sublabel">Previous</div><div class="pagination-nav__label">Quick start</div></a><a class="pagination-nav__link pagination-nav__link--next" href="/docs/permissions"><div class="pagination-nav__sublabel">Next</div><div class="pagination-nav__label">Permissions</div></a></nav></div></div><div class="col col--3"><div class="tableOfContents_bqdL thin-scrollbar theme-doc-toc-desktop"><ul class="table-of-contents table-of-contents__left-border">${toc}</ul></div></div></div></div></main></div></div></div>
<footer class="theme-layout-footer footer footer--dark"><div class="container container-fluid"><div class="row footer__links"><div class="theme-layout-footer-column col footer__col"><div class="footer__title">Learn</div><ul class="footer__items clean-list"><li class="footer__item"><a class="footer__link-item" href="/docs/">Tutorial</a></li><li class="footer__item"><a class="footer__link-item" href="/blog">Blog</a></li></ul></div><div class="theme-layout-footer-column col footer__col"><div class="footer__title">Community</div><ul class="footer__items clean-list"><li class="footer__item"><a class="footer__link-item" href="/chat">Chat room</a></li></ul></div></div><div class="footer__bottom text--center"><div class="footer__copyright">Copyright © 2026 Lanternfish Works. Built with Docusaurus.</div></div></div></footer></div>
</body></html>`;
  },
};

import type { Generator } from './generator.ts';
import { links, sections } from './navigation.ts';
import { capital, escapeHtml } from './text.ts';

/** A help centre made of divs: no landmark elements at all, and chrome above, beside and below the text within the same box. */
export const plainDivs: Generator = {
  baseUrl: 'https://help.hearthkeeper.example/articles/',

  heading: ({ level, id }, html) => `<h${level} id="${id}">${html}</h${level}>`,

  code: ({ text, lang, title }) =>
    `<div class="code-wrap">${title && `<div class="code-file">${escapeHtml(title)}</div>`}<div class="code-tools"><span class="code-lang">${lang}</span><a href="#" class="code-copy">Copy</a></div><pre class="code"><code>${text
      .split('\n')
      .map((line) => `<div class="row">${escapeHtml(line) || '&#8203;'}</div>`)
      .join('')}</code></pre></div>`,

  note: (kind, title, html) =>
    `<div class="callout callout-${kind}"><div class="callout-title">${title || capital(kind)}</div><div class="callout-body">${html}</div></div>`,

  tabs: (tabs, count) =>
    `<div class="tabber" id="tabber-${count}"><div class="tabber-head">${tabs.map(({ label }, index) => `<a href="#" class="tabber-link${index ? '' : ' on'}" data-pane="${index}">${label}</a>`).join(' ')}</div>${tabs.map(({ html }, index) => `<div class="tabber-pane" data-pane="${index}"${index ? ' style="display:none"' : ''}>${html}</div>`).join('')}</div>`,

  table: (html) => `<div class="table-scroll">${html}</div>`,

  page({ title, lang, body }) {
    const menu = sections(
      (name, titles) =>
        `<div class="side-group"><div class="side-title">${name}</div>${links(titles, (href, text) => `<div class="side-link"><a href="${href}">${text}</a></div>`)}</div>`,
    );
    return `<!DOCTYPE html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${escapeHtml(title)} – Hearthkeeper Help Centre</title><meta name="viewport" content="width=device-width">
<style>#top{background:#fff}.side-link{font-size:13px}.modal,.mobile-drawer{display:none}.sr{position:absolute;clip:rect(0,0,0,0)}</style>
<script>window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}</script></head>
<body class="article-view">
<div class="mobile-drawer"><div class="drawer-head">Browse help topics</div>${links(['Home', 'My account', 'Order status', 'Shop', 'Installers'], (href, text) => `<div><a href="${href}">${text}</a></div>`)}</div>
<div id="page">
<div id="promo">Winter offer: second thermostat at half price until Sunday. <a href="/shop">Shop now</a></div>
<div id="top"><div class="logo"><a href="/"><img src="/logo.png" alt="Hearthkeeper"></a></div><div class="top-links"><a href="/shop">Shop</a> <a href="/help">Help Centre</a> <a href="/installers">Find an installer</a> <a href="/login">Sign in</a></div><div class="top-search"><input type="text" placeholder="How can we help?"><span class="button">Search</span></div></div>
<div id="columns">
<div id="left">${menu}</div>
<div id="content">
<div class="crumbs"><a href="/">Help Centre</a> › <a href="/c/thermostats">Thermostats</a> › <span>${title}</span></div>
<div class="share"><a href="#">Share</a> <a href="#">Print</a> <a href="#">E-mail this article</a></div>
<div class="text">
${body}
</div>
<div class="helpful"><div class="helpful-q">Was this article helpful?</div><a class="button" href="#">Yes</a> <a class="button" href="#">No</a><div class="helpful-count">312 of 350 found this helpful</div></div>
<div class="related"><div class="related-title">Related articles</div><ul><li><a href="/a/1">Pair a second thermostat</a></li><li><a href="/a/2">Why does the boiler start at night?</a></li><li><a href="/a/3">Change the batteries of a valve</a></li><li><a href="/a/4">Read the energy report</a></li></ul></div>
<div class="contact-box"><div>Still need help?</div><a href="/contact">Contact our support team</a> Monday to Friday from 8 to 18.</div>
</div>
</div>
<div id="bottom"><div class="bottom-col"><div>Company</div><a href="/about">About us</a><a href="/jobs">Jobs</a><a href="/press">Press</a></div><div class="bottom-col"><div>Legal</div><a href="/imprint">Imprint</a><a href="/privacy">Privacy</a></div><div class="copy">© 2026 Hearthkeeper GmbH. Prices include VAT.</div></div>
</div>
<div class="modal" id="newsletter"><div class="modal-box"><div>Stay warm with our newsletter</div><input type="email"><span class="button">Sign up</span></div></div>
<div id="consent" class="consent-banner"><div>We value your privacy. We and our partners store information on your device.</div><span class="button">Accept all</span><span class="button">Only necessary</span></div>
</body></html>`;
  },
};

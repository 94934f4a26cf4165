import type { Generator } from './generator.ts';
import { contents, links, NAVIGATION } from './navigation.ts';
import { capital, escapeHtml } from './text.ts';

/** A page that somebody wrote by hand and kept for years: a layout table, no landmark elements, few classes, links everywhere. */
export const handMade: Generator = {
  baseUrl: 'http://manuals.osprey-instruments.example/ox40/',

  heading: ({ level, id }, html) =>
    level === 1 ? `<h1><font color="#003366">${html}</font></h1>` : `<a name="${id}"></a><h${level}>${html}</h${level}>`,

  code: ({ text, title }) =>
    `${title && `<p class="file"><b>${escapeHtml(title)}</b></p>\n`}<table width="95%" border="0" cellpadding="6" bgcolor="#eeeeee"><tr><td><pre>${escapeHtml(text)}</pre></td></tr></table>`,

  note: (kind, title, html) =>
    `<table border="1" cellpadding="4" width="90%"><tr><td bgcolor="#ffffcc"><b>${title || capital(kind)}:</b> ${html}</td></tr></table>`,

  tabs: (tabs) => tabs.map(({ label, html }) => `<p><b>${label}</b></p>\n${html}`).join('\n'),

  table: (html) => html.replace(/<table>/, '<table border="1" cellspacing="0" cellpadding="3">'),

  page({ title, lang, body, headings }) {
    const menu = NAVIGATION.map(
      ([name, titles]) => `<b>${name}</b><br>\n${links(titles, (href, text) => `&nbsp;<a href="${href}">${text}</a><br>`)}`,
    ).join('\n<hr size="1">\n');
    return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="${lang}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>${escapeHtml(title)} - Osprey OX-40 manual</title>
<style type="text/css">body { margin: 0; font-family: Verdana, sans-serif; } .nav a { font-size: 11px; } .printonly { display: none; }</style>
<script type="text/javascript">function openHelp(u) { window.open(u, 'help', 'width=400,height=500'); }</script>
</head>
<body bgcolor="#ffffff" text="#000000">
<table width="980" border="0" cellspacing="0" cellpadding="0" align="center">
<tr bgcolor="#003366"><td colspan="3" height="60"><img src="/img/osprey.gif" width="180" height="50" alt="Osprey Instruments"> <font color="#ffffff">Precision since 1987</font></td></tr>
<tr bgcolor="#ccddee"><td colspan="3" class="nav"><a href="/">Home</a> | <a href="/products/">Products</a> | <a href="/manuals/">Manuals</a> | <a href="/dealers/">Find a dealer</a> | <a href="/contact/">Contact us</a> | <a href="/sitemap/">Site map</a></td></tr>
<tr><td colspan="3"><font size="1"><a href="/">Home</a> &gt; <a href="/manuals/">Manuals</a> &gt; <a href="/manuals/ox40/">OX-40</a> &gt; ${title}</font></td></tr>
<tr valign="top">
<td width="170" bgcolor="#eef3f8" class="nav">
${menu}
<form action="/search" method="get"><input type="text" name="q" size="14"><input type="submit" value="Search manuals"></form>
</td>
<td width="640">
${body}
<p align="center"><a href="page11.html">&lt;&lt; Previous chapter</a> | <a href="index.html">Contents</a> | <a href="page13.html">Next chapter &gt;&gt;</a></p>
<p class="printonly">Printed from the online manual, see our web address for updates.</p>
</td>
<td width="170" bgcolor="#eef3f8">
<div class="box"><b>On this page</b><ul>${contents(headings, ({ id, text }) => `<li><a href="#${id}">${text}</a></li>`)}</ul></div>
<div class="box"><b>Newsletter</b><br>Get product updates four times a year.<form action="/newsletter"><input type="text" name="email" size="14"><input type="submit" value="Subscribe"></form></div>
<div class="box"><b>Spare parts shop</b><br><a href="/shop/">Order filters, probes and cables online</a></div>
</td>
</tr>
<tr bgcolor="#003366"><td colspan="3" align="center"><font color="#ffffff" size="1">&copy; 1998-2026 Osprey Instruments Ltd. | <a href="/terms/">Terms of use</a> | <a href="/privacy/">Privacy policy</a> | Page maintained by webmaster | You are visitor 48213</font></td></tr>
</table>
<div id="cookiebar" style="position:fixed;bottom:0;width:100%"><p>This website uses cookies to improve your experience. <button>OK, I understand</button> <a href="/privacy/">More information</a></p></div>
</body>
</html>`;
  },
};

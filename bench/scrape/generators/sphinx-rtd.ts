import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { sphinxBlocks } from './sphinx.ts';
import { escapeHtml } from './text.ts';

/** Sphinx with the Read the Docs theme and the sphinx-tabs extension, as hosted: with the version flyout. */
export const sphinxRtd: Generator = {
  ...sphinxBlocks,
  baseUrl: 'https://quernstone.example/en/stable/',

  tabs: (tabs, count) =>
    `<div class="sphinx-tabs docutils container">\n<div aria-label="Tabbed content" class="closeable" role="tablist">${tabs.map(({ label }, index) => `<button aria-controls="panel-${count}-${index}" aria-selected="${index === 0}" class="sphinx-tabs-tab" id="tab-${count}-${index}" name="${count}-${index}" role="tab" tabindex="${index ? -1 : 0}">${label}</button>`).join('')}</div>${tabs.map(({ html }, index) => `<div aria-labelledby="tab-${count}-${index}" class="sphinx-tabs-panel" ${index ? 'hidden="true" ' : ''}id="panel-${count}-${index}" name="${count}-${index}" role="tabpanel" tabindex="0">${html}</div>`).join('')}</div>`,

  page({ title, lang, body, headings }) {
    const menu = sections(
      (name, titles) =>
        `<p class="caption" role="heading"><span class="caption-text">${name}</span></p>\n<ul>\n${links(titles, (href, text) => `<li class="toctree-l1"><a class="reference internal" href="..${href}index.html">${text}</a></li>`)}\n</ul>`,
    );
    const current = `<ul class="current"><li class="toctree-l1 current"><a class="current reference internal" href="#">${title}</a><ul>\n${contents(headings, ({ id, text }) => `<li class="toctree-l2"><a class="reference internal" href="#${id}">${text}</a></li>`)}\n</ul></li></ul>`;
    return `<!DOCTYPE html>
<html class="writer-html5" lang="${lang}" data-content_root="../">
<head>
  <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>${escapeHtml(title)} &mdash; Quernstone 3.4 documentation</title>
  <link rel="stylesheet" type="text/css" href="../_static/pygments.css?v=80d5e7a1" />
  <link rel="stylesheet" type="text/css" href="../_static/css/theme.css?v=e59714d7" />
  <script src="../_static/jquery.js?v=5d32c60e"></script>
  <script src="../_static/documentation_options.js?v=3a6f0a1e"></script>
  <link rel="index" title="Index" href="../genindex.html" />
  <link rel="search" title="Search" href="../search.html" />
</head>
<body class="wy-body-for-nav">
  <div class="wy-grid-for-nav">
    <nav data-toggle="wy-nav-shift" class="wy-nav-side">
      <div class="wy-side-scroll">
        <div class="wy-side-nav-search" >
          <a href="../index.html" class="icon icon-home">Quernstone</a>
          <div class="version">stable</div>
<div role="search">
  <form id="rtd-search-form" class="wy-form" action="../search.html" method="get">
    <input type="text" name="q" placeholder="Search docs" aria-label="Search docs" />
    <input type="hidden" name="check_keywords" value="yes" />
  </form>
</div>
        </div><div class="wy-menu wy-menu-vertical" data-spy="affix" role="navigation" aria-label="Navigation menu">
${current}
${menu}
        </div>
      </div>
    </nav>
    <section data-toggle="wy-nav-shift" class="wy-nav-content-wrap"><nav class="wy-nav-top" aria-label="Mobile navigation menu" >
          <i data-toggle="wy-nav-top" class="fa fa-bars"></i>
          <a href="../index.html">Quernstone</a>
      </nav>
      <div class="wy-nav-content">
        <div class="rst-content">
          <div role="navigation" aria-label="Page navigation">
  <ul class="wy-breadcrumbs">
      <li><a href="../index.html" class="icon icon-home" aria-label="Home"></a></li>
          <li class="breadcrumb-item"><a href="index.html">User guide</a></li>
      <li class="breadcrumb-item active">${title}</li>
      <li class="wy-breadcrumbs-aside">
              <a href="https://git.quernstone.example/blob/main/docs/page.rst" class="fa fa-github"> Edit on GitHub</a>
      </li>
  </ul>
  <hr/>
</div>
          <div role="main" class="document" itemscope="itemscope" itemtype="http://schema.org/Article">
           <div itemprop="articleBody">
${body}
           </div>
          </div>
          <footer><div class="rst-footer-buttons" role="navigation" aria-label="Footer">
        <a href="installation.html" class="btn btn-neutral float-left" title="Installation" accesskey="p" rel="prev"><span class="fa fa-arrow-circle-left" aria-hidden="true"></span> Previous</a>
        <a href="plugins.html" class="btn btn-neutral float-right" title="Plugins" accesskey="n" rel="next">Next <span class="fa fa-arrow-circle-right" aria-hidden="true"></span></a>
    </div>
  <hr/>
  <div role="contentinfo">
    <p>&#169; Copyright 2019-2026, The Quernstone Millers.
      <span class="commit">Revision <code>9f2c41d0</code>.
      </span>
      <span class="lastupdated">Last updated on Feb 11, 2026.
      </span></p>
  </div>
    Built with <a href="https://www.sphinx-doc.org/">Sphinx</a> using a
    <a href="https://github.com/readthedocs/sphinx_rtd_theme">theme</a>
    provided by <a href="https://readthedocs.org">Read the Docs</a>.
</footer>
        </div>
      </div>
    </section>
  </div>
  <div class="rst-versions" data-toggle="rst-versions" role="note" aria-label="Versions">
    <span class="rst-current-version" data-toggle="rst-current-version"><span class="fa fa-book"> Read the Docs</span> v: stable <span class="fa fa-caret-down"></span></span>
    <div class="rst-other-versions"><dl><dt>Versions</dt><dd><a href="/en/latest/">latest</a></dd><dd><a href="/en/stable/">stable</a></dd><dd><a href="/en/3.3/">3.3</a></dd></dl><dl><dt>Downloads</dt><dd><a href="/pdf">pdf</a></dd><dd><a href="/epub">epub</a></dd></dl></div>
  </div>
  <script>jQuery(function () { SphinxRtdTheme.Navigation.enable(true); });</script>
</body>
</html>`;
  },
};

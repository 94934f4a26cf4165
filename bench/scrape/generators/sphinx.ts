import type { Code, Generator } from './generator.ts';
import { capital, escapeHtml, highlight, type TokenKind } from './text.ts';

const PYGMENTS: Readonly<Record<TokenKind, string>> = { comment: 'c1', string: 's2', number: 'mi', keyword: 'k', punctuation: 'p' };

/** What all Sphinx themes share: docutils blocks, Pygments spans, sections, permalinks after headings. */
export const sphinxBlocks: Pick<Generator, 'heading' | 'section' | 'code' | 'note' | 'table'> = {
  heading: ({ level, id }, html) => `<h${level}>${html}<a class="headerlink" href="#${id}" title="Link to this heading">¶</a></h${level}>`,

  section: ({ id }, html) => `<section id="${id}">\n${html}\n</section>`,

  code(code, count) {
    const block = `<div class="highlight-${code.lang} notranslate"><div class="highlight"><pre><span></span>${pygments(code)}\n</pre></div>\n</div>`;
    if (code.title === '') return block;
    return `<div class="literal-block-wrapper docutils container" id="id${count}">\n<div class="code-block-caption"><span class="caption-text">${escapeHtml(code.title)}</span><a class="headerlink" href="#id${count}" title="Link to this code">¶</a></div>\n${block}\n</div>`;
  },

  note: (kind, title, html) =>
    `<div class="admonition${title ? `-${kind}` : ''} ${kind} admonition">\n<p class="admonition-title">${title || capital(kind)}</p>\n${html}\n</div>`,

  table(html) {
    let row = 0;
    return html
      .replace(/<table>/, '<table class="docutils align-default">')
      .replace(/<tr>/g, () => `<tr class="row-${row++ % 2 ? 'even' : 'odd'}">`)
      .replace(/<th>/g, '<th class="head">')
      .replace(/<(t[dh])([^>]*)>([\s\S]*?)<\/\1>/g, '<$1$2><p>$3</p></$1>');
  },
};

/** Line numbers are text in front of each line, as `html_codeblock_linenos_style = "inline"` (the default) writes them. */
function pygments({ text, numbered }: Code): string {
  const lines = text.split('\n').map((line) => highlight(line, (kind, piece) => `<span class="${PYGMENTS[kind]}">${piece}</span>`));
  const width = String(lines.length).length;
  return lines
    .map((line, index) => (numbered ? `<span class="linenos">${String(index + 1).padStart(width)}</span>${line}` : line))
    .join('\n');
}

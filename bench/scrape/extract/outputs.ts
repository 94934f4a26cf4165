import { load } from 'cheerio';
import type { AnyNode } from 'domhandler';
import TurndownService from 'turndown';
import { codeBlocks, sameCode, tableRows } from './markdown-parts.ts';
import type { Output } from './score.ts';
import { markdownWords, words } from './words.ts';

const BLOCKS = new Set(
  'address article aside blockquote body br button caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr label li main nav ol option p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript']);

export function markdownOutput(markdown: string): Output {
  return { words: markdownWords(markdown), code: codeBlocks(markdown), rows: tableRows(markdown) };
}

/** HTML read as text: a line for each block, texts of images in place, lines of code as they are. */
export function htmlOutput(html: string): Output {
  const $ = load(html);
  const code = $('pre')
    .get()
    .map((pre) => sameCode(textOf(pre)));
  const rows = $('tr')
    .get()
    .map((row) =>
      $(row)
        .children('td, th')
        .get()
        .map((cell) => textOf(cell)),
    );
  return { words: words($.root().get().map(textOf).join('\n')), code, rows };
}

/** As turndown does out of the box, with fences and with stars for emphasis; nothing of the page's code is helped along. */
const turndown = new TurndownService({ codeBlockStyle: 'fenced', headingStyle: 'atx', emDelimiter: '*' });

/** The forms in which an extractor of HTML is judged: read as it is, and through turndown. */
export function htmlForms(html: string): readonly Output[] {
  return [htmlOutput(html), markdownOutput(html.trim() === '' ? '' : turndown.turndown(html))];
}

/** Extractors that give the title beside the text are judged with the title on top and without, whichever does better. */
export function withTitle(title: string, outputs: readonly Output[]): readonly Output[] {
  return outputs.flatMap((output) => [output, { ...output, words: [...words(title), ...output.words] }]);
}

export function textOf(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  if (!('children' in node)) return '';
  if (node.type !== 'root' && 'name' in node) {
    if (UNSEEN.has(node.name)) return '';
    if (node.name === 'br') return '\n';
    if (node.name === 'img') return ` ${node.attribs.alt ?? ''} `;
    const inner = node.children.map(textOf).join('');
    return BLOCKS.has(node.name) && node.name !== 'br' ? `\n${inner}\n` : inner;
  }
  return node.children.map(textOf).join('');
}

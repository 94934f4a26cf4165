import { type CheerioAPI, load } from 'cheerio';
import { limitNesting } from './limit-nesting.ts';

/** The parser's own node type, by way of cheerio's. */
type Root = ReturnType<CheerioAPI['root']>[number];
type Node = Root | Root['children'][number];

const DROPPED = new Set([
  'head',
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'svg',
  'object',
  'iframe',
  'form',
  'button',
  'select',
]);
const BLOCKS = new Set(
  'p div table tr ul ol li h1 h2 h3 h4 h5 h6 section article header footer blockquote pre address center dl dt dd hr'.split(' '),
);
/** Paragraph-like blocks stand apart by an empty line. */
const SPACED = new Set('p ul ol h1 h2 h3 h4 h5 h6 blockquote pre table'.split(' '));
/** Deeper nesting is made to exhaust a parser; mail clients reach about 60. */
const MAX_DEPTH = 400;

/**
 * The visible text of an HTML mail as a person would have typed it: quotes (`blockquote`, Gmail's and Yahoo's wrappers) get `> `, list items
 * `- `, code keeps its lines. Text that the reader could not see is dropped: it is where instructions to machines hide.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  let line = '';
  // Asking the line itself would copy it each time, and a line may be as long as the mail.
  let isOpen = true;
  let quoteDepth = 0;
  let pre = 0;

  const prefix = () => '> '.repeat(quoteDepth);
  const append = (part: string) => {
    if (part === '') return;
    line += part;
    isOpen = part.endsWith(' ');
  };
  const startLine = (begin: string) => {
    line = begin;
    isOpen = true;
  };
  const newLine = () => {
    if (line.trim()) lines.push(prefix() + (pre ? line.trimEnd() : line.trim()));
    startLine('');
  };
  const emptyLine = () => {
    newLine();
    if (lines.length && lines.at(-1)?.replace(/[> ]/g, '')) lines.push(prefix().trimEnd());
  };
  const text = (data: string) => {
    if (!pre) {
      const words = data.replace(/[ \t\r\n\f]+/g, ' ');
      append(isOpen ? words.trimStart() : words);
      return;
    }
    data.split(/\r?\n/).forEach((part, index) => {
      // Empty lines are part of code.
      if (index) {
        lines.push((prefix() + line).trimEnd());
        startLine('');
      }
      append(part);
    });
  };

  // The forgiving parser of htmlparser2: the one that follows the HTML standard takes minutes over 200 KB of nested `<div>`.
  // A stack instead of recursion: nesting is the author's choice.
  type Job = { node: Node; depth: number } | { close: () => void };
  const jobs: Job[] = load(limitNesting(html), { xml: { xmlMode: false } })
    .root()
    .toArray()
    .map((node) => ({ node, depth: 0 }));
  while (jobs.length) {
    const job = jobs.pop()!;
    if ('close' in job) {
      job.close();
      continue;
    }
    const { node, depth } = job;
    if (node.type === 'text') text(node.data);
    if (!('children' in node) || depth > MAX_DEPTH) continue;
    const name = 'name' in node ? node.name : '';
    const attributes = 'attribs' in node ? node.attribs : {};
    if (DROPPED.has(name) || isHidden(attributes)) continue;
    if (name === 'br') {
      if (line.trim() || pre) newLine();
      else lines.push(prefix().trimEnd());
      continue;
    }
    if ((name === 'td' || name === 'th') && !isOpen) append(' | ');
    const isQuote = name === 'blockquote' || isQuoteWrapper(attributes);
    const isBlock = BLOCKS.has(name) || isQuote;
    const edge = SPACED.has(name) ? emptyLine : newLine;
    if (isBlock) edge();
    if (isQuote) quoteDepth += 1;
    if (name === 'pre') pre += 1;
    if (name === 'li') startLine('- ');
    if (isBlock)
      jobs.push({
        close: () => {
          newLine();
          if (name === 'pre') pre -= 1;
          if (isQuote) quoteDepth -= 1;
          if (SPACED.has(name)) emptyLine();
        },
      });
    for (const child of node.children.toReversed()) jobs.push({ node: child, depth: depth + 1 });
  }
  newLine();
  while (lines.at(-1)?.replace(/[> ]/g, '') === '') lines.pop();
  return lines
    .join('\n')
    .replace(/\u00a0/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Gmail wraps "On … wrote:" and the quote in one `gmail_quote`, whose inner `blockquote` is the quote itself. */
function isQuoteWrapper(attributes: Readonly<Record<string, string>>): boolean {
  return /(?:^|\s)(?:yahoo_quoted|moz-cite|protonmail_quote)(?:\s|$)/.test(attributes.class ?? '');
}

/** Hidden by any of the ways that mail clients honour: not shown, no size, no colour of its own, off the page. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if ('hidden' in attributes) return true;
  const style = (attributes.style ?? '').toLowerCase().replace(/\s+/g, '');
  if (/(?:^|;)display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$|!)|mso-hide:all|text-indent:-\d{3,}/.test(style)) return true;
  if (/(?:^|;)font-size:[01](?:\.\d+)?(?:px|pt|em|%)?(?:;|$|!)|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$|!)/.test(style)) return true;
  const color =
    /(?:^|;)color:(#f{3}\b|#f{6}\b|white\b|transparent\b|rgba?\(255,255,255[^)]*\))/.exec(style) ??
    /^(#f{3}|#f{6}|white)$/i.exec(attributes.color ?? '');
  // White letters are readable on a colour of their own.
  return color !== null && !/background(?:-color)?:(?!#f{3}\b|#f{6}\b|white|none|transparent)/.test(style);
}

import { html } from 'hono/html';
import type { Html } from './page.ts';

/**
 * The Markdown of an article as HTML: headings, paragraphs, lists, fenced code, quotes, tables, and in lines code, bold, emphasis and
 * links. Every text is escaped where it is written; raw HTML in the Markdown shows as text; links go to http(s) only.
 */
export function markdownToHtml(markdown: string): Html[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Html[] = [];
  let at = 0;
  const take = (while_: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && while_(lines[at]!)) at += 1;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at]!;
    const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (!line.trim()) at += 1;
    else if (fence) {
      at += 1;
      const code = take((next) => !next.trim().startsWith(fence));
      at += 1;
      blocks.push(html`<pre tabindex="0"><code>${code.join('\n')}</code></pre>`);
    } else if (heading) {
      at += 1;
      blocks.push(heading[1]!.length === 1 ? html`<h1>${inline(heading[2]!)}</h1>` : html`<h2>${inline(heading[2]!)}</h2>`);
    } else if (LIST_ITEM.test(line)) blocks.push(list(take((next) => LIST_ITEM.test(next) || /^\s+\S/.test(next))));
    else if (/^\s*>/.test(line))
      blocks.push(
        html`<blockquote>${inline(
          take((next) => /^\s*>/.test(next))
            .map((quoted) => quoted.replace(/^\s*>\s?/, ''))
            .join(' '),
        )}</blockquote>`,
      );
    else if (isTable(lines, at)) blocks.push(table(take((next) => next.includes('|'))));
    else {
      at += 1;
      const rest = take((next) => next.trim() !== '' && !/^(\s*(`{3,}|~{3,}|>)|#{1,6}\s)/.test(next) && !LIST_ITEM.test(next));
      blocks.push(html`<p>${inline([line, ...rest].join(' '))}</p>`);
    }
  }
  return blocks;
}

const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

function list(lines: readonly string[]): Html {
  const items: string[] = [];
  for (const line of lines) {
    if (LIST_ITEM.test(line)) items.push(line.replace(LIST_ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const content = items.map((item) => html`<li>${inline(item)}</li>`);
  const first = /^\s*(\d{1,9})/.exec(lines[0]!)?.[1];
  if (first === undefined) return html`<ul>${content}</ul>`;
  // A list that goes on after a block of code goes on counting.
  return Number(first) > 1 ? html`<ol start="${Number(first)}">${content}</ol>` : html`<ol>${content}</ol>`;
}

function isTable(lines: readonly string[], at: number): boolean {
  return lines[at]!.includes('|') && /^[\s|:-]+$/.test(lines[at + 1] ?? '') && lines[at + 1]!.includes('---');
}

function table([head = '', , ...rows]: readonly string[]): Html {
  const cells = (row: string) =>
    row
      .replace(/^\s*\||\|\s*$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.replaceAll('\\|', '|').trim()));
  return html`<div class="scroll"><table><thead><tr>${cells(head).map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row).map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/**
 * One pass, no pattern inside another's result: what is code or a link's address is never read again. The bounds keep hostile text, such as
 * ten thousand opening brackets, from being read again for each of them.
 */
const INLINE =
  /(`{1,3})([^`]{1,2000})\1|\[([^[\]]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)|\*\*([^*]{1,1000})\*\*|\*([^*\s][^*]{0,1000})\*/g;

function inline(text: string): Html[] {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, , code, label, url, bold, emphasis] = match;
    parts.push(html`${text.slice(end, match.index)}`);
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (url !== undefined && URL.canParse(url)) parts.push(html`<a href="${url}" rel="noopener nofollow">${label}</a>`);
    else if (bold !== undefined) parts.push(html`<strong>${bold}</strong>`);
    else if (emphasis !== undefined) parts.push(html`<em>${emphasis}</em>`);
    else parts.push(html`${whole}`);
    end = match.index + whole.length;
  }
  return [...parts, html`${text.slice(end)}`];
}

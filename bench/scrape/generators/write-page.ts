import { type CheerioAPI, load } from 'cheerio';
import { antora } from './antora.ts';
import { docusaurus } from './docusaurus.ts';
import type { Generator, Heading, NoteKind } from './generator.ts';
import { handMade } from './hand-made.ts';
import { hide } from './hidden-text.ts';
import { hugoBook } from './hugo-book.ts';
import { hugoDocsy } from './hugo-docsy.ts';
import { mkdocsMaterial } from './mkdocs-material.ts';
import { plainDivs } from './plain-divs.ts';
import { sphinxFuro } from './sphinx-furo.ts';
import { sphinxRtd } from './sphinx-rtd.ts';
import { slug } from './text.ts';
import { vitepress } from './vitepress.ts';

export const GENERATORS: Readonly<Record<string, Generator>> = {
  antora,
  docusaurus,
  'hand-made': handMade,
  'hugo-book': hugoBook,
  'hugo-docsy': hugoDocsy,
  'mkdocs-material': mkdocsMaterial,
  'plain-divs': plainDivs,
  'sphinx-furo': sphinxFuro,
  'sphinx-rtd': sphinxRtd,
  vitepress,
};

const KINDS: readonly string[] = ['note', 'tip', 'warning', 'danger'] satisfies NoteKind[];

/**
 * The whole page of one content file, as the generator would have built it.
 *
 * A content file is HTML, with short words for what each generator writes at length: `<x-code lang title numbered>`, `<x-note kind
 * title>`, `<x-tabs><x-tab label>` and `<x-hidden how>`. All else (definition lists, cards, API signatures) is in the file as the
 * generator writes it.
 */
export function writePage(content: string, generator: Generator): string {
  const $ = load(content, null, false);
  const lang = /<!--\s*lang:\s*(\S+)\s*-->/.exec(content)?.[1] ?? 'en';
  expandBlocks($, generator);
  const headings = writeHeadings($, generator);
  const title = headings.find(({ level }) => level === 1)?.text ?? '';
  if (generator.flow) wrapFlow($, generator.flow);
  const body = generator.section ? nestSections($.html(), headings, generator.section) : $.html();
  return generator.page({ title, lang, body, headings: headings.filter(({ level }) => level > 1) });
}

/** Last ones first, so that what is within a block is written before the block. */
function expandBlocks($: CheerioAPI, generator: Generator): void {
  const blocks = $('x-code, x-note, x-tabs, x-hidden, table:not([class])').get().reverse();
  for (const [index, block] of blocks.entries()) {
    const attribute = (name: string) => $(block).attr(name) ?? '';
    const count = blocks.length - index;
    if (block.name === 'x-code') {
      const code = {
        text: $(block)
          .text()
          .replace(/^\n|\s+$/g, ''),
        lang: attribute('lang') || 'text',
        title: attribute('title'),
        numbered: block.attribs.numbered !== undefined,
      };
      $(block).replaceWith(generator.code(code, count));
    } else if (block.name === 'x-note') {
      $(block).replaceWith(generator.note(noteKind(attribute('kind')), attribute('title'), ($(block).html() ?? '').trim()));
    } else if (block.name === 'x-tabs') {
      const tabs = $(block)
        .children('x-tab')
        .get()
        .map((tab) => ({ label: $(tab).attr('label') ?? '', html: ($(tab).html() ?? '').trim() }));
      $(block).replaceWith(generator.tabs(tabs, count));
    } else if (block.name === 'x-hidden') {
      $(block).replaceWith(hide(attribute('how'), $(block).html() ?? ''));
    } else {
      $(block).replaceWith(generator.table($.html(block)));
    }
  }
}

function noteKind(name: string): NoteKind {
  if (!KINDS.includes(name)) throw new Error(`<x-note kind="${name}">: the kinds are ${KINDS.join(', ')}`);
  return name as NoteKind;
}

function writeHeadings($: CheerioAPI, generator: Generator): Heading[] {
  const taken = new Set<string>();
  return $('h1:not([class]), h2:not([class]), h3:not([class])')
    .get()
    .map((element) => {
      const text = $(element).text().trim();
      const name = slug(text) || 'section';
      const id = taken.has(name) ? `${name}-${taken.size}` : name;
      taken.add(id);
      const heading = { level: Number(element.name.slice(1)), id, text };
      $(element).replaceWith(generator.heading(heading, ($(element).html() ?? '').trim()));
      return heading;
    });
}

/** Blocks in the flow only; paragraphs within cells and items stay as they are. */
function wrapFlow($: CheerioAPI, flow: (html: string, tag: string) => string): void {
  for (const element of $.root().children('p:not([class]), ul:not([class]), ol:not([class])').get()) {
    $(element).replaceWith(flow($.html(element), element.name));
  }
}

/** Puts each heading and what follows into a section, the deeper within the higher, as reStructuredText and AsciiDoc are written. */
function nestSections(html: string, headings: readonly Heading[], section: (heading: Heading, html: string) => string): string {
  const parts = html.split(/(?=<h[123][\s>])/);
  const open: { heading: Heading; html: string }[] = [];
  let before = parts[0]?.startsWith('<h') ? '' : (parts.shift() ?? '');
  const close = (level: number) => {
    while (open.length > 0 && open[open.length - 1]!.heading.level >= level) {
      const done = open.pop()!;
      // AsciiDoc has the title outside of every section.
      const written = done.heading.level === 1 && html.includes('class="page"') ? done.html : section(done.heading, done.html);
      const parent = open[open.length - 1];
      if (parent) parent.html += `${written}\n`;
      else before += `${written}\n`;
    }
  };
  let next = 0;
  for (const part of parts) {
    const heading = headings[next];
    if (!heading || !part.startsWith(`<h${heading.level}`)) {
      const last = open[open.length - 1];
      if (last) last.html += part;
      else before += part;
      continue;
    }
    next++;
    close(heading.level);
    open.push({ heading, html: part });
  }
  close(1);
  return before;
}

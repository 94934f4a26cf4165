import { byteLength, MAX_TITLE_BYTES } from '#core/domain/article.ts';
import type { Section } from '#core/domain/split-article.ts';
import { note, type Removal } from './removal.ts';
import type { Block } from './to-blocks.ts';

/** Joins the headings that lead to a section. */
const PATH_SEPARATOR = ' › ';

type Draft = { readonly path: readonly string[]; readonly url: string; readonly heading: string; readonly blocks: string[] };

/**
 * One section a heading, down to the levels that {@link Block} headings have: title is the heading path from the page's title on, url
 * the page with the heading's anchor. Sections without text of their own and lists of links to other pages are left out.
 */
export function splitSections(
  blocks: readonly Block[],
  page: { readonly url: string; readonly title: string; readonly tags: readonly string[] },
  removals: Removal[],
): Section[] {
  const sections: Section[] = [];
  for (const draft of draftSections(blocks, page)) {
    const contents = draft.blocks.filter((block) => isTableOfContents(block, page.url));
    for (const block of contents) note(block, 'toc', 'a list of links into this page', removals);
    // Its label goes with it.
    const text = draft.blocks.filter((block) => !contents.includes(block) && !(contents.length > 0 && isContentsLabel(block))).join('\n\n');
    if (!text.trim()) continue;
    if (RELATED.test(draft.heading) && linkShare(text) > MOSTLY_LINKS)
      note(`${draft.heading}: ${text}`, 'related', 'links to other pages', removals);
    else sections.push({ title: fittingPath(draft.path), url: draft.url, text: wholeHeading(draft.heading) + text, tags: page.tags });
  }
  return sections;
}

/** The heading path; where it is too long for a title, the headings between the page's and the last give way first, then the page's. */
function fittingPath(path: readonly string[]): string {
  const last = path.at(-1)!;
  const paths = [path, ...(path.length > 2 ? [[path[0]!, '…', last]] : []), [last]];
  const joined = paths.map((names) => names.map((name) => name.slice(0, MAX_HEADING)).join(PATH_SEPARATOR));
  return joined.find((title) => byteLength(title) <= MAX_TITLE_BYTES) ?? joined.at(-1)!;
}

/** A title of any length is cut; the words of its heading are not lost. */
function wholeHeading(heading: string): string {
  return byteLength(heading) > MAX_TITLE_BYTES ? `**${heading.replace(/\*\*/g, '')}**\n\n` : '';
}

/** Longer ones are paragraphs that somebody marked as headings. */
const MAX_HEADING = 500;

function draftSections(blocks: readonly Block[], page: { readonly url: string; readonly title: string }): Draft[] {
  const root: Draft = { path: [page.title], url: page.url, heading: '', blocks: [] };
  const drafts = [root];
  const uses = new Map<string, number>();
  let current = root;
  let above: { level: number; text: string }[] = [];
  for (const block of blocks) {
    if (block.kind === 'text') {
      current.blocks.push(block.markdown);
      continue;
    }
    above = above.filter(({ level }) => level < block.level);
    // The page's own heading opens no section of its own.
    if (drafts.length === 1 && above.length === 0 && block.text.toLowerCase() === page.title.toLowerCase()) continue;
    above.push({ level: block.level, text: block.text });
    current = {
      path: [page.title, ...above.map(({ text }) => text)],
      url: anchorUrl(page.url, block, uses),
      heading: block.text,
      blocks: [],
    };
    drafts.push(current);
  }
  return drafts;
}

/**
 * Without an id, a text fragment: browsers scroll to the heading's words. A second section with the same address gets a number; it counts
 * those of the same name only, so that a section more elsewhere changes nothing here.
 */
function anchorUrl(pageUrl: string, heading: { readonly id: string; readonly text: string }, uses: Map<string, number>): string {
  const anchor = heading.id
    ? new URL(`#${heading.id}`, pageUrl).hash
    : `#:~:text=${encodeURIComponent(heading.text.replace(/[*`]/g, '').slice(0, MAX_FRAGMENT_TEXT)).replace(/-/g, '%2D')}`;
  const use = (uses.get(anchor) ?? 0) + 1;
  uses.set(anchor, use);
  return pageUrl + anchor + (use === 1 ? '' : `${heading.id ? ':~:' : '&'}n=${use}`);
}

/** Addresses have a limit; these many characters find a heading. */
const MAX_FRAGMENT_TEXT = 80;

const RELATED =
  /^(?:see also|related(?: (?:pages|articles|topics|links|information|content|resources|docs?|documentation|guides|reading))?|(?:further|additional) (?:reading|information|resources)|more (?:information|resources)|(?:where to go|what['’]?s) next\??|next(?: steps?)?|useful links|read more|learn more|you may also like|recommended)\s*:?$/i;
const MOSTLY_LINKS = 0.6;

/** The share of a text's letters that stand in links. */
function linkShare(markdown: string): number {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
  const words = markdown.replace(/\]\([^)]*\)/g, ']');
  const linked = [...words.matchAll(/\[((?:[^\][\\]|\\.)*)\]/g)].reduce((sum, [, label]) => sum + letters(label ?? ''), 0);
  return linked / Math.max(1, letters(words));
}

/** A list whose every item is a link to an anchor of this page. */
function isTableOfContents(block: string, pageUrl: string): boolean {
  const lines = block.split('\n');
  return (
    lines.length > 1 &&
    lines.every((line) => /^\s*(?:-|\d+\.) \[/.test(line) && /\]\([^)]*\)$/.test(line) && line.includes(`](${pageUrl}#`))
  );
}

function isContentsLabel(block: string): boolean {
  return /^\W*(?:contents|table of contents|on this page|in this (?:article|page|section)|page contents)\W*$/i.test(block);
}

import type { IncomingHttpHeaders } from 'node:http';
import { load } from 'cheerio/slim';
import type { Document } from 'domhandler';
import { type Article, articleProblems } from '#core/domain/article.ts';
import { splitSection } from '#core/domain/split-article.ts';
import { urlKey } from '../page-url.ts';
import type { Site } from '../site.ts';
import { boilerplateReason } from './boilerplate.ts';
import { cleanContent, noteSurroundings } from './clean-content.ts';
import { findContent, select } from './find-content.ts';
import { flattenTabs } from './flatten-tabs.ts';
import { pinHeadings } from './heading-anchors.ts';
import { hidingDeclaration } from './hidden-text.ts';
import { nameByRole } from './known-roles.ts';
import { openPanels } from './open-panels.ts';
import { type PageFacts, readFacts } from './page-facts.ts';
import { pageTags } from './page-tags.ts';
import { titleOf } from './page-title.ts';
import { elementsOf, measureTree } from './page-tree.ts';
import { parsePage } from './parse-page.ts';
import { note, type Removal } from './removal.ts';
import { showMath } from './show-math.ts';
import { splitSections } from './split-sections.ts';
import { readStyleSheet } from './style-sheet.ts';
import { toBlocks } from './to-blocks.ts';

/** What one page gives. */
export type PageExtract = PageFacts & {
  /** Where it lives, in the spelling that its canonical link uses. */
  readonly url: string;
  readonly articles: readonly Article[];
  readonly removals: readonly Removal[];
};

export type ExtractOptions = Partial<Pick<Site, 'content' | 'remove' | 'tags'>>;

/** The articles of one HTML page, and what was removed and why. Throws LimitReached for a page made to exhaust its reader. */
export function extractArticles(html: string, url: string, options: ExtractOptions = {}): PageExtract {
  return extractPage(parsePage(html), url, options);
}

/** Same, of a parsed page; the tree is used up. */
export function extractPage(dom: Document, url: string, options: ExtractOptions = {}, headers: IncomingHttpHeaders = {}): PageExtract {
  const $ = load(dom);
  const elements = elementsOf(dom);
  const facts = readFacts(dom, elements, url, headers);
  const pageUrl = ownSpelling(url, facts.canonical);
  const removals: Removal[] = [];
  const unwanted = new Set((options.remove ?? []).flatMap((selector) => select($, selector)));
  const styles = elements.filter(({ name }) => name === 'style');
  const styleSheet = readStyleSheet(
    styles.map((style) => style.children.map((child) => ('data' in child ? child.data : '')).join('')),
    (declarations) => hidingDeclaration(declarations) !== null,
  );
  showMath(elements);
  nameByRole(elements);
  const opened = new Set([...flattenTabs(elements), ...openPanels(elements)]);
  pinHeadings(dom, elements);
  const measures = measureTree(dom, (element, measure) => boilerplateReason(element, measure) !== null);
  const { element: content, why } = findContent($, options.content, elements, measures);
  noteSurroundings(content, why, measures, removals);
  cleanContent({ content, measures, styleSheet, unwanted, opened }, removals);
  const title = titleOf(dom, content, facts.title) || new URL(url).pathname;
  const tags = pageTags(pageUrl, title, facts, options.tags ?? []);
  const sections = splitSections(toBlocks(content, pageUrl), { url: pageUrl, title, tags }, removals);
  const articles = sections.flatMap(splitSection).filter((article) => {
    const problems = articleProblems(article);
    if (problems.length > 0) note(`${article.url}: ${article.title}`, 'article', problems.join('; '), removals);
    return problems.length === 0;
  });
  return { ...facts, url: pageUrl, title, articles, removals };
}

/** The canonical address where it is this page in another spelling; another page is for the collapsing of duplicates. */
function ownSpelling(url: string, canonical: string | null): string {
  return canonical && urlKey(canonical) === urlKey(url) ? canonical.replace(/#.*$/s, '') : url;
}

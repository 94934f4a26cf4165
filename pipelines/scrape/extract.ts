import type { IncomingHttpHeaders } from 'node:http';
import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import type { Document, ParentNode } from 'domhandler';
import { type Article, articleProblems } from '#core/domain/article.ts';
import { splitSection } from '#core/domain/split-article.ts';
import { boilerplateReason } from './boilerplate.ts';
import { cleanContent, noteSurroundings } from './clean-content.ts';
import { findContent, select } from './find-content.ts';
import { flattenTabs } from './flatten-tabs.ts';
import { pinHeadings } from './heading-anchors.ts';
import { hiddenByStyleSheet } from './hidden-text.ts';
import { nameByRole } from './known-roles.ts';
import { openPanels } from './open-panels.ts';
import { type PageFacts, readFacts } from './page-facts.ts';
import { pageTags } from './page-tags.ts';
import { elementsOf, measureTree, textOf } from './page-tree.ts';
import { urlKey } from './page-url.ts';
import { parsePage } from './parse-page.ts';
import { note, type Removal } from './removal.ts';
import { showMath } from './show-math.ts';
import type { Site } from './site.ts';
import { splitSections } from './split-sections.ts';
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
  const facts = readFacts(dom, url, headers);
  const pageUrl = ownSpelling(url, facts.canonical);
  const removals: Removal[] = [];
  const unwanted = new Set((options.remove ?? []).flatMap((selector) => select($, selector)));
  const hiddenNames = hiddenByStyleSheet($('style').get().map((style) => $(style).text())); // biome-ignore format: short
  showMath(dom);
  nameByRole(dom);
  const opened = new Set([...flattenTabs(dom), ...openPanels(dom)]);
  pinHeadings(dom);
  const measures = measureTree(dom, (element, measure) => boilerplateReason(element, measure) !== null);
  const { element: content, why } = findContent($, options.content, measures);
  noteSurroundings(content, why, measures, removals);
  cleanContent({ content, measures, hiddenNames, unwanted, opened }, removals);
  const title = titleOf($, content, facts.title) || new URL(url).pathname;
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

/** The first `h1` with words in the cleaned content, else on the page, else the title element. */
function titleOf($: CheerioAPI, content: ParentNode, title: string): string {
  const within = elementsOf(content).find((element) => element.name === 'h1' && textOf(element) !== '');
  const heading =
    within ??
    $('h1')
      .get()
      .find(
        (element) => textOf(element) !== '' && $(element).closest('nav, footer, template, noscript, [hidden], body > header').length === 0,
      );
  return (heading && textOf(heading)) || title;
}

import { createRequire } from 'node:module';
import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { extractArticles } from '../../../pipelines/scrape/extract/extract.ts';
import { htmlForms, markdownOutput, withTitle } from './outputs.ts';
import type { Output } from './score.ts';

export type Extractor = {
  readonly name: string;
  readonly version: string;
  /** Only this is timed: from the HTML text to the extractor's own result. */
  extract(html: string, url: string): unknown;
  /** The forms of the result that are judged. */
  outputs(html: string, url: string): Promise<readonly Output[]>;
};

const installed = createRequire(import.meta.url);

function versionOf(name: string): string {
  return (installed(`../../../node_modules/${name}/package.json`) as { version: string }).version;
}

const ours: Extractor = {
  name: 'threadwell',
  version: (installed('../../../package.json') as { version: string }).version,
  extract: (html, url) => extractArticles(html, url),
  outputs: async (html, url) => [markdownOutput(articlesAsPage(extractArticles(html, url).articles))],
};

/**
 * Our rows as one page. A row opens with its whole heading path (`# Install › Proxy`), so that it can be understood alone, and a long
 * section repeats it in each part. Read as a page, a heading appears once: of each path, the steps that the row before did not have.
 */
function articlesAsPage(articles: readonly { readonly url: string; readonly body: string }[]): string {
  let before: readonly string[] = [];
  return articles
    .map(({ url, body }) => {
      const [heading = '', ...rest] = body.split('\n');
      const path = heading.replace(/^# /, '').split(' › ');
      const fresh = path.findIndex((step, index) => step !== before[index]);
      const steps = /:~:part=\d+$/.test(url) ? [] : path.slice(fresh === -1 ? path.length - 1 : fresh);
      before = path;
      return [...steps.map((step) => `# ${step}`), ...rest].join('\n');
    })
    .join('\n\n');
}

const defuddle: Extractor = {
  name: 'defuddle',
  version: versionOf('defuddle'),
  extract: (html, url) => Defuddle(parseHTML(html).document, url, { useAsync: false }),
  async outputs(html, url) {
    const { title, content, contentMarkdown } = await Defuddle(parseHTML(html).document, url, { separateMarkdown: true, useAsync: false });
    return withTitle(title, [...htmlForms(content), ...(contentMarkdown ? [markdownOutput(contentMarkdown)] : [])]);
  },
};

const readability: Extractor = {
  name: 'readability',
  version: versionOf('@mozilla/readability'),
  extract: (html) => new Readability(parseHTML(html).document).parse(),
  async outputs(html) {
    const article = new Readability(parseHTML(html).document).parse();
    return article ? withTitle(article.title ?? '', htmlForms(article.content ?? '')) : [];
  },
};

/** What a reader would write in five minutes: the first of the usual landmarks, else the whole page. */
const landmarks: Extractor = {
  name: 'main/article',
  version: `cheerio ${versionOf('cheerio')}`,
  extract: (html) => landmarkHtml(html),
  outputs: async (html) => htmlForms(landmarkHtml(html)),
};

function landmarkHtml(html: string): string {
  const $ = load(html);
  $('script, style, noscript, template').remove();
  const found = ['article', 'main', '[role=main]', 'body'].map((selector) => $(selector).first()).find((element) => element.length > 0);
  return found?.html() ?? '';
}

export const EXTRACTORS: readonly Extractor[] = [ours, defuddle, readability, landmarks];

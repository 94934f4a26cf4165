import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '#core/domain/article.ts';
import { parseArticles } from '#core/domain/article-csv.ts';
import { type GoldenQuestion, parseGolden } from '#core/domain/golden.ts';
import { extractArticles } from '../../pipelines/scrape/extract/extract.ts';

const SITE = join(import.meta.dirname, '../../data/samples/site');
const FIXTURES = join(import.meta.dirname, 'fixtures');
/** Folders that the scraper leaves out: an older version, a print view, and what robots.txt or the page itself keeps from indexes. */
const LEFT_OUT = /^(4\.6|print|internal|contributing)(\/|$)/;
const TAGS = ['product:ferrywork-connector'];

/**
 * The articles that the questions are labelled for: those of the sample site as the scraper makes them, and those of the sample mailbox
 * as they were approved once, so that a change of the distiller moves no label.
 */
export function sampleArticles(): Article[] {
  const pages = readdirSync(join(SITE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)index\.html$/.test(file) && !LEFT_OUT.test(file))
    .toSorted();
  const docs = pages.flatMap((file) => {
    const url = `http://localhost:8787/docs/${file.replace(/index\.html$/, '')}`;
    return extractArticles(readFileSync(join(SITE, 'docs', file), 'utf8'), url, { tags: TAGS }).articles;
  });
  return [...docs, ...parseArticles(readFileSync(join(FIXTURES, 'mail-articles.csv'), 'utf8'), 'mail-articles.csv')];
}

/** Two thirds of the questions were looked at when the search was made; the held-out third was only counted. */
export function labelledQuestions(): { readonly seen: GoldenQuestion[]; readonly heldOut: GoldenQuestion[] } {
  const read = (name: string) => parseGolden(readFileSync(join(FIXTURES, name), 'utf8'), name);
  return { seen: read('questions.csv'), heldOut: read('held-out-questions.csv') };
}

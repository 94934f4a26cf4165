import type { Article } from '#core/domain/article.ts';
import { madeArticles } from './made-base/made-articles.ts';
import { sampleArticles } from './sample-articles.ts';

/** The labelled articles among made ones, `count` in all; fewer than the samples are not given. */
export function baseOf(count: number): Article[] {
  const samples = sampleArticles();
  return [...samples, ...madeArticles(Math.max(0, count - samples.length))];
}

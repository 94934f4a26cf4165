import type { Article } from '#core/domain/article.ts';
import { sha256 } from '#core/domain/digest.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';

/**
 * The blocks of a page's text as pairs of hash and length, sorted by hash: what is needed to compare the texts of twenty thousand pages
 * without holding them.
 */
export type BlockSet = Float64Array;

/** Of a SHA-256, in hex: 48 bits are exact in a number and tell 100,000 pages of 50 blocks apart but for one chance in twenty. */
const HASH_DIGITS = 12;

/** Headings and addresses are left out, since copies of a page differ in them. */
export function blockSet(articles: readonly Article[]): BlockSet {
  const lengths = new Map<number, number>();
  for (const article of articles)
    for (const block of markdownBlocks(article.body).slice(1)) {
      const text = block.replace(/\]\([^)]*\)/g, ']').replace(/\s+/g, ' ');
      lengths.set(Number.parseInt(sha256(text).slice(0, HASH_DIGITS), 16), text.length);
    }
  return Float64Array.from([...lengths].sort(([a], [b]) => a - b).flat());
}

/** Hash and length of each block. */
export function* blocksOf(set: BlockSet): Generator<readonly [hash: number, length: number]> {
  for (let at = 0; at < set.length; at += 2) yield [set[at]!, set[at + 1]!];
}

/** How much of `part`, by length, stands in `whole`: 0 to 1. */
export function shareOf(part: BlockSet, whole: BlockSet): number {
  let shared = 0;
  let all = 0;
  let there = 0;
  for (let at = 0; at < part.length; at += 2) {
    const hash = part[at]!;
    const length = part[at + 1]!;
    while (there < whole.length && whole[there]! < hash) there += 2;
    all += length;
    if (whole[there] === hash) shared += length;
  }
  return all === 0 ? 0 : shared / all;
}

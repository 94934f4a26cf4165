import type { Passage } from '#core/domain/passage.ts';
import { contentTerms } from '#core/domain/words.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';

const PASSAGES = 5;
/** Of the confidence of all passages, what one product must have: less is a guess. */
const MIN_SHARE = 0.6;
const TAG = 'product:';

/** The product whose articles fit a question: by its name in the request where it is named, else where most of what fits is tagged so. */
export async function productOf(
  question: string,
  said: string,
  knowledgeBase: Pick<KnowledgeBase, 'retrieve' | 'minConfidence'>,
): Promise<string | null> {
  const passages = await knowledgeBase.retrieve({ text: question, limit: PASSAGES });
  const confident = passages.filter(({ confidence }) => confidence >= knowledgeBase.minConfidence);
  const shares = sharesOf(confident);
  const terms = new Set(contentTerms(said));
  const named = [...shares.keys()].filter((product) => contentTerms(product.replace(/[-_.]/g, ' ')).every((term) => terms.has(term)));
  if (named.length === 1) return named[0]!;
  const [best] = [...shares].sort(([, one], [, other]) => other - one);
  return best && best[1] >= MIN_SHARE ? best[0] : null;
}

/** How much of the confidence of all passages each product has. An article for several counts for each in part. */
function sharesOf(passages: readonly Passage[]): Map<string, number> {
  const whole = passages.reduce((sum, { confidence }) => sum + confidence, 0);
  const shares = new Map<string, number>();
  for (const { tags, confidence } of passages) {
    const products = tags.filter((tag) => tag.startsWith(TAG)).map((tag) => tag.slice(TAG.length));
    for (const product of products) shares.set(product, (shares.get(product) ?? 0) + confidence / whole / products.length);
  }
  return shares;
}

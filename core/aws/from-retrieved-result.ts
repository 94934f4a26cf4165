import type { KnowledgeBaseRetrievalResult } from '@aws-sdk/client-bedrock-agent-runtime';
import { isHttpUrl, sortTags } from '#core/domain/article.ts';
import { datesOf, type Freshness } from '#core/domain/freshness.ts';
import { type Passage, SOURCES } from '#core/domain/passage.ts';

/**
 * A result as a passage, or null where it cannot be cited: title, url and source come from the row's metadata, since the location is that
 * of the whole CSV. The score, a cosine similarity, is the confidence. `freshness` has the dates of the version that serves.
 */
export function fromRetrievedResult(
  { content, score = 0, metadata = {} }: KnowledgeBaseRetrievalResult,
  freshness: Freshness,
): Passage | null {
  const { title, url, tags, source: named } = metadata;
  const source = SOURCES.find((name) => name === named);
  const text = content?.text;
  if (!source || !text || typeof title !== 'string' || !title || typeof url !== 'string' || !isHttpUrl(url)) return null;
  return {
    title,
    url,
    text,
    // An empty cell is no metadata.
    tags: typeof tags === 'string' ? sortTags(tags.split(';')) : [],
    source,
    score,
    confidence: Math.min(Math.max(score, 0), 1),
    ...datesOf(freshness, url),
  };
}

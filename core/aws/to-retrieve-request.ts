import type { RetrieveCommandInput } from '@aws-sdk/client-bedrock-agent-runtime';
import type { RetrieveQuery } from '#core/ports/knowledge-base.ts';

const MAX_QUESTION_CHARACTERS = 1_000;
/** Bedrock gives no more at once. */
const MAX_RESULTS = 100;

/**
 * A query as Retrieve takes it, or null for a question without a letter or digit: there is nothing to embed. S3 Vectors passes over filters on
 * parts of a text in silence, so only `source`, a whole value, is filtered there; a query with tags asks for all it can get.
 */
export function toRetrieveRequest(knowledgeBaseId: string, query: RetrieveQuery): RetrieveCommandInput | null {
  const text = query.text.slice(0, MAX_QUESTION_CHARACTERS).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const numberOfResults = query.tags?.length ? MAX_RESULTS : Math.min(Math.max(query.limit, 1), MAX_RESULTS);
  return {
    knowledgeBaseId,
    retrievalQuery: { text },
    retrievalConfiguration: {
      vectorSearchConfiguration: {
        numberOfResults,
        // A condition alone must not be wrapped in `andAll`.
        ...(query.source ? { filter: { equals: { key: 'source', value: query.source } } } : {}),
      },
    },
  };
}

import { z } from '@hono/zod-openapi';
import { InvalidInput } from '#core/domain/errors.ts';
import { type Passage, SOURCES } from '#core/domain/passage.ts';
import { snippet } from '#core/domain/snippet.ts';
import type { AppOptions } from './app-options.ts';
import { curatorRoute } from './curator-route.ts';
import { SEARCH_EXAMPLE, searchAnswer } from './openapi-search.ts';
import type { App } from './route.ts';

const SEARCH_LIMIT = 10;
const MAX_SEARCH_LIMIT = 50;
/** Tags of an article are 300 bytes in all. */
const MAX_TAGS_CHARACTERS = 300;

const query = z.object({
  q: z.string().trim().min(1).max(1_000),
  limit: z.coerce.number().int().min(1).max(MAX_SEARCH_LIMIT).optional(),
  source: z.enum(SOURCES).optional(),
  tags: z
    .string()
    .max(MAX_TAGS_CHARACTERS)
    .optional()
    .openapi({ description: 'Separated by `;`: only articles that carry all of them.', example: 'topic:proxy;version:4.7' }),
  explain: z.enum(['true', 'false']).optional(),
});

/** What a curator searches by: the articles that an answer would be made of, and why. */
export function searchRoutes(app: App, options: AppOptions): void {
  const { knowledgeBase } = options.ports;
  curatorRoute(app, options)(
    {
      method: 'get',
      path: '/search',
      operationId: 'search',
      summary: 'What a question finds',
      description: 'With `explain=true` also how the question was read, and why each article stands where it does.',
      query,
      answers: searchAnswer,
      answerExample: SEARCH_EXAMPLE,
    },
    async (c) => {
      const parsed = query.safeParse(c.req.query());
      if (!parsed.success)
        throw new InvalidInput(
          `\`q\` must be a question; \`limit\` is 1 to ${MAX_SEARCH_LIMIT}, \`source\` ${SOURCES.join(' or ')}, \`tags\` at most ${MAX_TAGS_CHARACTERS} characters`,
        );
      const { q: text, limit = SEARCH_LIMIT, source, explain } = parsed.data;
      const tags = (parsed.data.tags ?? '').split(';').flatMap((tag) => tag.trim() || []);
      const asked = { text, limit, ...(source && { source }), ...(tags.length && { tags }) };
      const { passages, ...read } =
        explain === 'true' ? await knowledgeBase.explain(asked) : { passages: await knowledgeBase.retrieve(asked) };
      const { minConfidence } = knowledgeBase;
      return c.json({ ...read, minConfidence, passages: passages.map((passage) => withSnippet(passage, text)) });
    },
  );
}

/** The part that speaks to the question, instead of the whole text. */
function withSnippet({ text, ...passage }: Passage, question: string) {
  return { ...passage, snippet: snippet(text, question) };
}

import { z } from '@hono/zod-openapi';
import { CONVERSATION_DAYS, CONVERSATION_FILTERS } from '#core/domain/conversation.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { SessionActivity } from '#core/ports/turns.ts';
import { conversationFigures as figuresOf } from '../conversations/figures.ts';
import { findConversations, MAX_LOOKED_AT } from '../conversations/find-conversations.ts';
import { readConversation } from '../conversations/read-conversation.ts';
import type { AppOptions } from './app-options.ts';
import { requireOperator } from './curator-cookie.ts';
import {
  CONVERSATION_EXAMPLE,
  conversationFigures,
  conversationSummary,
  FIGURES_EXAMPLE,
  openConversation,
  SUMMARY_EXAMPLE,
} from './openapi-conversations.ts';
import { type App, route } from './route.ts';

/** A screen or two. */
const PAGE = 25;
const MAX_PAGE = 100;
/** A sentence; what is longer is no search. */
const MAX_SEARCH_CHARACTERS = 200;
/** Hex of the web, a name and hex of other channels. */
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([\w-]{1,64})$/;

const days = z
  .enum(CONVERSATION_DAYS.map(String) as [string, ...string[]])
  .optional()
  .openapi({ description: 'With today, in UTC; 7 unless told. Turns are kept for 30.', example: '7' });
const filters = z.object({
  q: z.string().trim().max(MAX_SEARCH_CHARACTERS).optional().openapi({
    description: 'Words that all stand somewhere in the conversation as it is shown. What is masked is never found.',
    example: 'proxy',
  }),
  filter: z.enum(CONVERSATION_FILTERS).optional().openapi({ description: 'Conversations with at least one such turn.' }),
  days,
  cursor: z
    .string()
    .regex(CURSOR)
    .optional()
    .openapi({ description: '`next` of the page before.', example: '2026-11-21T10:02:00.000Z_0f8e7d6c5b4a39281706f5e4d3c2b1a0' }),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).optional(),
});
const period = z.object({ days });

/** What operators read: conversations of visitors with personal data masked. Nothing here changes anything. */
export function conversationRoutes(app: App, options: AppOptions): void {
  const { ports, answerCost = { kind: 'free' } } = options;
  const keep = [options.brand.name];
  const operator = (declared: Omit<Parameters<typeof route>[1], 'for' | 'tag' | 'method'>, handler: Parameters<typeof route>[2]) =>
    route(app, { ...declared, method: 'get', tag: 'conversations', for: 'operator' }, (c) => {
      requireOperator(c, options.curatorKey, ports);
      return handler(c);
    });

  operator(
    {
      path: '/conversations',
      operationId: 'listConversations',
      summary: 'Conversations, newest first, all or those that a search finds',
      description: `One request looks at ${MAX_LOOKED_AT} conversations at most, and may end with few or none and a \`next\` to go on from.`,
      query: filters,
      answers: z.object({
        conversations: z.array(conversationSummary),
        next: z.string().nullable().openapi({ description: 'The `cursor` to go on with; null at the end of the period.' }),
        lookedAt: z.int(),
        isPersonal: z.boolean().openapi({ description: 'The search is itself personal data, which is masked: nothing was looked for.' }),
      }),
      answerExample: {
        conversations: [SUMMARY_EXAMPLE],
        next: '2026-11-21T10:02:00.000Z_0f8e7d6c5b4a39281706f5e4d3c2b1a0',
        lookedAt: 25,
        isPersonal: false,
      },
    },
    async (c) => {
      const { q = '', filter = null, limit = PAGE, cursor, ...asked } = parsed(filters, c.req.query());
      const wanted = { q, filter, limit, days: Number(asked.days ?? 7), after: cursor === undefined ? null : readCursor(cursor) };
      const { next, ...found } = await findConversations(wanted, ports, keep);
      return c.json({ ...found, next: next && `${next.at}_${next.sessionId}` });
    },
  );
  operator(
    {
      path: '/conversations/{id}',
      operationId: 'getConversation',
      summary: 'A conversation as its visitor saw it, with what became of it',
      answers: openConversation,
      answerExample: CONVERSATION_EXAMPLE,
      errors: ['not_found'],
    },
    async (c) => c.json(await readConversation(c.req.param('id') ?? '', ports, answerCost, keep)),
  );
  operator(
    {
      path: '/conversation-figures',
      operationId: 'getConversationFigures',
      summary: 'Volume, answered share, top questions and cost',
      query: period,
      answers: conversationFigures,
      answerExample: FIGURES_EXAMPLE,
    },
    async (c) => {
      const asked = parsed(period, c.req.query());
      return c.json(await figuresOf(Number(asked.days ?? 7), ports, answerCost, keep));
    },
  );
}

function parsed<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  // The value is not repeated: it may be what somebody searched for.
  const names = [...new Set(result.error.issues.map(({ path }) => `\`${path.join('.')}\``))];
  throw new InvalidInput(`the query is not as it must be: ${names.join(', ')}; see /openapi.json`);
}

function readCursor(cursor: string): SessionActivity {
  const [, at = '', sessionId = ''] = CURSOR.exec(cursor) ?? [];
  return { at, sessionId };
}

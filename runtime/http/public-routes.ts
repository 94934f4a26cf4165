import { z } from '@hono/zod-openapi';
import type { AppOptions } from './app-options.ts';
import { articlePage } from './article-page.ts';
import { type App, route } from './route.ts';

/** What anybody may ask: whether it runs, and the pages that citations open. */
export function publicRoutes(app: App, options: AppOptions): void {
  const { ports, environment, version } = options;
  const ready = z.object({
    status: z.literal('ready'),
    timestamp: z.iso.datetime(),
    environment: z.string(),
    version: z.string(),
    knowledgeBaseVersion: z.int().nullable(),
  });
  route(
    app,
    {
      method: 'get',
      path: '/health',
      operationId: 'getHealth',
      summary: 'Whether it can answer',
      tag: 'service',
      for: 'public',
      answers: ready,
      answerExample: {
        status: 'ready',
        timestamp: '2026-11-21T10:00:00.000Z',
        environment: 'prod',
        version: '1.2.0',
        knowledgeBaseVersion: 12,
      },
      also: {
        503: {
          meaning: 'It prepares: no version of the knowledge base serves yet',
          answers: z.object({ status: z.literal('preparing'), step: z.string() }),
          answerExample: { status: 'preparing', step: 'scrape' },
          answerHeaders: { 'Retry-After': { description: 'Seconds to wait', example: '2' } },
        },
      },
    },
    async (c) => {
      const readiness = await options.readiness();
      if (readiness.status === 'preparing') return c.json(readiness, 503, { 'retry-after': '2' });
      const serving = await ports.serving.current();
      const timestamp = ports.clock.now().toISOString();
      return c.json({ status: 'ready', timestamp, environment, version, knowledgeBaseVersion: serving?.version ?? null });
    },
  );
  route(
    app,
    {
      method: 'get',
      path: '/articles/{slug}',
      operationId: 'getArticlePage',
      summary: 'The page of a curated article',
      tag: 'service',
      for: 'public',
      answers: 'text/html',
      answerExample: '<h1>Proxy asks for a password</h1>',
      also: {
        302: {
          meaning: 'An address of an earlier title leads on',
          answerHeaders: { Location: { description: 'Its page now', example: '/articles/proxy-asks-for-a-password-d1a2b3' } },
        },
        404: { meaning: 'A page that says so', answers: 'text/html', answerExample: '<h1>No such article</h1>' },
      },
    },
    (c) => articlePage(c.req.param('slug') ?? '', ports, options),
  );
}

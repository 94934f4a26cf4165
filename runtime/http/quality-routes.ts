import { z } from '@hono/zod-openapi';
import { InvalidInput } from '#core/domain/errors.ts';
import { readQuality } from '../quality/read-quality.ts';
import type { AppOptions } from './app-options.ts';
import { curatorRoute } from './curator-route.ts';
import { CANARY_EXAMPLE, canaryReport } from './openapi-refreshes.ts';
import type { App } from './route.ts';

const DAYS = 30;
/** A quarter: more days are no chart that can be read. */
const MAX_DAYS = 92;

const query = z.object({ days: z.coerce.number().int().min(7).max(MAX_DAYS).optional() });

const count = z.int();
const day = z.object({
  day: z.string().openapi({ example: '2026-11-21' }),
  cited: count,
  uncited: count.openapi({ description: 'Answered without a source: a greeting, a filed ticket.' }),
  refused: count,
  failed: count,
  stopped: count,
  offered: count.openapi({ description: 'A ticket was offered.' }),
  helpful: count,
  unhelpful: count,
  gapsOpened: count,
  gapsClosed: count,
});
const quality = z
  .object({
    days: z.array(day),
    articles: z
      .object({ version: z.int(), ages: z.array(z.object({ fromDays: z.int(), toDays: z.int().nullable(), articles: z.int() })) })
      .nullable(),
    canaries: z.array(z.object({ at: z.string(), version: z.int(), canary: canaryReport })),
    isCut: z.boolean().openapi({ description: 'More happened than is looked at: the earliest days may show too little.' }),
  })
  .openapi('Quality');
const QUALITY_EXAMPLE = {
  days: [
    {
      day: '2026-11-21',
      cited: 41,
      uncited: 4,
      refused: 6,
      failed: 0,
      stopped: 1,
      offered: 3,
      helpful: 12,
      unhelpful: 2,
      gapsOpened: 5,
      gapsClosed: 1,
    },
  ],
  articles: { version: 12, ages: [{ fromDays: 0, toDays: 30, articles: 214 }] },
  canaries: [{ at: '2026-11-21T10:00:00.000Z', version: 12, canary: CANARY_EXAMPLE }],
  isCut: false,
};

/** How fresh the articles are and how well they answer. */
export function qualityRoutes(app: App, options: AppOptions): void {
  curatorRoute(app, options)(
    {
      method: 'get',
      path: '/quality',
      operationId: 'getQuality',
      summary: 'Answers, thumbs and gaps by day, ages of articles, canaries',
      description: 'Days are in UTC. Counts only.',
      query,
      answers: quality,
      answerExample: QUALITY_EXAMPLE,
    },
    async (c) => {
      const parsed = query.safeParse(c.req.query());
      if (!parsed.success) throw new InvalidInput(`\`days\` must be a whole number from 7 to ${MAX_DAYS}`);
      return c.json(await readQuality(parsed.data.days ?? DAYS, options.ports));
    },
  );
}

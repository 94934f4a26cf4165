import { z } from '@hono/zod-openapi';

/** A version of the knowledge base that serves or served. */
export const servingVersion = z
  .object({
    version: z.int(),
    side: z.enum(['blue', 'green']),
    contentHash: z.string(),
    articles: z.int(),
    promotedAt: z.string(),
  })
  .openapi('ServingVersion');
export const SERVING_EXAMPLE = {
  version: 12,
  side: 'blue',
  contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  articles: 214,
  promotedAt: '2026-11-21T10:00:00.000Z',
};

/** What a refresh came to, the same on both platforms: where it goes on by itself it is `started`. */
export const refreshOutcome = z.object({ status: z.string(), version: z.int().nullable(), reason: z.string().optional() });

const share = z.number().nullable();
const figures = z.object({ recallAt5: share, citationAccuracy: share, refusalAccuracy: share, falseRefusals: share });
/** What a side was asked before it was to serve. */
export const canaryReport = z.object({
  asked: z.int(),
  missed: z.array(z.string()),
  golden: z.object({ questions: z.int(), before: figures.nullable(), after: figures }).optional(),
});
export const CANARY_EXAMPLE = {
  asked: 20,
  missed: [],
  golden: {
    questions: 40,
    before: { recallAt5: 0.95, citationAccuracy: 0.9, refusalAccuracy: 1, falseRefusals: 0.05 },
    after: { recallAt5: 0.975, citationAccuracy: 0.9, refusalAccuracy: 1, falseRefusals: 0.025 },
  },
};

/** A promotion, or a run that was stopped. */
export const refreshRun = z
  .object({
    at: z.string(),
    status: z.enum(['promoted', 'failed']),
    version: z.int().nullable().openapi({ description: 'Of a promotion what it made, of a stopped run what went on serving.' }),
    serving: z.union([servingVersion, z.null()]),
    isCurrent: z.boolean(),
    canRollBack: z.boolean(),
    counts: z.object({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }).optional(),
    reason: z.string().optional(),
    forced: z.object({ reason: z.string(), guards: z.array(z.string()) }).optional(),
    canary: canaryReport.optional(),
    restored: z.int().optional().openapi({ description: 'The earlier version that was served again.' }),
    by: z.string().optional().openapi({ description: 'Who rolled back.' }),
  })
  .openapi('RefreshRun');
export const RUN_EXAMPLE = {
  at: SERVING_EXAMPLE.promotedAt,
  status: 'promoted',
  version: 12,
  serving: SERVING_EXAMPLE,
  isCurrent: true,
  canRollBack: false,
  counts: { added: 3, changed: 5, removed: 48, unchanged: 206 },
  forced: {
    reason: 'The pages of version 3 are gone for good.',
    guards: ['web_docs.csv has 214 rows, 48 fewer than the 262 that serve (18 %)'],
  },
  canary: CANARY_EXAMPLE,
};

const changedArticles = z
  .object({ count: z.int(), articles: z.array(z.object({ title: z.string(), url: z.string() })) })
  .openapi('ChangedArticles');
/** How a version differs from the one before it; of each kind the first hundred articles. */
export const versionChanges = z
  .object({ version: z.int(), since: z.int().nullable(), added: changedArticles, changed: changedArticles, removed: changedArticles })
  .openapi('VersionChanges');
export const CHANGES_EXAMPLE = {
  version: 12,
  since: 11,
  added: { count: 1, articles: [{ title: 'Proxy settings', url: 'https://docs.example.com/setup#proxy' }] },
  changed: { count: 0, articles: [] },
  removed: { count: 0, articles: [] },
};

import { z } from '@hono/zod-openapi';
import { GAP_REASONS } from '#core/domain/gap.ts';
import { SOURCES } from '#core/domain/passage.ts';

const date = z.string().nullable();
/** A citation as a replayed answer has it. */
export const citedArticles = z.array(z.object({ title: z.string(), url: z.string(), source: z.enum(SOURCES) }));
export const CITED_EXAMPLE = [
  { title: 'Kafka transport', url: 'https://help.example.com/articles/kafka-transport-a1b2c3', source: 'curated_articles' },
];

/** Questions that ask the same and got no good answer. */
export const gapGroup = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'closed']),
    questions: z.array(z.string()),
    count: z.int(),
    visitors: z.int(),
    reasons: z.array(z.object({ why: z.enum(GAP_REASONS), count: z.int() })),
    nearest: z.array(z.string()).openapi({ description: 'The articles that came closest, by url.' }),
    nearMisses: z.array(z.object({ title: z.string(), url: z.string() })),
    lastAt: z.string(),
    proofs: z.array(z.object({ question: z.string(), at: z.string(), version: z.int(), answer: z.string(), citations: citedArticles })),
  })
  .openapi('Gap');
export const GAP_EXAMPLE = {
  id: '5e4d3c2b1a',
  state: 'closed',
  questions: ['Is there a Kafka transport?'],
  count: 2,
  visitors: 2,
  reasons: [{ why: 'unanswered', count: 2 }],
  nearest: ['https://docs.example.com/setup#transports'],
  nearMisses: [{ title: 'Transports', url: 'https://docs.example.com/setup#transports' }],
  lastAt: '2026-11-20T09:30:00.000Z',
  proofs: [
    {
      question: 'Is there a Kafka transport?',
      at: '2026-11-21T10:00:00.000Z',
      version: 12,
      answer: 'Yes, since 4.7 [1].',
      citations: CITED_EXAMPLE,
    },
  ],
};

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

/** An article that a question finds, with the part that speaks to it. */
export const foundPassage = z
  .object({
    title: z.string(),
    url: z.string(),
    snippet: z.string(),
    tags: z.array(z.string()),
    source: z.enum(SOURCES),
    score: z.number().openapi({ description: 'Higher is better; comparable within one search only.' }),
    confidence: z.number().openapi({ description: 'How much of the question it speaks to, comparable between searches.' }),
    updatedAt: date,
    crawledAt: date.optional(),
    ingestedAt: date.optional(),
    citedAt: date.optional(),
  })
  .openapi('FoundPassage');
export const PASSAGE_EXAMPLE = {
  title: 'Proxy settings',
  url: 'https://docs.example.com/setup#proxy',
  snippet: 'Set proxy.host and proxy.port.',
  tags: ['topic:proxy'],
  source: 'web_docs',
  score: 7.31,
  confidence: 0.82,
  updatedAt: '2026-11-01T00:00:00.000Z',
};

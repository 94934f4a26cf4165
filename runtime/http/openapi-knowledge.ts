import { z } from '@hono/zod-openapi';
import { GAP_REASONS } from '#core/domain/gap.ts';
import { SOURCES } from '#core/domain/passage.ts';

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

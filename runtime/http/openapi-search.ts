import { z } from '@hono/zod-openapi';
import { SOURCES } from '#core/domain/passage.ts';
import { MATCH_PLACES, READINGS } from '#core/domain/search-explanation.ts';

const date = z.string().nullable();
const how = z.enum(READINGS).openapi({ description: 'How the words come from the question: as said, or read as something else.' });

const whyRanked = z
  .object({
    words: z
      .object({
        matches: z.array(
          z.object({
            asked: z.int().openapi({ description: 'Index in `asked`.' }),
            words: z.string(),
            how,
            certainty: z.number(),
            places: z.array(z.object({ place: z.enum(MATCH_PLACES), times: z.int() })),
          }),
        ),
        score: z
          .object({ relevance: z.number(), heading: z.number(), errorCode: z.number(), source: z.number(), age: z.number() })
          .openapi({ description: '(relevance + heading + errorCode) × source × age.' }),
        confidence: z.object({
          covered: z.number(),
          together: z.number(),
          headings: z.number(),
          isLone: z.boolean(),
          unknownCodes: z.number(),
        }),
      })
      .nullable()
      .openapi({ description: 'Null where a question is compared as a whole.' }),
    nearPlace: z.int().nullable(),
    folded: z.array(z.object({ title: z.string(), url: z.string() })).openapi({ description: 'Copies that were left out for it.' }),
  })
  .openapi('WhyRanked');

/** An article that a question finds, with the part that speaks to it. */
const foundPassage = z
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
    why: whyRanked.optional().openapi({ description: 'With `explain=true` only.' }),
  })
  .openapi('FoundPassage');

const askedThing = z.object({
  said: z.string(),
  share: z.number().openapi({ description: 'Its part in the question; the rarer, the more.' }),
  isErrorCode: z.boolean(),
  readings: z.array(z.object({ words: z.string(), how, certainty: z.number() })),
});

export const searchAnswer = z.object({
  passages: z.array(foundPassage),
  minConfidence: z.number().openapi({ description: 'Below it nothing is answered.' }),
  ranking: z.enum(['words', 'words_and_vectors', 'vectors']).optional(),
  asked: z.array(askedThing).optional(),
});
export const SEARCH_EXAMPLE = {
  minConfidence: 0.43,
  ranking: 'words',
  asked: [
    {
      said: 'proxy',
      share: 1,
      isErrorCode: false,
      readings: [
        { words: 'proxy', how: 'said', certainty: 1 },
        { words: 'gateway', how: 'synonym', certainty: 0.7 },
      ],
    },
  ],
  passages: [
    {
      title: 'Proxy settings',
      url: 'https://docs.example.com/setup#proxy',
      snippet: 'Set proxy.host and proxy.port.',
      tags: ['topic:proxy'],
      source: 'web_docs',
      score: 7.31,
      confidence: 0.82,
      updatedAt: '2026-11-01T00:00:00.000Z',
      why: {
        words: {
          matches: [
            {
              asked: 0,
              words: 'proxy',
              how: 'said',
              certainty: 1,
              places: [
                { place: 'heading', times: 1 },
                { place: 'body', times: 2 },
              ],
            },
          ],
          score: { relevance: 6.1, heading: 1.3, errorCode: 0, source: 1, age: 0.99 },
          confidence: { covered: 1, together: 1, headings: 1, isLone: false, unknownCodes: 0 },
        },
        nearPlace: null,
        folded: [{ title: 'Proxy settings', url: 'https://docs.example.com/4.5/setup#proxy' }],
      },
    },
  ],
};

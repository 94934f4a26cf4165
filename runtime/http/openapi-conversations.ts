import { z } from '@hono/zod-openapi';
import {
  type ConversationFigures,
  type ConversationSummary,
  MODEL_ROLES,
  type OpenConversation,
  TURN_OUTCOMES,
} from '#core/domain/conversation.ts';
import { GAP_REASONS } from '#core/domain/gap.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { ERROR_CODES } from './openapi-chat-events.ts';

const outcome = z.enum(TURN_OUTCOMES).openapi('TurnOutcome');
const tokens = { input: z.int(), output: z.int() };
const MASKED = 'Personal data is masked: `<EMAIL_1>` stands for the same address in the whole conversation.';

const cost = z
  .object({
    roles: z.array(z.object({ role: z.enum(MODEL_ROLES), ...tokens })),
    estimate: z
      .number()
      .nullable()
      .openapi({ description: 'At the configured prices; null without them, and where nobody counts tokens.' }),
    currency: z.string().nullable(),
    basis: z.enum(['free', 'counted', 'uncounted']),
  })
  .openapi('Cost', { description: 'Tokens of models and what they cost, as an estimate. `free`: the assistant calls no model.' });

/** A conversation in the list. */
export const conversationSummary = z
  .object({
    sessionId: z.string().openapi({ description: 'No token: it opens nothing but this conversation, for operators.' }),
    startedAt: z.string(),
    lastAt: z.string(),
    turns: z.int(),
    question: z.string().openapi({ description: `The beginning of the first question. ${MASKED}` }),
    outcomes: z.array(z.object({ outcome, count: z.int() })),
    tickets: z.array(z.string()),
    helpful: z.int(),
    unhelpful: z.int(),
    excerpt: z.string().optional().openapi({ description: 'In a search: the place that was found.' }),
  })
  .openapi('ConversationSummary');

const turn = z
  .object({
    n: z.int(),
    at: z.string(),
    question: z.string(),
    answer: z.string(),
    outcome,
    error: z.enum(ERROR_CODES).nullable(),
    citations: z.array(
      z.object({
        n: z.int(),
        title: z.string(),
        url: z.string(),
        snippet: z.string(),
        source: z.enum(SOURCES),
        updatedAt: z.string().nullable(),
      }),
    ),
    offer: z
      .object({
        status: z.enum(['offered', 'accepted', 'filed', 'cancelled']).nullable(),
        fields: z.array(z.object({ name: z.string(), value: z.string() })),
      })
      .nullable()
      .openapi({ description: 'The ticket that was offered, as the visitor accepted it.' }),
    ticket: z.object({ id: z.string(), url: z.string() }).nullable(),
    handedOff: z.boolean().openapi({ description: 'The visitor was given the e-mail address to write to.' }),
    feedback: z.object({ helpful: z.boolean(), reason: z.string().nullable(), comment: z.string().nullable() }).nullable(),
    tokens: z.object(tokens).nullable(),
  })
  .openapi('ShownTurn', { description: MASKED });

/** A conversation as it is opened. */
export const openConversation = z
  .object({
    sessionId: z.string(),
    startedAt: z.string(),
    lastAt: z.string(),
    turns: z.array(turn),
    gaps: z
      .array(z.object({ n: z.int(), id: z.string(), reasons: z.array(z.enum(GAP_REASONS)) }))
      .openapi({ description: 'The gaps that its turns belong to, by the number of the turn.' }),
    cost,
  })
  .openapi('Conversation');

/** What the conversations of a period came to. */
export const conversationFigures = z
  .object({
    from: z.string(),
    to: z.string(),
    days: z.array(z.object({ day: z.string(), conversations: z.int(), turns: z.int(), answered: z.int() })),
    conversations: z.int(),
    turns: z.int(),
    outcomes: z.object(Object.fromEntries(TURN_OUTCOMES.map((one) => [one, z.int()]))),
    answeredShare: z.number().nullable().openapi({ description: 'Answered, of the turns that were answered, refused or failed.' }),
    tickets: z.int(),
    helpful: z.int(),
    unhelpful: z.int(),
    topQuestions: z.array(z.object({ question: z.string(), count: z.int(), conversations: z.int(), answered: z.int() })),
    cost,
    isWhole: z.boolean().openapi({ description: 'False: only the newest conversations of the period are counted.' }),
  })
  .openapi('ConversationFigures', { description: 'Days are UTC; today is the last one.' });

const SESSION = '0f8e7d6c5b4a39281706f5e4d3c2b1a0';
const COST_EXAMPLE = {
  roles: [{ role: 'answer', input: 2_400, output: 180 }],
  estimate: 0.00066,
  currency: 'USD',
  basis: 'counted',
} as const;

export const SUMMARY_EXAMPLE: ConversationSummary = {
  sessionId: SESSION,
  startedAt: '2026-11-21T10:00:00.000Z',
  lastAt: '2026-11-21T10:02:00.000Z',
  turns: 2,
  question: 'How do I send logs through a proxy?',
  outcomes: [
    { outcome: 'answered', count: 1 },
    { outcome: 'offered', count: 1 },
  ],
  tickets: ['4711'],
  helpful: 0,
  unhelpful: 1,
};
export const CONVERSATION_EXAMPLE: OpenConversation = {
  sessionId: SESSION,
  startedAt: '2026-11-21T10:00:00.000Z',
  lastAt: '2026-11-21T10:02:00.000Z',
  turns: [
    {
      n: 1,
      at: '2026-11-21T10:00:00.000Z',
      question: 'How do I send logs through a proxy?',
      answer: 'Set `proxy.host` and `proxy.port` [1].',
      outcome: 'answered',
      error: null,
      citations: [
        {
          n: 1,
          title: 'Proxy settings',
          url: 'https://docs.example.com/setup#proxy',
          snippet: 'Set proxy.host and proxy.port.',
          source: 'web_docs',
          updatedAt: '2026-11-01T00:00:00.000Z',
        },
      ],
      offer: null,
      ticket: null,
      handedOff: false,
      feedback: { helpful: false, reason: 'outdated', comment: null },
      tokens: { input: 2_400, output: 180 },
    },
    {
      n: 2,
      at: '2026-11-21T10:02:00.000Z',
      question: 'Create a ticket, I am <EMAIL_1>.',
      answer: '',
      outcome: 'offered',
      error: null,
      citations: [],
      offer: {
        status: 'filed',
        fields: [
          { name: 'requester_email', value: '<EMAIL_1>' },
          { name: 'subject', value: 'Logs through a proxy' },
        ],
      },
      ticket: { id: '4711', url: 'https://example.zendesk.com/agent/tickets/4711' },
      handedOff: false,
      feedback: null,
      tokens: null,
    },
  ],
  gaps: [{ n: 1, id: '5e4d3c2b1a', reasons: ['thumbs_down'] }],
  cost: COST_EXAMPLE,
};
export const FIGURES_EXAMPLE: ConversationFigures = {
  from: '2026-11-21',
  to: '2026-11-21',
  days: [{ day: '2026-11-21', conversations: 1, turns: 2, answered: 1 }],
  conversations: 1,
  turns: 2,
  outcomes: { answered: 1, refused: 0, failed: 0, offered: 1, stopped: 0, other: 0, running: 0 },
  answeredShare: 1,
  tickets: 1,
  helpful: 0,
  unhelpful: 1,
  topQuestions: [{ question: 'How do I send logs through a proxy?', count: 1, conversations: 1, answered: 1 }],
  cost: COST_EXAMPLE,
  isWhole: true,
};

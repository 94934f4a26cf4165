import { z } from '@hono/zod-openapi';
import { DRAFT_STATES } from '#core/domain/draft.ts';

const lines = z.array(z.string());
const step = z
  .object({
    text: z.string(),
    evidence: z.array(z.object({ messageId: z.string(), start: z.int(), end: z.int() })),
    supported: z.boolean(),
  })
  .openapi('Step', { description: 'A sentence, and the quotes of the mail that support it: UTF-16 offsets into the text of a message.' });
const changedSections = z.array(z.object({ url: z.string(), was: z.enum(['changed', 'gone']) }));

const common = {
  id: z.string(),
  version: z.int().openapi({ description: 'Counts up with each change. A change names the one it saw as `If-Match`.' }),
  state: z.enum(DRAFT_STATES).openapi('DraftState'),
  title: z.string(),
  symptoms: lines,
  appliesTo: lines,
  tags: lines,
  threads: lines,
  similar: z.array(z.object({ url: z.string(), title: z.string(), score: z.number(), repeats: z.literal(true).optional() })),
  contradictions: z.array(
    z.object({
      docsUrl: z.string(),
      docsQuote: z.string(),
      mailQuote: z.string(),
      decision: z.enum(['docs', 'mail', 'both']).optional(),
    }),
  ),
  until: z.string().optional().openapi({ description: 'While it is snoozed: the day on which it returns.' }),
  toVerify: changedSections.optional(),
  blockers: lines.openapi({ description: 'Why it cannot be approved yet.' }),
};

/** A draft as the list shows it: without mail and evidence, with what its review is worth. */
export const draftSummary = z
  .object({
    ...common,
    steps: z.int().openapi({ description: 'How many.' }),
    value: z.object({ threads: z.int(), lastAskedAt: z.string().nullable(), visitors: z.int(), score: z.number() }),
    changedAt: z.string().nullable(),
  })
  .openapi('DraftSummary');

/** A draft with everything that it rests on. */
export const shownDraft = z
  .object({
    ...common,
    question: step,
    steps: z.array(step),
    messages: z.array(z.object({ id: z.string(), role: z.enum(['customer', 'support']), date: z.string().nullable(), text: z.string() })),
    checkedAgainst: z.array(z.object({ url: z.string(), digest: z.string() })).optional(),
    served: z
      .object({ title: z.string(), symptoms: lines, question: step, steps: z.array(step), appliesTo: lines, tags: lines })
      .optional()
      .openapi({ description: 'What readers go on seeing while an approved article is edited.' }),
    rewritten: z.object({ by: z.string(), from: z.string() }).optional(),
    workflow: z.string().optional(),
    audit: z.array(z.object({ at: z.string(), who: z.string(), what: z.string(), note: z.string().optional() })),
    articleUrl: z.string(),
  })
  .openapi('Draft');

const COMMON_EXAMPLE = {
  id: 'd1a2b3c4d5e6',
  version: 3,
  state: 'proposed',
  title: 'Proxy asks for a password',
  symptoms: ['FW-3001 proxy authentication required'],
  appliesTo: ['plugin 4.6.3'],
  tags: ['source:email', 'topic:proxy'],
  threads: ['thread-1'],
  similar: [{ url: 'https://docs.example.com/setup#proxy', title: 'Proxy settings', score: 0.62 }],
  contradictions: [],
  blockers: [],
};
export const DRAFT_SUMMARY_EXAMPLE = {
  ...COMMON_EXAMPLE,
  steps: 1,
  value: { threads: 1, lastAskedAt: '2026-10-01T08:00:00.000Z', visitors: 2, score: 2.4 },
  changedAt: null,
};
export const DRAFT_EXAMPLE = {
  ...COMMON_EXAMPLE,
  question: { text: 'The gateway asks for a password.', evidence: [{ messageId: 'm1', start: 31, end: 63 }], supported: true },
  steps: [{ text: 'Set proxy.host and proxy.port.', evidence: [{ messageId: 'm1', start: 0, end: 30 }], supported: true }],
  messages: [
    {
      id: 'm1',
      role: 'support',
      date: '2026-10-01T08:00:00.000Z',
      text: 'Set proxy.host and proxy.port. The gateway asks for a password.',
    },
  ],
  audit: [],
  articleUrl: 'https://help.example.com/articles/proxy-asks-for-a-password-d1a2b3',
};

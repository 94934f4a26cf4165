import { z } from '@hono/zod-openapi';
import { EXTERNAL_STEPS, WORKFLOW_STATUSES } from '#core/domain/workflow.ts';
import { CITED_EXAMPLE, citedArticles } from './openapi-knowledge.ts';

export const workflowStatus = z.enum(WORKFLOW_STATUSES).openapi('WorkflowStatus');
const replayed = z.object({ answered: z.boolean(), answer: z.string(), citations: citedArticles });

/** The making of an article, as it may be shown. */
export const shownWorkflow = z
  .object({
    workflowId: z.string(),
    topic: z.string(),
    parameters: z.object({
      questions: z.array(z.string()),
      gap: z.string().optional(),
      external: z.array(z.enum(EXTERNAL_STEPS)),
      waitHours: z.int(),
    }),
    status: workflowStatus,
    awaiting: z.string().nullable().openapi({ description: 'The step that it waits for somebody in.' }),
    reason: z.string().optional().openapi({ description: 'Why it ended without an article.' }),
    draftId: z.string().optional(),
    timeline: z.array(z.object({ step: z.string(), status: z.string(), at: z.string() })),
    proof: z
      .array(z.object({ question: z.string(), before: replayed, after: replayed }))
      .optional()
      .openapi({ description: 'What the questions got before the article, and get after it.' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Workflow');
export const WORKFLOW_EXAMPLE = {
  workflowId: 'wf-0f8e7d6c5b4a',
  topic: 'Kafka transport',
  parameters: { questions: ['Is there a Kafka transport?'], external: ['research'], waitHours: 24 },
  status: 'COMPLETED',
  awaiting: null,
  draftId: 'd1a2b3c4d5e6',
  timeline: [
    { step: 'start', status: 'done', at: '2026-11-21T10:00:00.000Z' },
    { step: 'research', status: 'started', at: '2026-11-21T10:00:01.000Z' },
  ],
  proof: [
    {
      question: 'Is there a Kafka transport?',
      before: { answered: false, answer: 'I do not know.', citations: [] },
      after: { answered: true, answer: 'Yes, since 4.7 [1].', citations: CITED_EXAMPLE },
    },
  ],
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:04:00.000Z',
};

/** A workflow that was just started, with the tokens of its external steps. */
export const startedWorkflow = z
  .object({
    status: workflowStatus,
    workflow_id: z.string(),
    awaiting: z.string().nullable(),
    message: z.string(),
    callbacks: z
      .array(z.object({ step: z.enum(EXTERNAL_STEPS), url: z.string(), token: z.string() }))
      .openapi({ description: 'For each external step where to answer it, and the token for it, which is not told again.' }),
  })
  .openapi('StartedWorkflow');
export const STARTED_EXAMPLE = {
  status: 'PENDING',
  workflow_id: 'wf-0f8e7d6c5b4a',
  awaiting: null,
  message: 'started; it will wait for research: keep the tokens, they are not told again',
  callbacks: [{ step: 'research', url: '/workflows/wf-0f8e7d6c5b4a/callbacks/research', token: '5f'.repeat(32) }],
};

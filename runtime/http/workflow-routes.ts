import { z } from '@hono/zod-openapi';
import { InvalidInput, NotAllowed } from '#core/domain/errors.ts';
import { EXTERNAL_STEPS, summaryOf, WORKFLOW_STATUSES } from '#core/domain/workflow.ts';
import { EXTERNAL_BODIES } from '../workflow/external-steps.ts';
import {
  answerStep,
  getWorkflow,
  listWorkflows,
  type StartedWorkflow,
  startForGap,
  startWorkflow,
  workflowBody,
} from '../workflow/start-workflow.ts';
import type { AppOptions } from './app-options.ts';
import { requireCurator } from './curator-cookie.ts';
import { STARTED_EXAMPLE, shownWorkflow, startedWorkflow, WORKFLOW_EXAMPLE, workflowStatus } from './openapi-workflows.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';

/** The making of articles: started and watched by curators, its external steps answered by whoever has their token. */
export function workflowRoutes(app: App, options: AppOptions): void {
  const { ports } = options;
  const curator = (declared: Omit<Parameters<typeof route>[1], 'for' | 'tag'>, handler: Parameters<typeof route>[2]) =>
    route(app, { ...declared, tag: 'workflows', for: 'curator' }, (c) => {
      requireCurator(c, options.curatorKey, ports);
      return handler(c);
    });

  curator(
    {
      method: 'post',
      path: '/workflows',
      operationId: 'startWorkflow',
      summary: 'Start the making of an article',
      body: workflowBody,
      bodyExample: {
        topic: 'Kafka transport',
        parameters: { questions: ['Is there a Kafka transport?'], external: ['research'], waitHours: 24 },
      },
      status: 202,
      answers: startedWorkflow,
      answerExample: STARTED_EXAMPLE,
    },
    async (c) => accepted(c, await startWorkflow(await readBody(c, workflowBody), ports)),
  );
  curator(
    {
      method: 'post',
      path: '/gaps/{id}/draft',
      operationId: 'startWorkflowForGap',
      summary: 'Start the making of an article for a gap',
      status: 202,
      answers: startedWorkflow,
      answerExample: { ...STARTED_EXAMPLE, message: 'started; its draft will wait for a review', callbacks: [] },
      errors: ['bad_request', 'not_found', 'conflict'],
    },
    async (c) => accepted(c, await startForGap(c.req.param('id') ?? '', ports)),
  );
  const query = z.object({ status: workflowStatus.optional() });
  curator(
    {
      method: 'get',
      path: '/workflows',
      operationId: 'listWorkflows',
      summary: 'Workflows, newest first',
      query,
      answers: z.object({ workflows: z.array(shownWorkflow) }),
      answerExample: { workflows: [WORKFLOW_EXAMPLE] },
    },
    async (c) => {
      const parsed = query.safeParse(c.req.query());
      if (!parsed.success) throw new InvalidInput(`\`status\` must be one of ${WORKFLOW_STATUSES.join(', ')}`);
      return c.json({ workflows: await listWorkflows(parsed.data.status, ports) });
    },
  );
  curator(
    {
      method: 'get',
      path: '/workflows/{id}',
      operationId: 'getWorkflow',
      summary: 'A workflow with its timeline and proof',
      answers: shownWorkflow,
      answerExample: WORKFLOW_EXAMPLE,
      errors: ['not_found'],
    },
    async (c) => c.json(summaryOf(await getWorkflow(c.req.param('id') ?? '', ports))),
  );
  route(
    app,
    {
      method: 'post',
      path: '/workflows/{id}/callbacks/{step}',
      operationId: 'answerStep',
      summary: 'What an external step made; Authorization: Bearer and its one-time token',
      description: 'At most 200 KB.',
      tag: 'workflows',
      for: 'step',
      params: z.object({ id: z.string(), step: z.enum(EXTERNAL_STEPS) }),
      body: z.union([EXTERNAL_BODIES.research, EXTERNAL_BODIES.analyse, EXTERNAL_BODIES.write]),
      bodyExample: {
        findings: [{ title: 'Release notes', text: 'Kafka is a transport since 4.7.', url: 'https://docs.example.com/releases#4-7' }],
      },
      answers: z.object({ status: z.literal('taken') }),
      answerExample: { status: 'taken' },
      errors: ['not_found', 'conflict', 'callback_expired'],
    },
    async (c) => {
      const token = /^Bearer ([0-9a-f]{64})$/.exec(c.req.header('authorization') ?? '')?.[1];
      if (token === undefined) throw new NotAllowed('send the token of the step: Authorization: Bearer TOKEN');
      const { id = '', step = '' } = c.req.param() as { id?: string; step?: string };
      await answerStep({ id, step, token }, (schema) => readBody(c, schema), ports);
      return c.json({ status: 'taken' });
    },
  );
}

function accepted(c: RequestContext, { workflowId, status, awaiting, tokens }: StartedWorkflow): Response {
  const callbacks = Object.entries(tokens).map(([step, token]) => ({ step, url: `/workflows/${workflowId}/callbacks/${step}`, token }));
  const message = callbacks.length
    ? `started; it will wait for ${callbacks.map(({ step }) => step).join(', ')}: keep the tokens, they are not told again`
    : 'started; its draft will wait for a review';
  return c.json({ status, workflow_id: workflowId, awaiting, message, callbacks }, 202);
}

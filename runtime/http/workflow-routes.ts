import { z } from '@hono/zod-openapi';
import { InvalidInput, NotAllowed } from '#core/domain/errors.ts';
import { summaryOf, WORKFLOW_STATUSES } from '#core/domain/workflow.ts';
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
import { type App, type RequestContext, readBody, route } from './route.ts';

const shown = z.looseObject({ workflowId: z.string(), status: z.enum(WORKFLOW_STATUSES), awaiting: z.string().nullable() });
const started = z.object({
  status: z.enum(WORKFLOW_STATUSES),
  workflow_id: z.string(),
  awaiting: z.string().nullable(),
  message: z.string(),
  callbacks: z.array(z.object({ step: z.string(), url: z.string(), token: z.string() })),
});

/** The making of articles: started and watched by curators, its external steps answered by whoever has their token. */
export function workflowRoutes(app: App, options: AppOptions): void {
  const { ports } = options;
  const curator = (declared: Omit<Parameters<typeof route>[1], 'for'>, handler: Parameters<typeof route>[2]) =>
    route(app, { ...declared, for: 'curator' }, (c) => {
      requireCurator(c, options.curatorKey, ports);
      return handler(c);
    });

  curator(
    { method: 'post', path: '/workflows', summary: 'Start the making of an article', body: workflowBody, answers: started },
    async (c) => accepted(c, await startWorkflow(await readBody(c, workflowBody), ports)),
  );
  curator({ method: 'post', path: '/gaps/{id}/draft', summary: 'Start the making of an article for a gap', answers: started }, async (c) =>
    accepted(c, await startForGap(c.req.param('id') ?? '', ports)),
  );
  const query = z.object({ status: z.enum(WORKFLOW_STATUSES).optional() });
  curator(
    { method: 'get', path: '/workflows', summary: 'Workflows, newest first', query, answers: z.object({ workflows: z.array(shown) }) },
    async (c) => {
      const parsed = query.safeParse(c.req.query());
      if (!parsed.success) throw new InvalidInput(`\`status\` must be one of ${WORKFLOW_STATUSES.join(', ')}`);
      return c.json({ workflows: await listWorkflows(parsed.data.status, ports) });
    },
  );
  curator({ method: 'get', path: '/workflows/{id}', summary: 'A workflow with its timeline and proof', answers: shown }, async (c) =>
    c.json(summaryOf(await getWorkflow(c.req.param('id') ?? '', ports))),
  );
  route(
    app,
    {
      method: 'post',
      path: '/workflows/{id}/callbacks/{step}',
      summary: 'What an external step made; Authorization: Bearer and its one-time token',
      for: 'public',
      body: z.looseObject({}),
      answers: z.object({ status: z.literal('taken') }),
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

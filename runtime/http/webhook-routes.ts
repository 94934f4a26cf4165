import { z } from '@hono/zod-openapi';
import { InvalidInput, NotAllowed } from '#core/domain/errors.ts';
import { takeWebhook, type WebhookPorts } from '../tickets/webhook/take-webhook.ts';
import { HttpProblem } from './problem.ts';
import { type App, route } from './route.ts';

/** Zendesk honours it below 60 s. */
const RETRY_AFTER_SECONDS = 10;

/** What other services call when something happened there. They sign what they send, and wait seconds for the answer. */
export function webhookRoutes(app: App, ports: WebhookPorts): void {
  const answers = z.object({ outcome: z.enum(['queued', 'known', 'ignored']) });
  route(
    app,
    {
      method: 'post',
      path: '/webhooks/zendesk',
      operationId: 'takeZendeskWebhook',
      summary: 'A ticket changed (signed by Zendesk)',
      description:
        'The body of a trigger, as in the example, or an event of an event subscription. The same call again has no further effect.',
      tag: 'webhooks',
      for: 'zendesk',
      headers: z.object({
        'x-zendesk-webhook-signature-timestamp': z.string().openapi({ description: 'At most five minutes from now.' }),
        'x-zendesk-webhook-invocation-id': z.string().optional(),
      }),
      body: z.looseObject({}),
      bodyExample: { ticket_id: '4711', status: 'solved', tags: 'proxy need_sme' },
      answers,
      answerExample: { outcome: 'queued' },
      errors: ['not_stored'],
    },
    async (c) => {
      const call = {
        signature: c.req.header('x-zendesk-webhook-signature'),
        timestamp: c.req.header('x-zendesk-webhook-signature-timestamp'),
        invocationId: c.req.header('x-zendesk-webhook-invocation-id'),
        body: new Uint8Array(await c.req.arrayBuffer()),
      };
      try {
        return c.json({ outcome: await takeWebhook(call, ports) });
      } catch (error) {
        if (error instanceof NotAllowed || error instanceof InvalidInput) throw error;
        // Zendesk sends this again after a 503, and gives it up after a 500.
        throw new HttpProblem(503, 'upstream_failed', 'the webhook could not be stored; send it again', {
          cause: error,
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
    },
  );
}

import { z } from 'zod';
import { sha256 } from '#core/domain/digest.ts';
import { NotAllowed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Queue } from '#core/ports/queue.ts';
import type { Replays } from '#core/ports/replays.ts';
import type { Secrets } from '#core/ports/secrets.ts';
import { readWebhook } from './read-webhook.ts';
import { isSignedByZendesk, type SignedCall, timeOf } from './verify-signature.ts';

/** The port's name of the secret that Zendesk signs with. */
const WEBHOOK_SECRET = 'zendesk-webhook-secret';
/** Longer than a signature holds, and than Zendesk goes on with a delivery. */
const REMEMBERED_SECONDS = 3_600;
const INVOCATION_ID = /^[\w-]{1,100}$/;

/** What waits in the queue `zendesk-events`. `at` is when Zendesk sent it. */
export const ticketEvent = z.object({
  ticketId: z.string(),
  wanted: z.array(z.enum(['expert', 'draft', 'status'])).readonly(),
  at: z.iso.datetime(),
});
export type TicketEvent = z.infer<typeof ticketEvent>;

export type WebhookPorts = Pick<Platform, 'clock'> & { readonly events: Queue; readonly replays: Replays; readonly secrets: Secrets };
/** `X-Zendesk-Webhook-Invocation-Id` is the same for each try of a delivery. It is not signed. */
type ReceivedCall = SignedCall & { readonly invocationId: string | undefined };

/**
 * Takes a call of the webhook: what it asks for waits in the queue when this returns. Throws NotAllowed for a bad signature, InvalidInput
 * where no ticket is named, and whatever the stores throw: then nothing is remembered, and the same call may come again.
 */
export async function takeWebhook(call: ReceivedCall, ports: WebhookPorts): Promise<'queued' | 'known' | 'ignored'> {
  const secret = await ports.secrets.read(WEBHOOK_SECRET);
  if (!isSignedByZendesk(call, secret, ports.clock.now()))
    throw new NotAllowed('the signature of the webhook does not hold; check its signing secret and the clock of this machine');
  const { ticketId, wanted } = readWebhook(new TextDecoder().decode(call.body));
  if (wanted.length === 0) return 'ignored';
  // The signature first: only that is beyond the reach of who repeats a call that he saw.
  const keys = [`signature#${sha256(call.signature ?? '')}`];
  if (call.invocationId && INVOCATION_ID.test(call.invocationId)) keys.push(`invocation#${call.invocationId}`);
  for (const key of keys) if (await ports.replays.has(key)) return 'known';
  const at = new Date(timeOf(call.timestamp ?? '') ?? ports.clock.now()).toISOString();
  await ports.events.send(JSON.stringify({ ticketId, wanted, at } satisfies TicketEvent));
  for (const key of keys) await ports.replays.remember(key, REMEMBERED_SECONDS);
  return 'queued';
}

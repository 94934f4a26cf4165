import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskTicket } from './zendesk-store.ts';

/** The one webhook of the desk; its secret is at `/api/v2/webhooks/{id}/signing_secret`. */
export const WEBHOOK_ID = '01STANDIN';
/** The tag that fires the trigger for an expert. */
const EXPERT_TAG = 'need_sme';
/** Zendesk waits as long. */
const TIMEOUT_MS = 12_000;
const MAX_TRIES = 3;
const PAUSE_MS = 200;
/** Zendesk waits up to a minute; who solves a ticket on the desk waits for this one. */
const MAX_PAUSE_MS = 2_000;

export type WebhookTarget = { readonly url: string; readonly secret: string };
/** True when it was taken. Tells nobody of a failure: the desk can send it again. */
export type SendWebhook = (body: object) => Promise<boolean>;

/** Sends signed calls as Zendesk does, and again where the answer asks for that: 409, 429, 5xx, none at all. */
export function webhookSender({ url, secret }: WebhookTarget, clock: Clock): SendWebhook {
  async function attempt(body: string, invocationId: string): Promise<number> {
    const timestamp = clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-zendesk-webhook-id': WEBHOOK_ID,
      'x-zendesk-webhook-invocation-id': invocationId,
      'x-zendesk-webhook-signature-timestamp': timestamp,
      'x-zendesk-webhook-signature': createHmac('sha256', secret)
        .update(timestamp + body)
        .digest('base64'),
    };
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      await response.body?.cancel();
      return response.status;
    } catch {
      // No answer is a reason to try again, whatever broke.
      return 503;
    }
  }

  return async (value) => {
    const body = JSON.stringify(value);
    const invocationId = randomUUID();
    for (let tried = 1; ; tried += 1) {
      const status = await attempt(body, invocationId);
      if (status >= 200 && status < 300) return true;
      if (tried === MAX_TRIES || !(status === 409 || status === 429 || status >= 500)) return false;
      await sleep(Math.min(PAUSE_MS * 4 ** tried, MAX_PAUSE_MS));
    }
  };
}

/** The bodies of the two triggers, as far as a change fires them: the tag, and any other status. Placeholders become text, and a status its name. */
export function triggered(before: DeskTicket, after: DeskTicket): object[] {
  const ticket_id = String(after.id);
  const isTagged = after.tags.includes(EXPERT_TAG) && !before.tags.includes(EXPERT_TAG);
  const status = after.status.charAt(0).toUpperCase() + after.status.slice(1);
  return [...(isTagged ? [{ ticket_id, tag_added: EXPERT_TAG }] : []), ...(after.status === before.status ? [] : [{ ticket_id, status }])];
}

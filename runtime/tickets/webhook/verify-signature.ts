import { createHmac, timingSafeEqual } from 'node:crypto';

/** Zendesk names no window of its own; its retries are signed anew. Clocks differ by seconds, a captured call is replayed later. */
const MAX_SKEW_MS = 300_000;
/** ISO 8601 with a zone: a time without one would be read by the clock of this machine. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const EPOCH_SECONDS = /^\d{10}$/;
const EPOCH_MILLISECONDS = /^\d{13}$/;
/** 32 bytes. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

export type SignedCall = {
  /** `X-Zendesk-Webhook-Signature`. */
  readonly signature: string | undefined;
  /** `X-Zendesk-Webhook-Signature-Timestamp`: ISO 8601 as Zendesk sends it, or seconds or milliseconds since 1970. */
  readonly timestamp: string | undefined;
  /** As they came over the line: parsed and written again, JSON has other bytes. */
  readonly body: Uint8Array;
};

/** Base64 of HMAC-SHA256 over timestamp and body. The secret is its text, also where it looks like base64. */
export function signWebhook(secret: string, timestamp: string, body: Uint8Array | string): string {
  return createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
}

/**
 * Whether Zendesk sent this within five minutes of now
 * (https://developer.zendesk.com/documentation/webhooks/verifying/). Takes as long for a wrong signature as for a right one.
 */
export function isSignedByZendesk({ signature, timestamp, body }: SignedCall, secret: string, now: Date): boolean {
  if (secret === '' || timestamp === undefined || signature === undefined || !SIGNATURE.test(signature)) return false;
  const at = timeOf(timestamp);
  if (at === null || Math.abs(now.getTime() - at) > MAX_SKEW_MS) return false;
  // Compared as text: two texts in base64 can stand for the same bytes, and only one of them is the signature.
  return timingSafeEqual(Buffer.from(signWebhook(secret, timestamp, body)), Buffer.from(signature));
}

/** Milliseconds since 1970, or null for what is no time. */
export function timeOf(timestamp: string): number | null {
  if (EPOCH_SECONDS.test(timestamp)) return Number(timestamp) * 1000;
  if (EPOCH_MILLISECONDS.test(timestamp)) return Number(timestamp);
  const time = ISO_TIME.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

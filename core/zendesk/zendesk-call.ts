import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Secrets } from '#core/ports/secrets.ts';

/** One attempt may not eat the time for the others. */
const ATTEMPT_MS = 8_000;
const FIRST_PAUSE_MS = 250;
/** A desk that is back is used within this time, and several attempts fit into the bound. */
const MAX_PAUSE_MS = 2_000;

/** The port's name of the token. */
export const ZENDESK_TOKEN = 'zendesk-api-token';

export type ZendeskAccount = {
  /** `https://SUBDOMAIN.zendesk.com`, or the stand-in of the local server: `http://localhost:8787/stand-ins/zendesk`. */
  readonly baseUrl: string;
  readonly email: string;
  /** Where the API token is read, under the name {@link ZENDESK_TOKEN}. */
  readonly secrets: Secrets;
};

type CallOptions = ZendeskAccount & {
  /** Left out, only the deadline ends the trying. */
  readonly maxAttempts?: number;
};

type ZendeskRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/v2/`. */
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** JSON unless told. */
  readonly type?: string;
  readonly idempotencyKey?: string;
  /** A 409 is an answer to this request, not a reason to repeat it. */
  readonly answersConflict?: boolean;
};

/** `body` is undefined where the answer is no JSON: errors of a wrong subdomain come as HTML. */
type ZendeskAnswer = { readonly status: number; readonly body: unknown };

/** Sends a request until `deadline`, on the clock of `performance.now()`. Throws UpstreamFailed when it was not taken until then. */
export type ZendeskCall = (request: ZendeskRequest, deadline: number) => Promise<ZendeskAnswer>;

/** What an attempt came to: an answer to read, or a reason to try again. */
type Attempt = ZendeskAnswer | { readonly again: string; readonly afterMs: number };

/**
 * Requests to Zendesk, repeated where repeating may help: 409, 429 after its Retry-After, 5xx and broken connections. After a 401 the
 * token is read anew, once, since it may have been replaced.
 */
export function zendeskCall({ baseUrl, email, secrets, maxAttempts = Number.POSITIVE_INFINITY }: CallOptions): ZendeskCall {
  const base = baseUrl.replace(/\/+$/, '');

  async function attempt(request: ZendeskRequest, token: string, timeoutMs: number): Promise<Attempt> {
    const { method, path, body, type = 'application/json', idempotencyKey, answersConflict = false } = request;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}/api/v2/${path}`, {
        method,
        // A redirect would carry the credentials to wherever it points.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`,
          accept: 'application/json',
          ...(body ? { 'content-type': type } : {}),
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        ...(body ? { body } : {}),
      });
      text = await response.text();
    } catch (error) {
      return { again: error instanceof Error ? error.name : 'no answer', afterMs: 0 };
    }
    const isLocked = response.status === 409 && !answersConflict;
    if (response.status === 429 || isLocked || response.status >= 500)
      return { again: `status ${response.status}`, afterMs: retryAfterMs(response.headers.get('retry-after')) };
    return { status: response.status, body: parseJson(text) };
  }

  return async (request, deadline) => {
    let token = await secrets.read(ZENDESK_TOKEN);
    let mayBeOld = true;
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempts = 1; ; attempts += 1) {
      let result = await attempt(request, token, timeLeft(deadline));
      if ('status' in result && result.status === 401 && mayBeOld) {
        mayBeOld = false;
        const newest = await secrets.read(ZENDESK_TOKEN, { fresh: true });
        if (newest !== token) result = await attempt(request, newest, timeLeft(deadline));
        token = newest;
      }
      if ('status' in result) return result;
      const waitMs = Math.max(pauseMs, result.afterMs);
      if (attempts >= maxAttempts || performance.now() + waitMs >= deadline)
        throw new UpstreamFailed(`Zendesk did not take the request (${result.again}); try again later`, {
          retryable: true,
          retryAfterSeconds: result.afterMs ? Math.ceil(result.afterMs / 1000) : undefined,
        });
      await sleep(waitMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
  };
}

function timeLeft(deadline: number): number {
  return Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(deadline - performance.now())));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Zendesk sends whole seconds. */
function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

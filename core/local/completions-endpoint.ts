import { LimitReached } from '#core/domain/errors.ts';

/** The longest answer that we ask for is a hundredth of this. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

export type CompletionsEndpoint = {
  /** Up to and without `/chat/completions`: `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Local servers need none. */
  readonly apiKey?: string | undefined;
};

/** One `POST /chat/completions`. */
export function postCompletion({ baseUrl, apiKey }: CompletionsEndpoint, body: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    // A redirect would carry key and mail to wherever it points.
    redirect: 'manual',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
    },
    body,
  });
}

/** A spent account answers 429 too, and will go on doing so. */
export function isPassing(status: number, body: unknown): boolean {
  if (status === 429) return !JSON.stringify(body ?? '').includes('insufficient_quota');
  return status === 408 || status >= 500;
}

export async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new LimitReached(`the model’s answer is over ${MAX_BODY_BYTES / 1024 / 1024} MB`, 'too_large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Errors of a proxy come as HTML: no JSON is `undefined`, not a crash. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `ECONNREFUSED` and the like: fetch hides it one level down. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause && typeof cause === 'object' && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'the connection broke';
}

/** Whole seconds; a date is not waited for. */
export function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Conflict, InvalidInput, LimitReached, NotAllowed, NotFound, UpstreamFailed } from '#core/domain/errors.ts';
import type { Log } from '#core/ports/log.ts';

/** A refusal that only HTTP knows: a header that is missing, a media type, a foreign origin. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    { retryAfterSeconds, ...options }: ErrorOptions & { readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type Problem = {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
};

/** The one place that decides status codes. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return { ...waiting(error), status: error.status, code: error.code, message: error.message };
  if (error instanceof InvalidInput) return { status: 400, code: error.code, message: error.message };
  if (error instanceof NotAllowed) return { status: 401, code: error.code, message: error.message };
  if (error instanceof NotFound) return { status: 404, code: error.code, message: error.message };
  if (error instanceof Conflict) return conflict(error);
  if (error instanceof LimitReached) {
    const status = error.code === 'too_large' ? 413 : 429;
    return { ...waiting(error), status, code: error.code, message: error.message };
  }
  if (error instanceof UpstreamFailed)
    return { status: 502, code: error.code, message: 'a service behind this one did not answer; try again later' };
  // Hono's own: a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) return { status: error.status, code: 'bad_request', message: error.message };
  return { status: 500, code: 'internal', message: 'something went wrong on our side; try again later' };
}

function waiting({ retryAfterSeconds }: { readonly retryAfterSeconds: number | undefined }): Pick<Problem, 'retryAfterSeconds'> {
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

function conflict(error: Conflict): Problem {
  const told = { code: error.code, message: error.message };
  if (error.code === 'version_conflict') return { status: 412, ...told };
  if (error.code === 'confirmation_expired' || error.code === 'callback_expired') return { status: 410, ...told };
  // The other process has answered by then, or its lease is over soon after.
  if (error.code === 'turn_running') return { status: 409, ...told, retryAfterSeconds: 2 };
  return { status: 409, ...told };
}

/** Answers a failed request. What a 5xx was about goes to the log only. */
export function problemResponse(error: unknown, c: Context, log: Log): Response {
  const { status, code, message, retryAfterSeconds } = problemOf(error);
  if (status >= 500) log.error('request failed', { method: c.req.method, route: c.req.routePath, status }, error);
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds));
  return c.json({ error: { code, message } }, status);
}

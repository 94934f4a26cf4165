import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LimitReached } from '#core/domain/errors.ts';
import { HttpProblem } from './problem.ts';
import type { Env, RequestContext } from './route.ts';

/** A message has 8 KB, a ticket or an edited draft some more; nothing larger is meant for us. */
const MAX_BODY_BYTES = 64 * 1024;
/** What an external step of a workflow found; a run keeps results of up to 256 KB. */
const MAX_STEP_BYTES = 200 * 1024;
const STEP_PATH = /^\/workflows\/[^/]+\/callbacks\/[^/]+$/;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What pages of other origins may call: the visitor's routes, never the curator's. */
const VISITOR_PATH =
  /^\/(session|support-request(\/[\w-]+)?|uploads\/\w+|session\/renew|session\/turns|chat|chat\/stream|chat\/stop|chat\/confirm|feedback|health|widget(\/[a-z]+)?\.js|openapi\.json)$/;
const ALLOWED_HEADERS = 'content-type, idempotency-key, x-threadwell-session, x-amz-content-sha256';

/** JSON is no page: nothing may load from it or frame it. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers that each response carries unless it brought its own. */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', DATA_POLICY);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
};

/** Refuses names that are not ours: a page that resolves its own name to this machine must not speak for its user. */
export const checkHost: MiddlewareHandler<Env> = async (c, next) => {
  const { hosts } = c.env ?? {};
  // A request line with a whole address names its host there, and a server must go by that.
  if (hosts && !(hosts.includes(hostOf(c)) && hosts.includes(new URL(c.req.url).host)))
    throw new HttpProblem(403, 'forbidden', 'this server answers to its own name only; open it by that');
  await next();
};

/** CORS for listed origins, on visitors' routes; unsafe requests of any other foreign origin are refused. */
export function checkOrigin(allowedOrigins: readonly string[]): MiddlewareHandler<Env> {
  const listed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isListed = origin !== undefined && listed.has(origin) && VISITOR_PATH.test(c.req.path);
    if (c.req.method === 'OPTIONS' && origin !== undefined && c.req.header('access-control-request-method')) {
      if (!isListed) throw new HttpProblem(403, 'forbidden', 'this origin is not listed; add it to `origins` in the configuration');
      return c.body(null, 204, {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, PUT',
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': '600',
        vary: 'Origin',
      });
    }
    if (origin !== undefined && !SAFE_METHODS.has(c.req.method) && !isListed && !isOwnOrigin(c, origin))
      throw new HttpProblem(403, 'forbidden', 'this origin is not listed; add it to `origins` in the configuration');
    await next();
    if (isListed) {
      c.res.headers.set('access-control-allow-origin', origin);
      c.res.headers.set('access-control-expose-headers', 'retry-after');
    }
    if (VISITOR_PATH.test(c.req.path)) c.res.headers.append('vary', 'Origin');
    return;
  };
}

/** True when the request comes from a page that this server sent. */
export function isOwnOrigin(c: Pick<RequestContext, 'req'>, origin: string): boolean {
  return origin === `http://${hostOf(c)}` || origin === `https://${hostOf(c)}`;
}

const limit = limitTo(MAX_BODY_BYTES);
const stepLimit = limitTo(MAX_STEP_BYTES);

function limitTo(maxSize: number): MiddlewareHandler<Env> {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new LimitReached(`the body is over ${maxSize / 1024} KB; send less`, 'too_large');
    },
  });
}

/** Refuses what is too large before it is read, and what is no JSON before it is parsed. */
export const checkBody: MiddlewareHandler<Env>[] = [
  (c, next) => (STEP_PATH.test(c.req.path) ? stepLimit : limit)(c, next),
  async (c, next) => {
    // A request without a body has neither a type nor a length worth the name.
    const hasBody = c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length') ?? 0) > 0;
    const type = c.req.header('content-type');
    if (!SAFE_METHODS.has(c.req.method) && (hasBody || type !== undefined) && !/^application\/json\s*(;|$)/i.test(type ?? ''))
      throw new HttpProblem(415, 'unsupported_media_type', 'send the body as application/json');
    await next();
  },
];

function hostOf(c: Pick<RequestContext, 'req'>): string {
  return (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase();
}

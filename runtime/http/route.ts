import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Bindings } from './app-options.ts';

export type Env = { Bindings: Bindings };
export type App = OpenAPIHono<Env>;
export type RequestContext = Context<Env>;

export type Declared = {
  readonly method: 'get' | 'post' | 'put' | 'patch';
  /** In OpenAPI's words: `/drafts/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly for: 'visitor' | 'intake' | 'curator' | 'public';
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  /** JSON of this shape, or a media type. */
  readonly body?: z.ZodType | string;
  /** When it is done; 200 unless told. */
  readonly status?: 200 | 202;
  /** What that carries: JSON of this shape, or a media type. */
  readonly answers: z.ZodType | string;
};

const problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).openapi('Problem');

/** Any one of them opens the route. */
const SECURITY = {
  visitor: [{ visitor: [] }],
  intake: [{ visitor: [] }, { service: [] }],
  curator: [{ curator: [] }],
};

function contentOf(what: z.ZodType | string) {
  return typeof what === 'string' ? { [what]: { schema: z.string() } } : { 'application/json': { schema: what } };
}

/** Serves a route and declares it for /openapi.json. The handler reads the body with {@link readBody}. */
export function route(app: App, declared: Declared, handler: (c: RequestContext) => Response | Promise<Response>): void {
  const { method, path, summary, query, headers, body, status = 200, answers } = declared;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    tags: [declared.for],
    ...(declared.for === 'public' ? {} : { security: SECURITY[declared.for] }),
    request: {
      ...(names.length ? { params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body: { content: contentOf(body) } } : {}),
    },
    responses: {
      [status]: { description: 'Done', content: contentOf(answers) },
      default: { description: 'What went wrong, and the next step', content: { 'application/json': { schema: problem } } },
    },
  });
  app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
}

/** The body as its schema wants it; an empty one is `{}`. Throws InvalidInput naming every member that is wrong. */
export async function readBody<T>(c: RequestContext, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  let value: unknown;
  try {
    value = text.trim() ? JSON.parse(text) : {};
  } catch {
    throw new InvalidInput('the body is no JSON; send an object');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `\`${issue.path.join('.') || 'body'}\` ${issue.message}`);
  throw new InvalidInput(`the body is not as it must be: ${problems.join('; ')}`);
}

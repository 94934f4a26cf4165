import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Bindings } from './app-options.ts';

export type Env = { Bindings: Bindings };
export type App = OpenAPIHono<Env>;
export type RequestContext = Context<Env>;

export type Declared = {
  readonly method: 'get' | 'post' | 'patch';
  /** In OpenAPI's words: `/drafts/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly for: 'visitor' | 'curator' | 'public';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What 200 carries: JSON of this shape, or a media type. */
  readonly answers: z.ZodType | string;
};

const problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).openapi('Problem');

/** Serves a route and declares it for /openapi.json. The handler reads the body with {@link readBody}. */
export function route(app: App, declared: Declared, handler: (c: RequestContext) => Response | Promise<Response>): void {
  const { method, path, summary, query, body, answers } = declared;
  const content = typeof answers === 'string' ? { [answers]: { schema: z.string() } } : { 'application/json': { schema: answers } };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    tags: [declared.for],
    ...(declared.for === 'public' ? {} : { security: [{ [declared.for]: [] }] }),
    request: {
      ...(names.length ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: {
      200: { description: 'Done', content },
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

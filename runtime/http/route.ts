import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Bindings } from './app-options.ts';
import type { TAGS } from './openapi-document.ts';
import { operationOf } from './openapi-operation.ts';
import type { ProblemName } from './openapi-problems.ts';

export type Env = { Bindings: Bindings };
export type App = OpenAPIHono<Env>;
export type RequestContext = Context<Env>;

/** What a response carries. */
export type Sent = {
  /** JSON of this shape, or a media type; left out where nothing is sent. */
  readonly answers?: z.ZodType | string;
  readonly answerExample?: unknown;
  readonly answerHeaders?: Readonly<Record<string, { readonly description: string; readonly example: string }>>;
  /** When it comes, where its status does not say it. */
  readonly meaning?: string;
};

export type Declared = Sent & {
  readonly method: 'get' | 'post' | 'put' | 'patch';
  /** In OpenAPI's words: `/drafts/{id}`. */
  readonly path: string;
  /** What generated clients call it. */
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: keyof typeof TAGS;
  /** Who may call it; `owner` is who sent a support request, or an operator. */
  readonly for: 'visitor' | 'intake' | 'owner' | 'curator' | 'operator' | 'step' | 'zendesk' | 'public';
  /** Left out, the names in the path are any text. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  /** JSON of this shape, or a media type. */
  readonly body?: z.ZodType | string;
  readonly bodyExample?: unknown;
  /** When it is done; 200 unless told. */
  readonly status?: 200 | 202 | 204;
  /** Other ends that are no failures, by status. */
  readonly also?: Readonly<Record<number, Sent>>;
  /** How it may fail besides what each route of its kind may: see `openapi-operation.ts`. */
  readonly errors?: readonly ProblemName[];
};

/** Serves a route and declares it for /openapi.json. The handler reads the body with {@link readBody}. */
export function route(app: App, declared: Declared, handler: (c: RequestContext) => Response | Promise<Response>): void {
  app.openAPIRegistry.registerPath(operationOf(declared, app.openAPIRegistry));
  app.on(declared.method.toUpperCase(), declared.path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
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

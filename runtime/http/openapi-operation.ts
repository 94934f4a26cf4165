import { STATUS_CODES } from 'node:http';
import type { RouteConfig } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { type ProblemName, problemResponses } from './openapi-problems.ts';
import type { App, Declared, Sent } from './route.ts';

/** Any one of them opens the route. */
const SECURITY: Readonly<Record<Declared['for'], Record<string, string[]>[]>> = {
  visitor: [{ sessionToken: [] }, { sessionBearer: [] }],
  intake: [{ sessionToken: [] }, { sessionBearer: [] }, { serviceKey: [] }],
  owner: [{ sessionToken: [] }, { sessionBearer: [] }, { serviceKey: [] }, { curatorCookie: [] }, { curatorBearer: [] }],
  curator: [{ curatorCookie: [] }, { curatorBearer: [] }],
  operator: [{ curatorCookie: [] }, { operatorBearer: [] }],
  step: [{ stepToken: [] }],
  zendesk: [{ zendeskSignature: [] }],
  public: [],
};

/** A foreign Host or Origin, a store that asks to wait or does not answer, and what we did wrong: on every route. */
const EVERYWHERE: readonly ProblemName[] = ['forbidden', 'rate_limited', 'internal', 'upstream_failed'];

/** What a declared route is in OpenAPI's words. Failures that others share are put into `registry`. */
export function operationOf(declared: Declared, registry: App['openAPIRegistry']): RouteConfig {
  const { method, path, operationId, summary, description, tag, params, query, headers, body, bodyExample, also } = declared;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  return {
    method,
    path,
    operationId,
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    security: SECURITY[declared.for],
    request: {
      ...(names.length ? { params: params ?? z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body: { content: contentOf({ answers: body, answerExample: bodyExample }), required: !mayBeEmpty(body) } } : {}),
    },
    responses: {
      ...problemResponses(problemsOf(declared), registry),
      [declared.status ?? 200]: responseOf(declared.status ?? 200, declared),
      ...Object.fromEntries(Object.entries(also ?? {}).map(([status, sent]) => [status, responseOf(Number(status), sent)])),
    },
  };
}

function problemsOf({ method, query, headers, body, errors = [], ...declared }: Declared): ProblemName[] {
  return [
    ...EVERYWHERE,
    ...errors,
    ...(declared.for === 'public' ? [] : (['unauthorized'] as const)),
    ...(query || headers || body ? (['bad_request'] as const) : []),
    ...(method === 'get' ? [] : (['too_large'] as const)),
    // Where a media type is named, a file of any type is taken.
    ...(method === 'get' || typeof body === 'string' ? [] : (['unsupported_media_type'] as const)),
  ];
}

function responseOf(status: number, sent: Sent) {
  const headers = Object.fromEntries(
    Object.entries(sent.answerHeaders ?? {}).map(([name, { example, description }]) => [
      name,
      { description, schema: { type: 'string' as const }, example },
    ]),
  );
  return {
    description: sent.meaning ?? STATUS_CODES[status] ?? 'Done',
    ...(sent.answerHeaders ? { headers } : {}),
    ...(sent.answers === undefined ? {} : { content: contentOf(sent) }),
  };
}

function contentOf({ answers, answerExample: example }: Sent) {
  if (answers === undefined) return {};
  // Bytes have no schema in OpenAPI 3.1, and no example that JSON could hold.
  if (answers === 'application/octet-stream') return { [answers]: {} };
  return typeof answers === 'string'
    ? { [answers]: { schema: z.string(), example } }
    : { 'application/json': { schema: answers, example } };
}

/** `readBody` takes no body for `{}`. */
function mayBeEmpty(body: z.ZodType | string): boolean {
  return typeof body !== 'string' && body.safeParse({}).success;
}

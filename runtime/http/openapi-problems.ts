import { STATUS_CODES } from 'node:http';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Conflict, InvalidInput, LimitReached, NotAllowed, NotFound, UpstreamFailed } from '#core/domain/errors.ts';
import { HttpProblem, problemOf } from './problem.ts';

/** What may go wrong, each as the error that is thrown then. What status, code and Retry-After it gets is asked of `problem.ts`. */
const THROWN = {
  bad_request: new InvalidInput('the body is not as it must be: `text` is too long; shorten it'),
  unauthorized: new NotAllowed('the session token is missing, unknown or expired; renew it or start a new session'),
  forbidden: new HttpProblem(403, 'forbidden', 'this origin is not listed; add it to `origins` in the configuration'),
  not_found: new NotFound('there is nothing of that name; check it, or list what there is'),
  conflict: new Conflict('this was done before, or somebody else does it now; look at its state'),
  turn_running: new Conflict('turn t1 is being answered; ask again in a moment', 'turn_running'),
  turn_conflict: new Conflict('turn t1 was used for another text; take a new turnId', 'turn_conflict'),
  confirmation_used: new Conflict('this offer was already accepted; ask for a ticket again', 'confirmation_used'),
  confirmation_expired: new Conflict('this offer has expired; ask for a ticket again', 'confirmation_expired'),
  callback_expired: new Conflict('workflow wf-1 waits for step research no more; start it again', 'callback_expired'),
  version_conflict: new Conflict('draft d1 is at version 4, not 3; load it again', 'version_conflict'),
  too_large: new LimitReached('the body is over 64 KB; send less', 'too_large'),
  unsupported_media_type: new HttpProblem(415, 'unsupported_media_type', 'send the body as application/json'),
  precondition_required: new HttpProblem(428, 'precondition_required', 'name the version that you saw: If-Match: "3"'),
  rate_limited: new LimitReached('too many messages in one conversation; wait 12 seconds and try again', 'rate_limited', 12),
  internal: new Error(),
  upstream_failed: new UpstreamFailed('the store did not answer'),
  not_stored: new HttpProblem(503, 'upstream_failed', 'the webhook could not be stored; send it again', { retryAfterSeconds: 10 }),
} as const satisfies Record<string, Error>;

type OpenAPIRegistry = OpenAPIHono['openAPIRegistry'];
export type ProblemName = keyof typeof THROWN;

/** The shape of every failure. */
export const PROBLEM = {
  type: 'object' as const,
  description: 'What went wrong, for programs, and what failed, on what, and the next step, for people.',
  properties: {
    error: {
      type: 'object' as const,
      properties: { code: { type: 'string' as const }, message: { type: 'string' as const } },
      required: ['code', 'message'],
    },
  },
  required: ['error'],
};

const RETRY_AFTER = {
  description: 'Seconds to wait before the same request may succeed. Left out where nobody can tell.',
  schema: { type: 'integer' as const, minimum: 0 },
};

type Told = ReturnType<typeof problemOf> & { readonly name: ProblemName };

/** The responses of a route that may fail in these ways, by status, with an example for each. Those of one problem alone are shared. */
export function problemResponses(names: Iterable<ProblemName>, registry: OpenAPIRegistry): Record<string, object> {
  const problems: Told[] = [...new Set(names)].map((name) => ({ name, ...problemOf(THROWN[name]) }));
  const responses = [...Map.groupBy(problems, ({ status }) => status)].map(([status, told]) => {
    const response = responseOf(status, told);
    return [status, told.length === 1 ? registry.registerComponent('responses', told[0]!.name, response).ref : response];
  });
  return Object.fromEntries(responses);
}

function responseOf(status: number, told: readonly Told[]) {
  const codes = [...new Set(told.map(({ code }) => code))];
  const wait = told.find(({ retryAfterSeconds }) => retryAfterSeconds !== undefined)?.retryAfterSeconds;
  const examples = Object.fromEntries(told.map(({ name, code, message }) => [name, { value: { error: { code, message } } }]));
  const narrowed = { properties: { error: { properties: { code: { enum: codes }, message: { type: 'string' as const } } } } };
  return {
    description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ...(wait === undefined ? {} : { headers: { 'Retry-After': { ...RETRY_AFTER, example: wait } } }),
    content: { 'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] }, examples } },
  };
}

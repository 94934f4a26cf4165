import { z } from '@hono/zod-openapi';
import { PROBLEM } from './openapi-problems.ts';
import { type App, route } from './route.ts';

/** What the routes are for, in the order in which the document lists them. */
export const TAGS = {
  chat: 'Conversations of visitors: sessions, questions, answers, offered tickets, feedback.',
  requests: 'Support requests of services and visitors outside the chat, and their files.',
  curation: 'Drafts of articles and their review, what nobody could answer, and what serves.',
  conversations: 'What visitors asked and were told, personal data masked, and what it came to. For operators.',
  workflows: 'The making of articles from a topic to the proof that they answer, with steps that others may do.',
  webhooks: 'What other services call.',
  service: 'Whether it runs, what it is, and the pages that citations open.',
} as const;

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const;
const SECURITY_SCHEMES = {
  sessionToken: {
    type: 'apiKey',
    in: 'header',
    name: 'x-threadwell-session',
    description: 'The token of `POST /session`. The way to send it to a deployed service, where Authorization is overwritten.',
  },
  sessionBearer: bearer('The token of `POST /session`, where nothing in between uses Authorization itself.'),
  serviceKey: bearer('A key of `threadwell keys create`. It may be sent as `x-threadwell-session` too.'),
  curatorCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'threadwell_curator',
    description: 'Given by `POST /curate/key`, for half a day. Changes also need the Origin of our own page.',
  },
  curatorBearer: bearer('Where people sign in: a token with the group `curator` or `operator`.'),
  operatorBearer: bearer('Where people sign in: a token with the group `operator`.'),
  stepToken: bearer('The one-time token of the step, told when the workflow was started.'),
  zendeskSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'x-zendesk-webhook-signature',
    description: 'HMAC-SHA256 over the timestamp and the raw body, in base64, by the signing secret of the webhook.',
  },
} as const;

const DESCRIPTION = `Answers questions from a knowledge base, with citations; takes support requests; turns what was solved into articles.

Errors are \`{"error": {"code", "message"}}\`; the code is for programs. A body has at most 64 KB unless told otherwise. After 429 and 503, \`Retry-After\` says how many seconds to wait.`;

/** Serves the declarations of all routes as one OpenAPI document, built when it is first asked for. Called when all routes are there. */
export function openApiRoute(app: App, version: string): void {
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  app.openAPIRegistry.registerComponent('schemas', 'Problem', PROBLEM);
  let document: object | undefined;
  route(
    app,
    {
      method: 'get',
      path: '/openapi.json',
      operationId: 'getOpenApiDocument',
      summary: 'This document',
      tag: 'service',
      for: 'public',
      answers: z.looseObject({ openapi: z.string() }),
      answerExample: { openapi: '3.1.0', info: { title: 'Threadwell', version: '1.2.0' }, paths: {} },
    },
    (c) => {
      document ??= app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Threadwell',
          version,
          description: DESCRIPTION,
          license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
        },
        servers: [{ url: '/', description: 'The server that this document comes from' }],
        tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      });
      return c.json(document);
    },
  );
}

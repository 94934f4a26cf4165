import { z } from '@hono/zod-openapi';
import { InvalidInput, NotFound } from '#core/domain/errors.ts';
import {
  IDEMPOTENCY_KEY,
  isSameSubmitter,
  MAX_ATTACHMENTS,
  SUPPORT_REQUEST_STATES,
  type SupportRequest,
} from '#core/domain/support-request.ts';
import { isEmailAddress, PRIORITIES } from '#core/domain/ticket.ts';
import { MAX_UPLOAD_BYTES, UPLOAD_TYPES } from '#core/domain/upload.ts';
import { withinLimits } from '../chat/within-limit.ts';
import { intakeLimits } from '../intake/intake-caller.ts';
import { submitRequest } from '../intake/submit-request.ts';
import { offerUpload } from '../intake/take-upload.ts';
import { rateDraft } from '../triage/draft-feedback.ts';
import type { AppOptions } from './app-options.ts';
import { requireCurator } from './curator-cookie.ts';
import { curatorName } from './curator-name.ts';
import { requireIntakeCaller } from './intake-caller.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';
import { presentedToken } from './session-token.ts';

/** Room for the ids of any system of customers. */
const MAX_CUSTOMER_ID_CHARACTERS = 200;
/** A word on a draft, no letter. */
const MAX_COMMENT_CHARACTERS = 2_000;
/** As file systems have them. */
const MAX_FILE_NAME_CHARACTERS = 255;

/** Well formed, since a lone half of a surrogate pair does not survive the store: the same request again would be another one. */
const text = z.string().transform((value) => value.toWellFormed());
const asked = z.strictObject({
  content: text.refine((value) => value.trim() !== '', 'is empty; write what the matter is').openapi({ minLength: 1 }),
  customerId: text
    .pipe(z.string().min(1).max(MAX_CUSTOMER_ID_CHARACTERS))
    .optional()
    .openapi({ minLength: 1, maxLength: MAX_CUSTOMER_ID_CHARACTERS, description: 'Told by services only.' }),
  email: z.string().refine(isEmailAddress, 'is no e-mail address').optional().openapi({ format: 'email' }),
  attachments: z
    .array(z.string().max(64))
    .max(MAX_ATTACHMENTS)
    .refine((list) => new Set(list).size === list.length, 'names an upload twice')
    .default([]),
});
const ASKED_EXAMPLE = {
  content: 'No logs arrive since we went to 4.7. The configuration is attached.',
  email: 'ann@acme.example',
  attachments: ['9c1185a5c5e9fc54612808977ee8f548'],
};
const accepted = z.object({
  message: z.string(),
  ticketId: z.string().openapi({ description: 'By this `GET /support-request/{id}` knows it.' }),
});
const file = z.strictObject({
  // Neither a path nor marks that make `fdp.exe` look like `exe.pdf`.
  name: text.pipe(
    z
      .string()
      .min(1)
      .max(MAX_FILE_NAME_CHARACTERS)
      .regex(/^[^/\\\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u, 'must be a name without a path'),
  ),
  type: z.enum(UPLOAD_TYPES),
  /** Needed where files do not come through us. */
  bytes: z.int().min(1).max(MAX_UPLOAD_BYTES).optional(),
});
const place = z.object({
  uploadId: z.string(),
  method: z.literal('PUT'),
  url: z.string(),
  /** To be sent with the file. */
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
});
const triage = z.object({
  urgency: z.enum(PRIORITIES),
  category: z.string(),
  fields: z.record(z.string(), z.string()),
  product: z.string().nullable(),
  language: z.string(),
  sentiment: z.enum(['negative', 'neutral', 'positive']),
  summary: z.string(),
  escalation: z.string().nullable(),
  draft: z.object({ text: z.string(), citations: z.array(z.object({ n: z.int(), title: z.string(), url: z.string() })) }).nullable(),
  similar: z.array(z.object({ id: z.string(), subject: z.string() })),
  expert: z.string().nullable(),
  by: z.string(),
});
const feedback = z.object({ helpful: z.boolean(), comment: z.string().nullable(), by: z.string(), at: z.iso.datetime() });
/** Left out for who sent the request. */
const forOperators = {
  triage: triage.optional(),
  reason: z.object({ code: z.string(), message: z.string() }).optional(),
  retried: z.int().optional(),
  feedback: feedback.optional(),
};
const shown = z.object({
  ticketId: z.string(),
  state: z.enum(SUPPORT_REQUEST_STATES),
  createdAt: z.iso.datetime(),
  content: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
  ticket: z.object({ id: z.string(), url: z.string(), status: z.string().optional() }).optional(),
  ...forOperators,
});
const said = z.strictObject({
  helpful: z.boolean(),
  comment: text.pipe(z.string().trim().max(MAX_COMMENT_CHARACTERS)).optional(),
});

const REQUEST_ID = '0f8e7d6c5b4a39281706f5e4d3c2b1a0';
const SHOWN_EXAMPLE = {
  ticketId: REQUEST_ID,
  state: 'done',
  createdAt: '2026-11-21T10:00:00.000Z',
  content: ASKED_EXAMPLE.content,
  attachments: [{ name: 'mule.log', type: 'text/plain', bytes: 20_480 }],
  ticket: { id: '4711', url: 'https://example.zendesk.com/agent/tickets/4711' },
};

/** What services and visitors call with a request that is no conversation. */
export function intakeRoutes(app: App, options: AppOptions): void {
  const { ports } = options;
  const callerWithin = async (c: RequestContext, what: 'requests' | 'uploads') => {
    const caller = await requireIntakeCaller(c, ports);
    await withinLimits(ports.rateLimits, intakeLimits(caller, what, c.env?.networkAddress ?? null));
    return caller;
  };

  route(
    app,
    {
      method: 'post',
      path: '/support-request',
      operationId: 'submitSupportRequest',
      summary: 'Ask support; with an Idempotency-Key it can be sent again',
      tag: 'requests',
      for: 'intake',
      headers: z.object({
        'idempotency-key': z
          .string()
          .optional()
          .openapi({ pattern: IDEMPOTENCY_KEY.source, description: 'The same key again is the same request.' }),
      }),
      body: asked,
      bodyExample: ASKED_EXAMPLE,
      status: 202,
      answers: accepted,
      answerExample: { message: 'The request was received and waits to be looked at.', ticketId: REQUEST_ID },
      errors: ['conflict'],
    },
    async (c) => {
      const caller = await callerWithin(c, 'requests');
      const idempotencyKey = idempotencyKeyOf(c);
      const { id } = await submitRequest(caller, { ...(await readBody(c, asked)), idempotencyKey }, ports);
      return c.json({ message: 'The request was received and waits to be looked at.', ticketId: id }, 202);
    },
  );
  route(
    app,
    {
      method: 'post',
      path: '/support-request/uploads',
      operationId: 'offerUpload',
      summary: 'A place to send a file of a request to, once',
      tag: 'requests',
      for: 'intake',
      body: file,
      bodyExample: { name: 'mule.log', type: 'text/plain', bytes: 20_480 },
      answers: place,
      answerExample: {
        uploadId: ASKED_EXAMPLE.attachments[0],
        method: 'PUT',
        url: `https://help.example.com/uploads/${'5f'.repeat(32)}`,
        headers: {},
        expiresAt: '2026-11-21T11:00:00.000Z',
      },
    },
    async (c) => {
      const { submitter } = await callerWithin(c, 'uploads');
      const { upload, place: where } = await offerUpload({ ...(await readBody(c, file)), submitter }, ports, options.uploadPlaces);
      const { url, headers } = 'token' in where ? { url: new URL(`/uploads/${where.token}`, c.req.url).href, headers: {} } : where;
      return c.json({ uploadId: upload.id, method: 'PUT', url, headers, expiresAt: upload.expiresAt });
    },
  );
  route(
    app,
    {
      method: 'get',
      path: '/support-request/{id}',
      operationId: 'getSupportRequest',
      summary: 'What became of a request: for who sent it, and for operators',
      tag: 'requests',
      for: 'owner',
      answers: shown,
      answerExample: SHOWN_EXAMPLE,
      errors: ['not_found'],
    },
    async (c) => {
      const request = await ports.supportRequests.get(c.req.param('id') ?? '');
      const reader = await readerOf(c, request);
      if (!reader || !request) throw new NotFound('there is no such request');
      return c.json(reader === 'operator' ? { ...toShown(request), ...forOperator(request) } : toShown(request));
    },
  );
  route(
    app,
    {
      method: 'get',
      path: '/support-request/{id}/triage',
      operationId: 'getTriage',
      summary: 'What became of a request and what was read in it: for operators',
      description: 'The same as operators get without `/triage`, for where a gateway asks for their sign-in by the path.',
      tag: 'requests',
      for: 'curator',
      answers: shown,
      answerExample: SHOWN_EXAMPLE,
      errors: ['not_found'],
    },
    async (c) => {
      requireCurator(c, options.curatorKey, ports);
      const request = await ports.supportRequests.get(c.req.param('id') ?? '');
      if (!request) throw new NotFound('there is no such request');
      return c.json({ ...toShown(request), ...forOperator(request) });
    },
  );
  const kept = z.object({ ticketId: z.string(), feedback });
  route(
    app,
    {
      method: 'post',
      path: '/support-request/{id}/feedback',
      operationId: 'rateDraftReply',
      summary: 'Whether the draft reply helped an agent',
      tag: 'requests',
      for: 'curator',
      body: said,
      bodyExample: { helpful: true, comment: 'Sent as it was.' },
      answers: kept,
      answerExample: {
        ticketId: REQUEST_ID,
        feedback: { helpful: true, comment: 'Sent as it was.', by: 'Mira Stein', at: '2026-11-21T11:00:00.000Z' },
      },
      errors: ['not_found'],
    },
    async (c) => {
      requireCurator(c, options.curatorKey, ports);
      const { helpful, comment } = await readBody(c, said);
      const by = curatorName(c, options);
      const request = await rateDraft(c.req.param('id') ?? '', { helpful, comment: comment || null, by }, ports);
      return c.json({ ticketId: request.id, feedback: request.feedback });
    },
  );

  /** Who presents a key or a token is held to it; an operator comes with neither. */
  async function readerOf(c: RequestContext, request: SupportRequest | null): Promise<'operator' | 'submitter' | null> {
    if (c.env?.person || presentedToken(c) === '') {
      requireCurator(c, options.curatorKey, ports);
      return 'operator';
    }
    const { submitter } = await requireIntakeCaller(c, ports);
    return request !== null && isSameSubmitter(request.submitter, submitter) ? 'submitter' : null;
  }
}

function idempotencyKeyOf(c: RequestContext): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!IDEMPOTENCY_KEY.test(key)) throw new InvalidInput('Idempotency-Key must have 1 to 255 of the characters A-Z a-z 0-9 . _ : -');
  return key;
}

/** What we made of it is for us. */
function forOperator({ triage, reason, retried, feedback }: SupportRequest): Partial<SupportRequest> {
  return {
    ...(triage ? { triage } : {}),
    ...(reason ? { reason } : {}),
    ...(retried ? { retried } : {}),
    ...(feedback ? { feedback } : {}),
  };
}

/** Why it failed is for us; where its files lie is for nobody. */
function toShown({ id, state, createdAt, content, attachments, ticket }: SupportRequest): z.infer<typeof shown> {
  const files = attachments.map(({ name, type, bytes }) => ({ name, type, bytes }));
  return { ticketId: id, state, createdAt, content, attachments: files, ...(ticket ? { ticket } : {}) };
}

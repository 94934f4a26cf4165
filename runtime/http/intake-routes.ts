import { z } from '@hono/zod-openapi';
import { InvalidInput, NotFound } from '#core/domain/errors.ts';
import {
  IDEMPOTENCY_KEY,
  isSameSubmitter,
  MAX_ATTACHMENTS,
  SUPPORT_REQUEST_STATES,
  type SupportRequest,
} from '#core/domain/support-request.ts';
import { isEmailAddress } from '#core/domain/ticket.ts';
import { MAX_UPLOAD_BYTES, UPLOAD_TYPES } from '#core/domain/upload.ts';
import { withinLimits } from '../chat/within-limit.ts';
import { intakeLimits } from '../intake/intake-caller.ts';
import { submitRequest } from '../intake/submit-request.ts';
import { offerUpload } from '../intake/take-upload.ts';
import type { AppOptions } from './app-options.ts';
import { requireCurator } from './curator-cookie.ts';
import { requireIntakeCaller } from './intake-caller.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';
import { presentedToken } from './session-token.ts';

/** Room for the ids of any system of customers. */
const MAX_CUSTOMER_ID_CHARACTERS = 200;
/** As file systems have them. */
const MAX_FILE_NAME_CHARACTERS = 255;

/** Well formed, since a lone half of a surrogate pair does not survive the store: the same request again would be another one. */
const text = z.string().transform((value) => value.toWellFormed());
const asked = z.strictObject({
  content: text.refine((value) => value.trim() !== '', 'is empty; write what the matter is'),
  customerId: text.pipe(z.string().min(1).max(MAX_CUSTOMER_ID_CHARACTERS)).optional(),
  email: z.string().refine(isEmailAddress, 'is no e-mail address').optional(),
  attachments: z
    .array(z.string().max(64))
    .max(MAX_ATTACHMENTS)
    .refine((list) => new Set(list).size === list.length, 'names an upload twice')
    .default([]),
});
const accepted = z.object({ message: z.string(), ticketId: z.string() });
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
const shown = z.object({
  ticketId: z.string(),
  state: z.enum(SUPPORT_REQUEST_STATES),
  createdAt: z.iso.datetime(),
  content: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
  ticket: z.object({ id: z.string(), url: z.string() }).optional(),
});

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
      summary: 'Ask support; with an Idempotency-Key it can be sent again',
      for: 'intake',
      headers: z.object({ 'idempotency-key': z.string().optional() }),
      body: asked,
      status: 202,
      answers: accepted,
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
      summary: 'A place to send a file of a request to, once',
      for: 'intake',
      body: file,
      answers: place,
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
      summary: 'What became of a request: for who sent it, and for operators',
      for: 'intake',
      answers: shown,
    },
    async (c) => {
      const request = await ports.supportRequests.get(c.req.param('id') ?? '');
      if (!(await maySee(c, request)) || !request) throw new NotFound('there is no such request');
      return c.json(toShown(request));
    },
  );

  /** Who presents a key or a token is held to it; an operator comes with neither. */
  async function maySee(c: RequestContext, request: SupportRequest | null): Promise<boolean> {
    if (c.env?.person || presentedToken(c) === '') {
      requireCurator(c, options.curatorKey, ports);
      return true;
    }
    const { submitter } = await requireIntakeCaller(c, ports);
    return request !== null && isSameSubmitter(request.submitter, submitter);
  }
}

function idempotencyKeyOf(c: RequestContext): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!IDEMPOTENCY_KEY.test(key)) throw new InvalidInput('Idempotency-Key must have 1 to 255 of the characters A-Z a-z 0-9 . _ : -');
  return key;
}

/** Why it failed is for us; where its files lie is for nobody. */
function toShown({ id, state, createdAt, content, attachments, ticket }: SupportRequest): z.infer<typeof shown> {
  const files = attachments.map(({ name, type, bytes }) => ({ name, type, bytes }));
  return { ticketId: id, state, createdAt, content, attachments: files, ...(ticket ? { ticket } : {}) };
}

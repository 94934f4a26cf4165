import { z } from '@hono/zod-openapi';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { NotAllowed, NotFound } from '#core/domain/errors.ts';
import { createMasker } from '#core/domain/redact.ts';
import { TURN_ID } from '#core/domain/session.ts';
import type { TurnAnswerer } from '../chat/answer-turn.ts';
import { sessionLimits } from '../chat/chat-limits.ts';
import { asStream } from '../chat/complete-events.ts';
import { withinLimits } from '../chat/within-limit.ts';
import { citedIn, gapOfTurn } from '../gaps/gap-of-turn.ts';
import { ticketConfirmer } from '../tickets/confirm-ticket.ts';
import type { AppOptions } from './app-options.ts';
import { eventStream } from './event-stream.ts';
import { MAX_JWT_CHARACTERS } from './identity-provider.ts';
import { ANSWER_EXAMPLE, chatEvent, STREAM_EXAMPLE, TICKET_EXAMPLE } from './openapi-chat-events.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';
import { createSession, renewSession, requireSession } from './session-token.ts';

/** Room for a sentence or two; the box under the thumbs has no more. */
const MAX_COMMENT_CHARACTERS = 2_000;
const MAX_REASON_CHARACTERS = 100;

const start = z.object({
  jwt: z
    .string()
    .max(MAX_JWT_CHARACTERS)
    .optional()
    .openapi({ description: 'A token of the configured identity provider: the session is then of a known person.' }),
});
const issued = z.object({ token: z.string(), sessionId: z.string(), expiresAt: z.iso.datetime() }).openapi('IssuedSession');
const ISSUED_EXAMPLE = { token: '5f'.repeat(32), sessionId: '0f8e7d6c5b4a39281706f5e4d3c2b1a0', expiresAt: '2026-11-21T22:00:00.000Z' };
const turnId = z.string().openapi({ pattern: TURN_ID.source, description: 'Chosen by the client. The same again gives the same answer.' });
/** Well formed, since a lone half of a surrogate pair does not survive the store: the same question again would be another text. */
const question = z.object({ turnId, text: z.string().transform((text) => text.toWellFormed()) }).openapi('Question');
const QUESTION_EXAMPLE = { turnId: 't1', text: 'How do I send logs through a proxy?' };
const turnToStop = z.object({ turnId });
const confirmation = z.object({
  confirmationId: z.string().max(64),
  accept: z.boolean(),
  fields: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({ description: 'What the visitor changed; only offered and configured fields.' }),
});
const opinion = z.object({
  turnId,
  helpful: z.boolean(),
  reason: z.string().max(MAX_REASON_CHARACTERS).optional(),
  comment: z.string().max(MAX_COMMENT_CHARACTERS).optional(),
});

const STREAM_DESCRIPTION = `Each event is \`event: TYPE\`, then \`data:\` with the \`ChatEvent\` of that type in JSON, without its \`type\`. Lines that begin with a colon are no events.
Exactly one \`done\` comes last. The same \`turnId\` and text again replays the answer, and joins one that is still written.`;

/** What the chat in a visitor's browser calls. */
export function visitorRoutes(app: App, options: AppOptions, answerer: TurnAnswerer): void {
  const { ports } = options;
  const confirm = ticketConfirmer({ fallbackEmail: options.brand.fallbackEmail, ticketFields: options.ticketFields }, ports);
  const networkAddress = (c: RequestContext) => c.env?.networkAddress ?? null;
  const subjectOf = (jwt: string) => {
    if (!options.identity) throw new NotAllowed('this server trusts no identity provider; start the session without `jwt`');
    return options.identity.subjectOf(jwt);
  };

  route(
    app,
    {
      method: 'post',
      path: '/session',
      operationId: 'startSession',
      summary: 'Start a conversation',
      tag: 'chat',
      for: 'public',
      body: start,
      bodyExample: {},
      answers: issued,
      answerExample: ISSUED_EXAMPLE,
      errors: ['unauthorized'],
    },
    async (c) => {
      const { jwt } = await readBody(c, start);
      // Before the token is looked at: checking a signature is work as well.
      await withinLimits(ports.rateLimits, sessionLimits(networkAddress(c)));
      return c.json(await createSession(ports, jwt === undefined ? null : await subjectOf(jwt)));
    },
  );
  route(
    app,
    {
      method: 'post',
      path: '/session/renew',
      operationId: 'renewSession',
      summary: 'Renew a token: a valid one, or one that ended less than a day ago',
      tag: 'chat',
      for: 'visitor',
      answers: issued,
      answerExample: ISSUED_EXAMPLE,
    },
    async (c) => {
      await withinLimits(ports.rateLimits, sessionLimits(networkAddress(c)));
      return c.json(await renewSession(c, ports));
    },
  );
  const turn = z.object({
    turnId: z.string(),
    text: z.string(),
    state: z.enum(['running', 'finished']),
    startedAt: z.string(),
    events: z.array(chatEvent).openapi({ description: 'Empty until it is finished.' }),
  });
  route(
    app,
    {
      method: 'get',
      path: '/session/turns',
      operationId: 'listTurns',
      summary: 'The conversation so far',
      tag: 'chat',
      for: 'visitor',
      answers: z.object({ turns: z.array(turn.openapi('Turn')) }),
      answerExample: { turns: [{ ...QUESTION_EXAMPLE, state: 'finished', startedAt: '2026-11-21T10:00:00.000Z', events: ANSWER_EXAMPLE }] },
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const stored = await ports.turns.list(sessionId);
      return c.json({
        turns: stored.map(({ turnId, text, state, startedAt, events }) => ({ turnId, text, state, startedAt, events: asStream(events) })),
      });
    },
  );

  async function answer(c: RequestContext, reader: AbortSignal): Promise<AsyncIterable<ChatEvent>> {
    const { sessionId } = await requireSession(c, ports);
    const { turnId, text } = await readBody(c, question);
    return answerer.answer({ sessionId, turnId, text, networkAddress: networkAddress(c), withinMs: c.env?.withinMs }, reader);
  }
  route(
    app,
    {
      method: 'post',
      path: '/chat/stream',
      operationId: 'streamAnswer',
      summary: 'Ask, and see the answer come',
      description: STREAM_DESCRIPTION,
      tag: 'chat',
      for: 'visitor',
      headers: z.object({
        'x-amz-content-sha256': z.string().optional().openapi({
          description: 'SHA-256 of the body in hex. A deployed service needs it, since CloudFront signs the request without reading it.',
        }),
      }),
      body: question,
      bodyExample: QUESTION_EXAMPLE,
      answers: 'text/event-stream',
      answerExample: STREAM_EXAMPLE,
      errors: ['turn_running', 'turn_conflict'],
    },
    async (c) => {
      const reader = new AbortController();
      const signal = AbortSignal.any([reader.signal, c.req.raw.signal]);
      return eventStream(await answer(c, signal), reader);
    },
  );
  route(
    app,
    {
      method: 'post',
      path: '/chat/stop',
      operationId: 'stopAnswer',
      summary: 'Stop an answer: a line that only drops lets it go on for a moment',
      tag: 'chat',
      for: 'visitor',
      body: turnToStop,
      bodyExample: { turnId: 't1' },
      answers: z.object({ stopped: z.boolean() }),
      answerExample: { stopped: true },
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const { turnId } = await readBody(c, turnToStop);
      return c.json({ stopped: await answerer.stop(sessionId, turnId) });
    },
  );
  const events = z.object({ events: z.array(chatEvent) }).openapi('Events');
  route(
    app,
    {
      method: 'post',
      path: '/chat',
      operationId: 'answer',
      summary: 'Ask, and get the whole answer',
      tag: 'chat',
      for: 'visitor',
      body: question,
      bodyExample: QUESTION_EXAMPLE,
      answers: events,
      answerExample: { events: ANSWER_EXAMPLE },
      errors: ['turn_running', 'turn_conflict'],
    },
    async (c) => c.json({ events: await collect(await answer(c, c.req.raw.signal)) }),
  );
  route(
    app,
    {
      method: 'post',
      path: '/chat/confirm',
      operationId: 'confirm',
      summary: 'File the offered ticket, or not',
      description: 'A ticket is filed once, however often this is repeated; an offer stands for 15 minutes.',
      tag: 'chat',
      for: 'visitor',
      body: confirmation,
      bodyExample: { confirmationId: '0f8e7d6c5b4a39281706f5e4d3c2b1a0', accept: true, fields: { plugin_version: '4.6.3' } },
      answers: events,
      answerExample: { events: TICKET_EXAMPLE },
      errors: ['not_found', 'confirmation_used', 'confirmation_expired'],
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const request = { ...(await readBody(c, confirmation)), sessionId, networkAddress: networkAddress(c) };
      return c.json({ events: await confirm(request) });
    },
  );
  route(
    app,
    {
      method: 'post',
      path: '/feedback',
      operationId: 'giveFeedback',
      summary: 'Say whether an answer helped',
      tag: 'chat',
      for: 'visitor',
      body: opinion,
      bodyExample: { turnId: 't1', helpful: false, reason: 'outdated', comment: 'The setting has another name in 4.7.' },
      answers: z.object({}),
      answerExample: {},
      errors: ['not_found'],
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const { turnId, helpful, reason, comment } = await readBody(c, opinion);
      const turn = (await ports.turns.list(sessionId)).find((one) => one.turnId === turnId);
      if (!turn) throw new NotFound('there is no such turn in this conversation');
      const at = ports.clock.now().toISOString();
      const masked = (text: string) => createMasker().mask(text).text;
      await ports.feedback.put({
        sessionId,
        turnId,
        helpful,
        reason: reason === undefined ? null : masked(reason),
        comment: comment === undefined ? null : masked(comment),
        at,
      });
      if (!helpful) await ports.gaps.add(gapOfTurn(turn, 'thumbs_down', at, citedIn(turn.events)));
      return c.json({});
    },
  );
}

async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const collected: ChatEvent[] = [];
  for await (const one of events) collected.push(one);
  return collected;
}

import { z } from '@hono/zod-openapi';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { NotAllowed, NotFound } from '#core/domain/errors.ts';
import { createMasker } from '#core/domain/redact.ts';
import type { TurnAnswerer } from '../chat/answer-turn.ts';
import { sessionLimits } from '../chat/chat-limits.ts';
import { asStream } from '../chat/complete-events.ts';
import { withinLimits } from '../chat/within-limit.ts';
import { citedIn, gapOfTurn } from '../gaps/gap-of-turn.ts';
import { ticketConfirmer } from '../tickets/confirm-ticket.ts';
import type { AppOptions } from './app-options.ts';
import { eventStream } from './event-stream.ts';
import { MAX_JWT_CHARACTERS } from './identity-provider.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';
import { createSession, renewSession, requireSession } from './session-token.ts';

/** Room for a sentence or two; the box under the thumbs has no more. */
const MAX_COMMENT_CHARACTERS = 2_000;
const MAX_REASON_CHARACTERS = 100;

const start = z.object({ jwt: z.string().max(MAX_JWT_CHARACTERS).optional() });
const issued = z.object({ token: z.string(), sessionId: z.string(), expiresAt: z.iso.datetime() });
const event = z.looseObject({ type: z.string() });
/** Well formed, since a lone half of a surrogate pair does not survive the store: the same question again would be another text. */
const question = z.object({ turnId: z.string(), text: z.string().transform((text) => text.toWellFormed()) });
const turnToStop = z.object({ turnId: z.string() });
const confirmation = z.object({
  confirmationId: z.string().max(64),
  accept: z.boolean(),
  fields: z.record(z.string(), z.unknown()).optional(),
});
const opinion = z.object({
  turnId: z.string(),
  helpful: z.boolean(),
  reason: z.string().max(MAX_REASON_CHARACTERS).optional(),
  comment: z.string().max(MAX_COMMENT_CHARACTERS).optional(),
});

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
      summary: 'Start a conversation',
      for: 'public',
      body: start,
      answers: issued,
    },
    async (c) => {
      const { jwt } = await readBody(c, start);
      // Before the token is looked at: checking a signature is work as well.
      await withinLimits(ports.rateLimits, sessionLimits(networkAddress(c)));
      return c.json(await createSession(ports, jwt === undefined ? null : await subjectOf(jwt)));
    },
  );
  route(app, { method: 'post', path: '/session/renew', summary: 'Renew a token', for: 'visitor', answers: issued }, async (c) => {
    await withinLimits(ports.rateLimits, sessionLimits(networkAddress(c)));
    return c.json(await renewSession(c, ports));
  });
  const turns = z.object({
    turns: z.array(z.looseObject({ turnId: z.string(), text: z.string(), state: z.string(), events: z.array(event) })),
  });
  route(app, { method: 'get', path: '/session/turns', summary: 'The conversation so far', for: 'visitor', answers: turns }, async (c) => {
    const { sessionId } = await requireSession(c, ports);
    const stored = await ports.turns.list(sessionId);
    return c.json({
      turns: stored.map(({ turnId, text, state, startedAt, events }) => ({ turnId, text, state, startedAt, events: asStream(events) })),
    });
  });

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
      summary: 'Ask, and see the answer come',
      for: 'visitor',
      body: question,
      answers: 'text/event-stream',
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
      summary: 'Stop an answer: a line that only drops lets it go on for a moment',
      for: 'visitor',
      body: turnToStop,
      answers: z.object({ stopped: z.boolean() }),
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const { turnId } = await readBody(c, turnToStop);
      return c.json({ stopped: await answerer.stop(sessionId, turnId) });
    },
  );
  const events = z.object({ events: z.array(event) });
  route(
    app,
    { method: 'post', path: '/chat', summary: 'Ask, and get the whole answer', for: 'visitor', body: question, answers: events },
    async (c) => c.json({ events: await collect(await answer(c, c.req.raw.signal)) }),
  );
  route(
    app,
    {
      method: 'post',
      path: '/chat/confirm',
      summary: 'File the offered ticket, or not',
      for: 'visitor',
      body: confirmation,
      answers: events,
    },
    async (c) => {
      const { sessionId } = await requireSession(c, ports);
      const request = { ...(await readBody(c, confirmation)), sessionId, networkAddress: networkAddress(c) };
      return c.json({ events: await confirm(request) });
    },
  );
  route(
    app,
    { method: 'post', path: '/feedback', summary: 'Say whether an answer helped', for: 'visitor', body: opinion, answers: z.object({}) },
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

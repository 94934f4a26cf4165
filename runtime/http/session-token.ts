import { sha256 } from '#core/domain/digest.ts';
import { Conflict, NotAllowed } from '#core/domain/errors.ts';
import { RENEWAL_HOURS, SESSION_HOURS, type Session } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { RequestContext } from './route.ts';

const HOUR_MS = 3_600_000;
const TOKEN = /^[0-9a-f]{64}$/;

type Ports = Pick<Platform, 'sessions' | 'clock' | 'ids'>;
export type IssuedSession = { readonly token: string; readonly sessionId: string; readonly expiresAt: string };

/** A new session, of an anonymous visitor where `subject` is null. The token is told once; only its hash is kept. */
export async function createSession({ sessions, clock, ids }: Ports, subject: string | null): Promise<IssuedSession> {
  const token = ids.random(256);
  const now = clock.now();
  const session: Session = {
    sessionId: ids.random(128),
    tokenHash: sha256(token),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + SESSION_HOURS * HOUR_MS).toISOString(),
    subject,
  };
  await sessions.create(session);
  return { token, sessionId: session.sessionId, expiresAt: session.expiresAt };
}

/** A new token for the same session; the old one stops working. Throws NotAllowed when the old one is unknown or too old. */
export async function renewSession(c: RequestContext, { sessions, clock, ids }: Ports): Promise<IssuedSession> {
  const session = await findSession(c, sessions);
  const now = clock.now().getTime();
  if (!session || Date.parse(session.expiresAt) + RENEWAL_HOURS * HOUR_MS <= now) throw unauthorized();
  const token = ids.random(256);
  const expiresAt = new Date(now + SESSION_HOURS * HOUR_MS).toISOString();
  await sessions.renew(session.sessionId, session.tokenHash, { tokenHash: sha256(token), expiresAt }).catch((error: unknown) => {
    // Renewed by a call beside this one: now this token is an old one.
    throw error instanceof Conflict ? unauthorized() : error;
  });
  return { token, sessionId: session.sessionId, expiresAt };
}

/** The session whose token the request carries. Throws NotAllowed without a valid one. */
export async function requireSession(c: RequestContext, { sessions, clock }: Pick<Ports, 'sessions' | 'clock'>): Promise<Session> {
  const session = await findSession(c, sessions);
  if (!session || Date.parse(session.expiresAt) <= clock.now().getTime()) throw unauthorized();
  return session;
}

/** The widget sends its own header, since the signing in front of the deployed service overwrites Authorization. */
export function presentedToken(c: RequestContext): string {
  return c.req.header('x-threadwell-session') ?? c.req.header('authorization')?.replace(/^bearer\s+/i, '') ?? '';
}

async function findSession(c: RequestContext, sessions: Ports['sessions']): Promise<Session | null> {
  const token = presentedToken(c);
  return TOKEN.test(token) ? sessions.findByToken(sha256(token)) : null;
}

function unauthorized(): NotAllowed {
  return new NotAllowed('the session token is missing, unknown or expired; renew it or start a new session');
}

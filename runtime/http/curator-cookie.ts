import { createHmac, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { sha256 } from '#core/domain/digest.ts';
import { NotAllowed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { isOwnOrigin } from './guards.ts';
import { HttpProblem } from './problem.ts';
import type { RequestContext } from './route.ts';

const COOKIE = 'threadwell_curator';
/** A working day; the key opens the next one. */
const CURATOR_HOURS = 12;

/**
 * Opens the curation desk for a browser that knows the key. The cookie is a name of its own, `END.RANDOM.SEAL`, sealed with the key and
 * not the key itself: it survives a restart, ends by itself, and a stolen one cannot make others.
 */
export function openForCurator(
  c: RequestContext,
  key: string,
  curatorKey: string | null,
  { clock, ids }: Pick<Platform, 'clock' | 'ids'>,
): void {
  // Hashed first: equal lengths, and nothing to learn from the time it takes.
  if (curatorKey === null || !timingSafeEqual(Buffer.from(sha256(key)), Buffer.from(sha256(curatorKey))))
    throw new NotAllowed('this is not the curator key; `threadwell start` prints the address that has it');
  const name = `${clock.now().getTime() + CURATOR_HOURS * 3_600_000}.${ids.random(128)}`;
  setCookie(c, COOKIE, `${name}.${seal(name, curatorKey)}`, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: CURATOR_HOURS * 3600,
    secure: new URL(c.req.url).protocol === 'https:',
  });
}

/** What a signed-in person needs to curate; operators may do what curators may. */
const CURATOR_ROLES = ['curator', 'operator'];

/**
 * Throws unless the request is of a signed-in curator, or comes from the desk's own page in a browser that has the cookie. Who signs in
 * sends a token with each request, which no other page can.
 */
export function requireCurator(c: RequestContext, curatorKey: string | null, { clock }: Pick<Platform, 'clock'>): void {
  const person = c.env?.person;
  if (person) {
    if (person.roles.some((role) => CURATOR_ROLES.includes(role))) return;
    throw new HttpProblem(403, 'forbidden', 'curating needs the group curator or operator; ask for it');
  }
  requireCookie(c, curatorKey, clock);
}

/** Throws unless the request is of a signed-in operator. On this machine whoever has the key is both. */
export function requireOperator(c: RequestContext, curatorKey: string | null, { clock }: Pick<Platform, 'clock'>): void {
  const person = c.env?.person;
  if (!person) requireCookie(c, curatorKey, clock);
  else if (!person.roles.includes('operator'))
    throw new HttpProblem(403, 'forbidden', 'conversations of visitors are shown to the group operator; ask for it');
}

function requireCookie(c: RequestContext, curatorKey: string | null, clock: Platform['clock']): void {
  const [end = '', random = '', given = ''] = (getCookie(c, COOKIE) ?? '').split('.');
  const expected = curatorKey === null ? null : seal(`${end}.${random}`, curatorKey);
  const isSealed = expected !== null && given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  if (!isSealed || Number(end) <= clock.now().getTime())
    throw new NotAllowed('sign in first: open the /curate address that `threadwell start` printed');
  if (!c.env?.hosts) throw new HttpProblem(403, 'forbidden', 'the curation desk is open on the local server only');
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const origin = c.req.header('origin');
  if (origin === undefined || !isOwnOrigin(c, origin))
    throw new HttpProblem(403, 'forbidden', 'changes are taken from the desk’s own page only; send its Origin');
}

function seal(name: string, curatorKey: string): string {
  return createHmac('sha256', curatorKey).update(name).digest('hex');
}

import { opens, readApiKey } from '#core/domain/api-key.ts';
import { NotAllowed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { IntakeCaller } from '../intake/intake-caller.ts';
import type { RequestContext } from './route.ts';
import { presentedToken, requireSession } from './session-token.ts';

/** The service whose key, or the session whose token, the request carries. Throws NotAllowed without a valid one. */
export async function requireIntakeCaller(
  c: RequestContext,
  ports: Pick<Platform, 'apiKeys' | 'sessions' | 'clock'>,
): Promise<IntakeCaller> {
  const presented = readApiKey(presentedToken(c));
  if (!presented) {
    const { sessionId, subject } = await requireSession(c, ports);
    return { submitter: { kind: 'session', id: sessionId }, subject, key: null };
  }
  const key = await ports.apiKeys.get(presented.id);
  if (!key || !opens(key, presented.secret) || !key.scopes.includes('intake'))
    throw new NotAllowed('this API key is unknown or revoked; `threadwell keys create` makes one');
  return { submitter: { kind: 'key', id: key.id }, subject: null, key };
}

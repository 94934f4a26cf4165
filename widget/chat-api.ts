import { type Members, members } from './chat-event.ts';

/** A call that was answered with an error, or not at all (code `offline`, status 0). */
export class CallFailed extends Error {
  declare readonly code: string;
  declare readonly status: number;
  declare readonly waitSeconds: number;
  constructor(code: string, status = 0, message = code, waitSeconds = 0) {
    super(message);
    Object.assign(this, { code, status, waitSeconds });
  }
}

/** Where the token lives: `sessionStorage`, so that it ends with the tab. */
export type TokenStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The members of a JSON answer; none when it is no JSON. */
export const readJson = async (response: Response): Promise<Members> => members(await response.json().catch(() => null));

/**
 * Calls the server in the name of one visitor: makes a session on the first call, renews it when the token has run out, and hashes
 * bodies for the way through CloudFront. `call` returns an answer with a good status or throws {@link CallFailed}; an abort of the
 * signal comes through as it is.
 */
export function chatApi(endpoint: string, store: TokenStore | null) {
  const key = `threadwell:${endpoint}`;
  let token = store?.getItem(key) ?? null;

  const send = async (path: string, content?: object, signal?: AbortSignal): Promise<Response> => {
    const body = content ? JSON.stringify(content) : null;
    const headers = new Headers(token ? { 'x-threadwell-session': token } : {});
    if (body) {
      headers.set('content-type', 'application/json');
      // CloudFront does not hash a body for a function URL itself. Missing on plain http, where there is no CloudFront.
      if (crypto.subtle) headers.set('x-amz-content-sha256', hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(body)))));
    }
    const method = body ? 'POST' : 'GET';
    return fetch(endpoint + path, { method, headers, body, credentials: 'omit', signal: signal ?? null }).catch((error) => {
      throw signal?.aborted ? error : new CallFailed('offline');
    });
  };

  const keep = async (response: Response): Promise<void> => {
    const made = (await readJson(await ok(response))).token;
    if (typeof made !== 'string') throw new CallFailed('internal');
    token = made;
    store?.setItem(key, made);
  };

  /** A new token for the same session, or for a new one when the old is past renewing. */
  const renew = async (): Promise<void> => {
    const renewed = token && (await send('/session/renew', {}));
    if (renewed && renewed.status !== 401) return keep(renewed);
    token = null;
    return keep(await send('/session', {}));
  };

  return {
    /** True when this tab has talked before. */
    hasSession: () => !!token,
    async call(path: string, content?: object, signal?: AbortSignal): Promise<Response> {
      if (!token) await renew();
      const response = await send(path, content, signal);
      if (response.status !== 401) return ok(response);
      await renew();
      return ok(await send(path, content, signal));
    },
  };
}

async function ok(response: Response): Promise<Response> {
  if (response.ok) return response;
  const { code, message } = members((await readJson(response)).error);
  // A date instead of seconds is read as none.
  const seconds = Number(response.headers.get('retry-after')) || 0;
  throw new CallFailed(String(code ?? 'internal'), response.status, String(message ?? ''), seconds);
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

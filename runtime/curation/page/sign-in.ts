/** Where the desk's people sign in, as `/curate/sign-in.json` says. The last three are addresses of the sign-in page's own. */
export type SignInSettings = {
  readonly clientId: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly logoutUrl: string;
};
/** A sign-in that was begun in this tab. `place` is the `#view` to come back to. */
export type BegunSignIn = { readonly state: string; readonly verifier: string; readonly place: string };
/** How a page was come back to: not from a sign-in, with a code for tokens, or with the reason for none. */
export type Return =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly code: string; readonly verifier: string }
  | { readonly kind: 'refused'; readonly message: string };
/** What a request is signed with until `expiresAt` (milliseconds). `refreshToken` gets the next one; null where none came. */
export type Tokens = { readonly idToken: string; readonly expiresAt: number; readonly refreshToken: string | null };

/** What Cognito tells us apart from the person's name and address. */
const SCOPE = 'openid email profile';
/** 256 random bits, for what nobody may guess: RFC 7636 asks for as many. */
const SECRET_BYTES = 32;
/** A reason comes with an address, which anybody can write: a sentence is enough. */
const MAX_REASON_CHARACTERS = 200;

/** Throws TypeError for what was not written by `npm run site`: a sign-in must not be sent to a wrong place. */
export function parseSettings(value: unknown): SignInSettings {
  const { clientId, authorizeUrl, tokenUrl, logoutUrl } = (value ?? {}) as Record<string, unknown>;
  const address = (url: unknown): string => {
    const isSafe = typeof url === 'string' && /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(url) && URL.canParse(url);
    if (!isSafe) throw new TypeError(`sign-in.json: ${String(url)} is no https address; publish the site again`);
    return url;
  };
  if (typeof clientId !== 'string' || clientId === '') throw new TypeError('sign-in.json: clientId is missing; publish the site again');
  return { clientId, authorizeUrl: address(authorizeUrl), tokenUrl: address(tokenUrl), logoutUrl: address(logoutUrl) };
}

export function newSecret(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The PKCE challenge (S256) of a verifier: whoever sees it in an address cannot make the verifier of it. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/** The address that a sign-in begins at; it ends at `deskUrl`. */
export function authorizeAddress(settings: SignInSettings, state: string, challenge: string, deskUrl: string): string {
  const query = { response_type: 'code', client_id: settings.clientId, redirect_uri: deskUrl, scope: SCOPE, state };
  return withQuery(settings.authorizeUrl, { ...query, code_challenge: challenge, code_challenge_method: 'S256' });
}

/** The address that ends the sign-in page's own session too: without it, the next one at this browser would be let in unasked. */
export function logoutAddress({ logoutUrl, clientId }: SignInSettings, deskUrl: string): string {
  return withQuery(logoutUrl, { client_id: clientId, logout_uri: deskUrl });
}

/** Reads the query that the sign-in page came back with. What it says counts only with the state of the sign-in begun here. */
export function readReturn(search: string, begun: BegunSignIn | null): Return {
  const query = new URLSearchParams(search);
  const [code, error] = [query.get('code'), query.get('error')];
  if (code === null && error === null) return { kind: 'none' };
  if (begun === null || query.get('state') !== begun.state)
    return { kind: 'refused', message: 'This sign-in was not begun in this tab, or it is over. Sign in again.' };
  if (code !== null) return { kind: 'code', code, verifier: begun.verifier };
  const reason = (query.get('error_description') ?? error ?? '').slice(0, MAX_REASON_CHARACTERS);
  return { kind: 'refused', message: `The sign-in page let nobody in: ${reason}` };
}

/** What the token endpoint is asked with, as a form. */
export function codeForm({ clientId }: SignInSettings, code: string, verifier: string, deskUrl: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: deskUrl,
    code_verifier: verifier,
  });
}
export function refreshForm({ clientId }: SignInSettings, refreshToken: string): URLSearchParams {
  return new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
}

/** The tokens in an answer that came at `now`, by our own clock: a wrong one must not end them early. Null for what has none. */
export function tokensOf(answer: unknown, now: number, refreshToken: string | null): Tokens | null {
  const given = (answer ?? {}) as Record<string, unknown>;
  const { id_token: idToken, expires_in: seconds, refresh_token: next } = given;
  if (typeof idToken !== 'string' || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(idToken)) return null;
  if (typeof seconds !== 'number' || !(seconds > 0)) return null;
  return { idToken, expiresAt: now + seconds * 1_000, refreshToken: typeof next === 'string' ? next : refreshToken };
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

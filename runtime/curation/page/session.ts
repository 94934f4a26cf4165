import { useEffect, useState } from 'preact/hooks';
import { DeskError } from './desk-error.ts';
import {
  authorizeAddress,
  type BegunSignIn,
  challengeOf,
  codeForm,
  logoutAddress,
  newSecret,
  parseSettings,
  readReturn,
  refreshForm,
  type SignInSettings,
  type Tokens,
  tokensOf,
} from './sign-in.ts';

const BEGUN = 'threadwell-sign-in';
const SIGNED_IN = 'threadwell-signed-in';
/** A token that would end on the way is renewed before. */
const MARGIN_MS = 60_000;
const ENDED = 'Your sign-in has ended. Sign in again.';

/** Null: the page is served where a key opens it. */
let settings: SignInSettings | null = null;
/** The refresh token stands here alone: what is stored for a reload opens an hour at most. */
let tokens: Tokens | null = null;
let hasEnded = false;
let renewal: Promise<void> | null = null;
const watchers = new Set<() => void>();

/** As the sign-in page knows it, letter by letter. */
const deskUrl = (): string => `${location.origin}/curate`;
export const isSignInWanted = (): boolean => settings !== null;

/**
 * Finds out how this desk is opened, and finishes a sign-in that the page was come back from. Throws DeskError: 401 while nobody has
 * signed in, 0 while somebody could not be asked.
 */
export async function openSession(): Promise<void> {
  settings = await loadSettings();
  if (!settings) return;
  tokens = stored<Tokens>(SIGNED_IN);
  if (tokens && tokens.expiresAt <= Date.now()) tokens = null;
  const begun = stored<BegunSignIn>(BEGUN);
  const returned = readReturn(location.search, begun);
  if (returned.kind === 'code') {
    const refusal = await fetchTokens(settings, codeForm(settings, returned.code, returned.verifier, deskUrl()), null);
    leaveSignIn(begun);
    if (refusal) throw new DeskError(401, `The sign-in was not accepted (${refusal}). Sign in again.`);
  } else if (returned.kind === 'refused') {
    leaveSignIn(begun);
    // The way back in the history leads through sign-ins that are over.
    if (!tokens) throw new DeskError(401, returned.message);
  }
  if (!tokens) throw new DeskError(401, 'Sign in with the account that you were invited with.');
}

/** Goes to the sign-in page; the view, and what is typed in the form of a draft, are there again afterwards. */
export async function beginSignIn(): Promise<void> {
  if (!settings) return;
  const begun: BegunSignIn = { state: newSecret(), verifier: newSecret(), place: location.hash };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  location.assign(authorizeAddress(settings, begun.state, await challengeOf(begun.verifier), deskUrl()));
}

/** Forgets who signed in, here and at the sign-in page. */
export function signOut(): void {
  if (!settings) return;
  tokens = null;
  sessionStorage.removeItem(SIGNED_IN);
  location.assign(logoutAddress(settings, deskUrl()));
}

/** What signs a call; null where the cookie does. Throws DeskError (401) where the sign-in has ended. */
export async function bearer(): Promise<string | null> {
  if (!settings) return null;
  if (tokens?.refreshToken && tokens.expiresAt - Date.now() < MARGIN_MS) {
    // Views load several things at once; a token is renewed once.
    renewal ??= renew(settings, tokens.refreshToken).finally(() => {
      renewal = null;
    });
    await renewal.catch((error: unknown) => {
      // A sign-in page that is away for a moment stops nobody whose token still holds.
      if (!tokens || tokens.expiresAt <= Date.now()) throw error;
    });
  }
  if (!tokens || tokens.expiresAt <= Date.now()) throw endSession();
  return `Bearer ${tokens.idToken}`;
}

/** Ends the sign-in that a call was refused with, and says so to the views. */
export function endSession(): DeskError {
  tokens = null;
  sessionStorage.removeItem(SIGNED_IN);
  hasEnded = true;
  for (const tell of watchers) tell();
  return new DeskError(401, ENDED);
}

/** Whether somebody was signed in and is no more. */
export function useHasEnded(): boolean {
  const [, setCount] = useState(0);
  useEffect(() => {
    const tell = () => setCount((before) => before + 1);
    watchers.add(tell);
    // It may have ended between the drawing and now.
    if (hasEnded) tell();
    return () => void watchers.delete(tell);
  }, []);
  return hasEnded;
}

/** Null where the server has none: it is opened by its key. */
async function loadSettings(): Promise<SignInSettings | null> {
  const response = await fetch('/curate/sign-in.json').catch(unreachable('The server cannot be reached. Is it still running?'));
  if (response.status === 404) return null;
  if (!response.ok) throw new DeskError(response.status, `How to sign in could not be read: the server answered ${response.status}.`);
  try {
    return parseSettings(await response.json());
  } catch (cause) {
    throw new DeskError(response.status, `How to sign in could not be read: ${(cause as Error).message}`, { cause });
  }
}

async function renew(where: SignInSettings, refreshToken: string): Promise<void> {
  if (await fetchTokens(where, refreshForm(where, refreshToken), refreshToken)) throw endSession();
}

/** Asks for tokens and keeps them; the reason where none were given. Throws DeskError (0) where the sign-in page cannot be reached. */
async function fetchTokens(where: SignInSettings, form: URLSearchParams, refreshToken: string | null): Promise<string | null> {
  const failed = unreachable('The sign-in page cannot be reached. Try again.');
  const response = await fetch(where.tokenUrl, { method: 'POST', body: form }).catch(failed);
  if (response.status >= 500) failed(new Error(`the token endpoint answered ${response.status}`));
  const answer: unknown = await response.json().catch(() => null);
  const given = response.ok ? tokensOf(answer, Date.now(), refreshToken) : null;
  if (!given) {
    const { error } = (answer ?? {}) as { error?: unknown };
    return typeof error === 'string' ? error : `answer ${response.status}`;
  }
  tokens = given;
  sessionStorage.setItem(SIGNED_IN, JSON.stringify({ ...given, refreshToken: null }));
  return null;
}

/** The code is out of the address before anything else is loaded, and the view is the one that was left. */
function leaveSignIn(begun: BegunSignIn | null): void {
  sessionStorage.removeItem(BEGUN);
  history.replaceState(null, '', location.pathname + (begun?.place ?? location.hash));
}

function stored<T>(place: string): T | null {
  const written = sessionStorage.getItem(place);
  return written === null ? null : (JSON.parse(written) as T);
}

function unreachable(message: string) {
  return (cause: unknown): never => {
    throw new DeskError(0, message, { cause });
  };
}

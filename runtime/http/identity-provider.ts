import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';

/** Identity providers stay well below; cookies and proxies stop at this size too. */
export const MAX_JWT_CHARACTERS = 8_192;
/** A subject is an id; a longer one is something else. */
const MAX_SUBJECT_CHARACTERS = 255;
/** Public keys only: with a shared secret, or none, whoever checks a token could also have made it. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Clocks of two companies differ by seconds. */
const CLOCK_SKEW_SECONDS = 30;
const KEYS_TIMEOUT_MS = 3_000;
const KEYS_MAX_AGE_MS = 10 * 60_000;
/** A key that is not known makes us look for new ones, at most this often: anybody can name a key that does not exist. */
const KEYS_COOLDOWN_MS = 10_000;
/** A dozen keys with their certificates. */
const MAX_KEYS_BYTES = 256 * 1024;

export type IdentitySettings = { readonly issuer: string; readonly audience: string; readonly jwksUrl: string };

export interface IdentityProvider {
  /** Who the token speaks for. Throws NotAllowed with the one reason against it, UpstreamFailed where the provider's keys cannot be had. */
  subjectOf(jwt: string): Promise<string>;
}

/** Checks tokens of a configured provider against the keys that it publishes. */
export function identityProvider(settings: IdentitySettings, clock: Clock, cooldownMs = KEYS_COOLDOWN_MS): IdentityProvider {
  const { issuer, audience, jwksUrl } = settings;
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: cooldownMs,
    [customFetch]: fetchKeys,
  });
  return {
    async subjectOf(jwt) {
      try {
        const { payload } = await jwtVerify(jwt, keys, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_SKEW_SECONDS,
          currentDate: clock.now(),
          requiredClaims: ['exp', 'sub'],
        });
        const { sub = '' } = payload;
        if (sub.trim() && sub.length <= MAX_SUBJECT_CHARACTERS) return sub;
      } catch (error) {
        throw refusalOf(error, jwksUrl);
      }
      throw refused(`its \`sub\` must have 1 to ${MAX_SUBJECT_CHARACTERS} characters`);
    },
  };
}

function refusalOf(error: unknown, jwksUrl: string): Error {
  if (error instanceof errors.JWTExpired) return refused('it has expired');
  if (error instanceof errors.JWTClaimValidationFailed) return refused(reasonOf(error.claim, error.reason));
  if (error instanceof errors.JOSEAlgNotAllowed) return refused('its algorithm is not one with a public key');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refused('its key is not among those that the identity provider publishes');
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused('its signature does not fit');
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return refused('it is no signed JWT');
  if (error instanceof errors.JOSENotSupported) return refused('it asks for something that is not supported');
  return new UpstreamFailed(`the keys of the identity provider at ${jwksUrl} cannot be read; check \`identity.jwksUrl\``, { cause: error });
}

function reasonOf(claim: string, reason: string): string {
  if (reason === 'missing') return `it has no \`${claim}\``;
  return claim === 'nbf' ? 'it is not valid yet' : `its \`${claim}\` is not the one that this server trusts`;
}

function refused(why: string): NotAllowed {
  return new NotAllowed(`the token in \`jwt\` is refused: ${why}; sign in again, or start the session without it`);
}

/** The keys, of a bounded size and from that address alone: whoever could redirect us could sign for everybody. */
async function fetchKeys(
  url: string,
  options: { headers: Headers; method: 'GET'; redirect: 'manual'; signal: AbortSignal },
): Promise<Response> {
  const response = await fetch(url, options);
  let bytes = 0;
  const parts: Uint8Array[] = [];
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MAX_KEYS_BYTES) throw new Error(`over ${MAX_KEYS_BYTES} bytes`);
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status: response.status, headers: response.headers });
}

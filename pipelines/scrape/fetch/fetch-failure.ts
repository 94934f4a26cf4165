import { LimitReached, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';

/** Says in plain words why an address could not be read; what is said already stays. */
export function fetchFailure(error: unknown, url: string, origin: string, timedOutMs: number | null): Error {
  if (error instanceof NotAllowed) return privateAddress(origin);
  if (error instanceof LimitReached || error instanceof UpstreamFailed) return error;
  if (timedOutMs !== null) return new UpstreamFailed(`${url} did not answer in full within ${timedOutMs / 1_000} s`, { cause: error });
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = FAILURES[code] ?? FAMILIES.find(([pattern]) => pattern.test(code))?.[1] ?? (code || message);
  return new UpstreamFailed(`${url} cannot be read: ${why}`, { cause: error });
}

export function privateAddress(origin: string): NotAllowed {
  return new NotAllowed(`${origin} is a private or local address; start there with --allow-private to read it`);
}

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection cut',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be resolved right now',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  HPE_HEADER_OVERFLOW: 'its headers are too long',
  Z_BUF_ERROR: 'its compressed body is cut off',
};

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^HPE_/, 'its answer is no HTTP'],
  [/^(?:Z_|ERR__?ZSTD|ERR_?_?BROTLI|ZSTD_)/, 'its compressed body is broken'],
  [/^(?:ERR_SSL_|EPROTO)/, 'no secure connection can be made'],
];

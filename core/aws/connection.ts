/** Which AWS the adapters speak to. */
export type AwsConnection = {
  /** Left out: what the environment and the profile say. */
  readonly region?: string | undefined;
  /** A stand-in of the services, and what to sign for it with. */
  readonly endpoint?: { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Silence on the line after which an attempt has failed. Shorter in tests. */
  readonly silenceMs?: number;
  /** Fewer in tests. */
  readonly maxAttempts?: number;
};

/** What answers at all answers within a second or two; an upload or download moves all the time. */
const SILENCE_MS = 20_000;
const CONNECT_MS = 5_000;
/** The SDK waits longer each time, with jitter. */
const MAX_ATTEMPTS = 4;

/** How each client of the SDK is made: over HTTP/1.1, with a limit on silence, which the SDK itself does not have. */
export async function clientSettings({ region, endpoint, silenceMs, maxAttempts }: AwsConnection) {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  return {
    maxAttempts: maxAttempts ?? MAX_ATTEMPTS,
    requestHandler: new NodeHttpHandler({ connectionTimeout: CONNECT_MS, socketTimeout: silenceMs ?? SILENCE_MS }),
    ...(region ? { region } : {}),
    ...(endpoint
      ? { endpoint: endpoint.url, credentials: { accessKeyId: endpoint.accessKeyId, secretAccessKey: endpoint.secretAccessKey } }
      : {}),
  };
}

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
/** A model thinks before it writes, and an agent looks things up. */
const STREAM_SILENCE_MS = 30_000;
/** Whoever reads a stream gives up first, and knows why. */
const SPARE_MS = 2_000;
const CONNECT_MS = 5_000;
/** The SDK waits longer each time, with jitter. */
const MAX_ATTEMPTS = 4;

/** A stream holds its line until the answer is whole; the SDK's own limit of 50 would let the next visitors wait. */
const MAX_STREAMS = 1_000;

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

/**
 * How a client of streams is made: its calls are repeated by who reads them, up to the first event. Over HTTP/1.1, since the SDK's own HTTP/2
 * takes a connection that is cut in the middle for the end of the answer.
 */
export async function streamSettings(connection: AwsConnection) {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const silenceMs = (connection.silenceMs ?? STREAM_SILENCE_MS) + SPARE_MS;
  const agent = { keepAlive: true, maxSockets: MAX_STREAMS };
  return {
    ...(await clientSettings({ ...connection, maxAttempts: 1 })),
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECT_MS,
      requestTimeout: silenceMs,
      throwOnRequestTimeout: true,
      socketTimeout: silenceMs,
      httpAgent: agent,
      httpsAgent: agent,
    }),
  };
}

import type { Writable } from 'node:stream';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Status and headers as Lambda wants them: each cookie by itself. */
export type ResultHead = Required<Pick<APIGatewayProxyStructuredResultV2, 'statusCode' | 'cookies'>> & {
  readonly headers: Record<string, string>;
};

export function headOf(response: Response): ResultHead {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  return { statusCode: response.status, headers, cookies: response.headers.getSetCookie() };
}

/** A whole response. What is no text goes as base64. */
export async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = /^(?:text\/|application\/(?:json|javascript|xml)|image\/svg)|^$/.test(response.headers.get('content-type') ?? '');
  return { ...headOf(response), body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/**
 * Writes a body as it comes, at the pace of the line. A line that broke does not end the answer: it is read on, so that the turn is stored
 * for the visitor who comes back. Resolves when the body has ended.
 */
export async function writeBody(body: ReadableStream<Uint8Array> | null, stream: Writable): Promise<void> {
  let isOpen = true;
  const broken = new Promise<void>((resolve) => {
    const close = () => {
      isOpen = false;
      resolve();
    };
    stream.once('error', close).once('close', close);
  });
  for await (const chunk of body ?? []) {
    if (!isOpen || stream.write(chunk)) continue;
    await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), broken]);
  }
  if (isOpen) await new Promise<void>((resolve) => stream.end(() => resolve()));
}

import type { Writable } from 'node:stream';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { CorrelatedLog } from '#core/ports/log.ts';
import type { Secrets } from '#core/ports/secrets.ts';
import type { ThreadwellApp } from '../http/app.ts';
import { headerOf, ORIGIN_HEADER, toBindings, toRequest, visitedOrigin } from './http-event.ts';
import { headOf, type ResultHead, toResult, writeBody } from './http-result.ts';
import { isThroughCloudFront } from './origin-check.ts';

/** Time to tell the visitor, store the turn and end before Lambda stops the function. */
const RESERVE_MS = 3_000;

/** What an HTTP function answers from, made once for all requests of its environment. */
export type HttpService = {
  readonly app: Pick<ThreadwellApp, 'fetch'>;
  readonly secrets: Secrets;
  readonly log: Pick<CorrelatedLog, 'correlate' | 'error'>;
  /** What visitors see in the address line: `https://help.example.com`. Null: CloudFront tells it with each request. */
  readonly publicOrigin: string | null;
};

/** The handler of a function behind an HTTP API: a whole request, a whole response. */
export function bufferedHttp(open: () => HttpService) {
  return async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> =>
    toResult(await answer(event, context, open()));
}

/** The handler of a function URL that streams. `begin` begins a response with its status and headers on the stream that Lambda gives. */
export function streamedHttp(open: () => HttpService, begin: (stream: Writable, head: ResultHead) => Writable) {
  return async (event: APIGatewayProxyEventV2, stream: Writable, context: Context): Promise<void> => {
    const response = await answer(event, context, open());
    await writeBody(response.body, begin(stream, headOf(response)));
  };
}

/** Never throws: a failure of ours is an answer without a reason, and the reason is in the log. */
async function answer(event: APIGatewayProxyEventV2, context: Context, service: HttpService): Promise<Response> {
  const { app, log, secrets, publicOrigin } = service;
  log.correlate({ requestId: context.awsRequestId, correlationId: headerOf(event, 'x-amz-cf-id') });
  try {
    if (!(await isThroughCloudFront(headerOf(event, ORIGIN_HEADER), secrets)))
      return problem(403, 'forbidden', 'this address is not open; use the public one');
    const withinMs = Math.max(1, context.getRemainingTimeInMillis() - RESERVE_MS);
    return await app.fetch(toRequest(event, publicOrigin ?? visitedOrigin(event)), toBindings(event, withinMs));
  } catch (error) {
    log.error('request failed before it reached the app', {}, error);
    return problem(500, 'internal', 'something went wrong on our side; try again later');
  }
}

function problem(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { 'cache-control': 'no-store' } });
}

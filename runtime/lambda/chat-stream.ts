import type { Writable } from 'node:stream';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { streamedHttp } from './lambda-shell.ts';
import { openApp, openedOnce, openService } from './open-service.ts';

const run = openedOnce(() => {
  const service = openService('chat-stream');
  return streamedHttp({ ...service.platform, app: openApp(service) }, (stream, head) => awslambda.HttpResponseStream.from(stream, head));
});

async function streamed(event: APIGatewayProxyEventV2, stream: Writable, context: Context): Promise<void> {
  await run()(event, stream, context);
}

/** Lambda's own Node gives a stream to what is wrapped so; packages of AWS leave an empty `awslambda` elsewhere. */
const isLambda = 'awslambda' in globalThis && typeof awslambda.streamifyResponse === 'function';

/** `POST /chat/stream` behind the function URL. Outside Lambda it takes any stream. */
export const handler = isLambda ? awslambda.streamifyResponse(streamed) : streamed;

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

/** `POST /chat/stream` behind the function URL, word by word. Outside Lambda's own Node nothing streams by itself: any stream can be given. */
export const handler = 'awslambda' in globalThis ? awslambda.streamifyResponse(streamed) : streamed;

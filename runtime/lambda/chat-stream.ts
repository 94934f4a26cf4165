import { functionApp } from './deployed-app.ts';
import { streamedHttp } from './lambda-shell.ts';

/** Behind the function URL: `POST /chat/stream`. `awslambda` is there in Lambda's own runtime only. */
export const handler = awslambda.streamifyResponse(
  streamedHttp(functionApp('chat-stream'), (stream, head) => awslambda.HttpResponseStream.from(stream, head)),
);

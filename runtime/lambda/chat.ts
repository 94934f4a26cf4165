import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { bufferedHttp } from './lambda-shell.ts';
import { openApp, openedOnce, openService } from './open-service.ts';

const run = openedOnce(() => {
  const service = openService('chat');
  return bufferedHttp({ ...service.platform, app: openApp(service) });
});

/** Every JSON route, the buffered chat among them, behind the HTTP API. */
export async function handler(event: APIGatewayProxyEventV2, context: Context) {
  return await run()(event, context);
}

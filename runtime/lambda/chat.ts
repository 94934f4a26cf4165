import { functionApp } from './deployed-app.ts';
import { bufferedHttp } from './lambda-shell.ts';

/** Behind the HTTP API: every route that answers at once. */
export const handler = bufferedHttp(functionApp('chat'));

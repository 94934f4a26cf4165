import { OpenAPIHono } from '@hono/zod-openapi';
import { turnAnswerer } from '../chat/answer-turn.ts';
import { STAND_IN_PATH } from '../stand-ins/zendesk-answers.ts';
import type { AppOptions, Asset } from './app-options.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { curatorRoutes } from './curator-routes.ts';
import { checkBody, checkHost, checkOrigin, securityHeaders } from './guards.ts';
import { intakeRoutes } from './intake-routes.ts';
import { openApiRoute } from './openapi-document.ts';
import { SITE_POLICY } from './page.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { publicRoutes } from './public-routes.ts';
import type { App, Env } from './route.ts';
import { uploadRoute } from './upload-route.ts';
import { visitorRoutes } from './visitor-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { workflowRoutes } from './workflow-routes.ts';

/** The app, and how to let go of it. */
export type ThreadwellApp = App & {
  /** Stops the answers that are being written; each is stored as far as it came. */
  close(): Promise<void>;
};

/** Everything that is served over HTTP, as one function from a request to a response. Nothing here knows where it runs. */
export function createApp(options: AppOptions): ThreadwellApp {
  const { ports } = options;
  const app: App = new OpenAPIHono<Env>();
  const answerer = turnAnswerer(options.assistant, ports, options.desertedMs);

  app.onError((error, c) => problemResponse(error, c, ports.log));
  app.use(securityHeaders, checkHost, checkOrigin(options.allowedOrigins));
  if (options.zendeskStandIn) {
    // Before the guards of the body: another company's service has limits of its own.
    app.mount(STAND_IN_PATH, options.zendeskStandIn.api.fetch);
    app.route('/desk', options.zendeskStandIn.desk);
  }
  uploadRoute(app, options);
  app.use(...checkBody);

  visitorRoutes(app, options, answerer);
  intakeRoutes(app, options);
  curatorRoutes(app, options);
  conversationRoutes(app, options);
  workflowRoutes(app, options);
  if (options.zendeskWebhook) webhookRoutes(app, options.zendeskWebhook);
  publicRoutes(app, options);
  openApiRoute(app, options.version);
  app.get('*', async (c) => {
    const asset = await options.assets(c.req.path);
    if (!asset) throw new HttpProblem(404, 'not_found', 'there is nothing at this address');
    return assetResponse(asset);
  });
  app.notFound((c) => problemResponse(new HttpProblem(404, 'not_found', 'there is nothing at this address'), c, ports.log));

  return Object.assign(app, { close: () => answerer.close() });
}

function assetResponse(asset: Asset): Response {
  const headers = new Headers({ 'content-type': asset.type, 'cache-control': 'no-cache' });
  if (asset.location !== undefined) headers.set('location', asset.location);
  if (asset.type.startsWith('text/html')) headers.set('content-security-policy', SITE_POLICY);
  const body = typeof asset.body === 'string' ? asset.body : new Uint8Array(asset.body);
  return new Response(body, { status: asset.status ?? 200, headers });
}

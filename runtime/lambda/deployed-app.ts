import { openFunctionPorts } from '#core/aws-ingest-ports.ts';
import type { AwsPlatform } from '#core/aws-platform.ts';
import type { Config } from '#core/config.ts';
import { answerCostOf } from '../cli/assistant.ts';
import { createApp } from '../http/app.ts';
import type { Readiness } from '../http/app-options.ts';
import { identityProvider } from '../http/identity-provider.ts';
import { deployedAssistant } from './deployed-assistant.ts';
import { deployedRefresh } from './deployed-refresh.ts';
import { deployedRollback } from './deployed-rollback.ts';
import type { HttpService } from './lambda-shell.ts';
import { functionPlatform, once } from './open-platform.ts';

/** The same app that the local server serves, on AWS: pages and scripts come from a bucket, and curators sign in. */
function deployedApp({ platform, config }: { readonly platform: AwsPlatform; readonly config: Config }): HttpService {
  const { site, machine, secrets, log, clock, webhook } = platform;
  const app = createApp({
    ports: platform,
    assistant: deployedAssistant(config, platform),
    answerCost: answerCostOf(config),
    refresh: deployedRefresh(machine),
    environment: site.environment,
    version: process.env.THREADWELL_VERSION ?? 'source',
    rollback: deployedRollback(
      machine,
      once(() => openFunctionPorts(process.env, platform.log)),
    ),
    brand: config.brand,
    allowedOrigins: config.origins,
    identity: config.identity && identityProvider(config.identity, platform.clock),
    ticketFields: config.tickets.fields,
    articlesBaseUrl: config.articlesBaseUrl,
    assets: () => null,
    curatorKey: null,
    uploadPlaces: platform.uploadPlaces,
    zendeskWebhook: { ...webhook, clock, secrets },
    readiness: async (): Promise<Readiness> =>
      (await platform.serving.current()) ? { status: 'ready' } : { status: 'preparing', step: 'the first refresh has not ended' },
  });
  return { app, secrets, log, publicOrigin: site.origin };
}

/** Opened by the first request of the function. */
export function functionApp(service: string): () => HttpService {
  const open = functionPlatform(service);
  return once(() => deployedApp(open()));
}

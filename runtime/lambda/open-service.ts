import path from 'node:path';
import { type AwsPlatform, openAwsPlatform } from '#core/aws-platform.ts';
import { type Config, loadConfig } from '#core/config.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { DESERTED_PAID_MS } from '../chat/running-turn.ts';
import { configuredAssistant } from '../cli/assistant.ts';
import { createApp, type ThreadwellApp } from '../http/app.ts';
import { identityProvider } from '../http/identity-provider.ts';

/** What a function answers from, opened by its first call and kept for all others of its environment. */
export type Service = { readonly config: Config; readonly platform: AwsPlatform; readonly assistant: Assistant };

/** Opens once. What is wrong with the environment is told in the log of the first call, and of each after it. */
export function openedOnce<T>(open: () => T): () => T {
  let opened: { readonly value: T } | undefined;
  return () => {
    opened ??= { value: open() };
    return opened.value;
  };
}

/** The configuration travels beside the bundle: a change of it is a deployment. */
export function openService(name: string): Service {
  const file = process.env.THREADWELL_CONFIG || path.join(import.meta.dirname, 'threadwell.config.json');
  const config = loadConfig(file);
  const platform = openAwsPlatform({ config, stack: process.env.THREADWELL_STACK, name });
  return { config, platform, assistant: configuredAssistant(config, platform) };
}

/** The app that the local server runs, on the stack: static pages come from CloudFront, curators sign in there. */
export function openApp({ config, platform, assistant }: Service): ThreadwellApp {
  return createApp({
    ports: platform,
    assistant,
    desertedMs: DESERTED_PAID_MS,
    refresh: platform.refresh,
    environment: platform.environment,
    version: process.env.THREADWELL_VERSION || 'unknown',
    brand: config.brand,
    allowedOrigins: [platform.publicOrigin, ...config.origins],
    identity: config.identity && identityProvider(config.identity, platform.clock),
    ticketFields: config.tickets.fields,
    articlesBaseUrl: config.articlesBaseUrl,
    assets: () => null,
    curatorKey: null,
    readiness: async () => ((await platform.serving.current()) ? { status: 'ready' } : { status: 'preparing', step: 'first refresh' }),
  });
}

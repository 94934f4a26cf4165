import path from 'node:path';
import { isExpected, UpstreamFailed } from '#core/domain/errors.ts';
import { type LocalService, serveLocal } from '../local.ts';
import type { CommandContext } from './context.ts';
import { inChild, type PipelineStep } from './in-child.ts';

export type Started = { readonly service: LocalService; readonly text: string };

/**
 * Everything on one machine: serves, crawls the configured sites, distils the mailboxes, ingests, and says where to go. What serves from
 * an earlier start goes on serving meanwhile. A site that cannot be read stops a first start; later it is told and the last good articles
 * stay. `say` gets lines for people as they come.
 */
export async function start(context: CommandContext, port: number, say: (line: string) => void): Promise<Started> {
  const service = await serveLocal(context, port);
  try {
    await fillKnowledgeBase(service, context, say);
    return { service, text: await whereToGo(service, context) };
  } catch (error) {
    await service.close();
    throw error;
  }
}

async function fillKnowledgeBase(service: LocalService, context: CommandContext, say: (line: string) => void): Promise<void> {
  const { config, platform } = service;
  const hasEarlier = (await platform.serving.current()) !== null;
  const tolerate = async (step: PipelineStep) => {
    service.preparing(step);
    try {
      const result = await inChild(step, { ...context, config });
      if (!result.ok) throw new UpstreamFailed(result.text);
    } catch (error) {
      if (!hasEarlier || !isExpected(error)) throw error;
      say(`${step} failed, the last good knowledge stays: ${error.message}`);
    }
  };
  if (config.sites.length) await tolerate('scrape');
  if (config.mail.mailboxes.length) await tolerate('distill');
  if (config.sites.length || (await platform.files.readText('curated_articles.csv'))) await tolerate('ingest');
}

async function whereToGo(service: LocalService, context: CommandContext): Promise<string> {
  const { config, origin, platform } = service;
  const drafts = (await platform.drafts.list('proposed')).length;
  const serving = await platform.serving.current();
  const knowledge = serving ? `${serving.articles} articles, version ${serving.version}` : 'no articles yet: approve drafts, then publish';
  return [
    '',
    `  Chat    ${origin}   (${knowledge})`,
    `  Curate  ${service.curateUrl}   (${drafts} ${drafts === 1 ? 'draft waits' : 'drafts wait'})`,
    `  Desk    ${origin}/desk   (tickets that the chat files)`,
    ...(config.brand.suggestions.length ? ['', 'Try:', ...config.brand.suggestions.slice(0, 3).map((question) => `  ${question}`)] : []),
    '',
    `State is in ${path.relative(process.cwd(), context.dataDir) || '.'}; Ctrl+C stops.`,
  ].join('\n');
}

/**
 * Resolves on the first SIGINT or SIGTERM. The listeners stay: a package of the crawler ends the process at once when it finds itself
 * the only one that listens.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve());
  });
}

import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#core/config.ts';
import { Conflict } from '#core/domain/errors.ts';
import { type OpenPlatform, openPlatform } from '#core/platform.ts';
import { noProgress } from '#core/ports/progress.ts';
import type { DistillReport } from '../pipelines/email-distill/distill.ts';
import { DESERTED_MS, DESERTED_PAID_MS } from './chat/running-turn.ts';
import { answerCostOf, configuredAssistant } from './cli/assistant.ts';
import { type CommandContext, PRODUCT_VERSION } from './cli/context.ts';
import { localAssets } from './cli/local-assets.ts';
import { localRefresh } from './cli/local-refresh.ts';
import { moveToOwnAddress, ownAddress, servedAt, WRITTEN_ORIGIN } from './cli/own-address.ts';
import { aloneInCsv, distillPaths } from './cli/pipeline-commands.ts';
import { secretFile } from './cli/secret-file.ts';
import { createApp } from './http/app.ts';
import type { Readiness } from './http/app-options.ts';
import { identityProvider } from './http/identity-provider.ts';
import { serveLocally } from './http/node-shell.ts';
import { zendeskStandIn } from './stand-ins/zendesk.ts';
import { keepFiling } from './tickets/file-due-tickets.ts';
import { keepWorkingOff } from './tickets/webhook/work-off-events.ts';
import { triagePorts } from './triage/compose-triage.ts';
import type { Analyse } from './triage/triage-ports.ts';
import { keepTriaging } from './triage/work-off-requests.ts';
import { driveWorkflows } from './workflow/drive-workflows.ts';

export type LocalService = {
  readonly origin: string;
  readonly config: Config;
  readonly platform: OpenPlatform;
  /** Opens /curate for its owner: the address with the key. */
  readonly curateUrl: string;
  /** Told by /health until a version serves. */
  preparing(step: string): void;
  /** Ends open requests and lets go of the database, within 2 s. */
  close(): Promise<void>;
};

/** A ticket, an event, a request or a step of a workflow that is at work when we close; what does not end by then is done by the next start. */
const LAST_WORK_MS = 500;

/**
 * Composes the whole product on one machine and serves it. It listens before anything is built, so that a busy port is told at once and
 * the sample site can be crawled from this very server. Throws InvalidInput for a busy port or an unusable configuration, Conflict while
 * another server has the data folder. `analyse` reads support requests
 * in place of the configured analysis.
 */
export async function serveLocal(context: CommandContext, port: number, analyse?: Analyse): Promise<LocalService> {
  const origin = `http://localhost:${port}`;
  const config = servedAt(context.config, origin);
  const deskToken = secretFile(context.dataDir, 'desk.token');
  const webhookSecret = secretFile(context.dataDir, 'webhook.secret');
  const curatorKey = secretFile(context.dataDir, 'curator.key');
  const platform = openPlatform({
    ...context,
    config,
    terminal: process.stderr,
    onError: (line) => process.stderr.write(`threadwell: ${line}\n`),
    standInDesk: { baseUrl: `http://127.0.0.1:${port}/stand-ins/zendesk`, apiToken: deskToken, webhookSecret },
  });
  // A second server on the folder would move every article to its own address, under the feet of the first.
  const release = platform.hold('start');
  let step = 'starting';
  try {
    if (!release) throw new Conflict(await servedAlready(context.dataDir, platform));
    const assistant = configuredAssistant(config, platform);
    const { refresh, rollback } = localRefresh(config, platform);
    const { articlesBaseUrl } = config;
    const { events, replays, secrets } = platform.webhook;
    const app = createApp({
      ports: platform,
      assistant,
      answerCost: answerCostOf(config),
      desertedMs: config.assistant.name === 'embedded' ? DESERTED_MS : DESERTED_PAID_MS,
      refresh,
      rollback,
      environment: 'local',
      version: PRODUCT_VERSION,
      brand: config.brand,
      allowedOrigins: config.origins,
      identity: config.identity && identityProvider(config.identity, platform.clock),
      ticketFields: config.tickets.fields,
      articlesBaseUrl,
      assets: await localAssets(config, { written: WRITTEN_ORIGIN, served: origin }),
      curatorKey,
      curatorName: userInfo().username,
      readiness: async (): Promise<Readiness> => ((await platform.serving.current()) ? { status: 'ready' } : { status: 'preparing', step }),
      zendeskStandIn: config.tickets.zendesk
        ? undefined
        : zendeskStandIn({
            database: platform.database,
            clock: platform.clock,
            email: config.brand.fallbackEmail,
            apiToken: deskToken,
            requestsPerMinute: 700,
            webhook: { url: `http://127.0.0.1:${port}/webhooks/zendesk`, secret: webhookSecret },
            ports: platform,
          }),
      zendeskWebhook: secrets ? { clock: platform.clock, events, replays, secrets } : undefined,
    });
    const server = await serveLocally(app, { port });
    // Only now is the address ours.
    await aloneInCsv(platform, () => moveToOwnAddress(origin, platform));
    const stopFiling = keepFiling(platform);
    const workflows = await driveWorkflows({ ...platform, assistant, refresh, articlesBaseUrl }, platform.driveRuns);
    const distil = async (file: string) => {
      const { report } = await distillPaths(config, { ...platform, progress: noProgress }, [path.join(context.dataDir, file)]);
      const { titles, refused } = report as DistillReport;
      return { titles: titles.map(({ title }) => title), refused };
    };
    const stopWorking = keepWorkingOff({ ...platform, events, solvedTickets: { distil } });
    const triage = triagePorts(config, platform, assistant);
    const stopTriaging = keepTriaging({ ...platform, ...triage, ...(analyse && { analyse }) });
    return {
      origin,
      config,
      platform,
      curateUrl: `${origin}/curate#key=${curatorKey}`,
      preparing: (next) => {
        step = next;
      },
      close: async () => {
        await Promise.race([Promise.all([stopFiling(), stopWorking(), stopTriaging(), workflows.close()]), sleep(LAST_WORK_MS)]);
        await server.close();
        release();
        platform.close();
      },
    };
  } catch (error) {
    release?.();
    platform.close();
    throw error;
  }
}

async function servedAlready(dataDir: string, { files }: OpenPlatform): Promise<string> {
  return `data folder ${dataDir} is served already at ${await ownAddress(files)}; stop that one, or name another folder with --data`;
}

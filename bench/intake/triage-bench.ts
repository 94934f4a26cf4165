import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfig } from '#core/config.ts';
import type { Triage } from '#core/domain/triage.ts';
import { openPlatform } from '#core/platform.ts';
import { workOffRequests } from '../../runtime/triage/work-off-requests.ts';
import type { BenchResult } from '../bench.ts';
import { formatTable } from '../print-table.ts';

const REQUESTS = 1_000;
const DESK_PROCESS = path.join(import.meta.dirname, 'fixtures/desk-process.ts');
const DESK = { email: 'help@ferrywork.example', apiToken: 'desk-token' };
/** What every request is read as: reading has its own figures. */
const READ: Triage = {
  urgency: 'normal',
  category: 'delivery',
  fields: {},
  product: 'connector',
  language: 'en',
  sentiment: 'neutral',
  summary: 'No logs arrive since Monday',
  escalation: null,
  draft: null,
  similar: [],
  expert: null,
  by: 'bench',
};

/** 1,000 queued requests, from the queue to a ticket with its note, a notice and the end, before a desk in a process of its own. */
export async function triageThroughput(): Promise<BenchResult> {
  const load = loadavg()[0]!;
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-bench-'));
  const desk = spawn(process.execPath, [DESK_PROCESS, path.join(folder, 'desk'), DESK.email, DESK.apiToken], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(desk.stdout, 'data')) as [Buffer];
  const origin = said.toString().trim();
  const platform = openPlatform({
    config: parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: DESK.email } }, folder),
    environment: { platform: 'local', dataDir: folder, zendeskApiToken: undefined },
    dataDir: folder,
    standInDesk: { baseUrl: `${origin}/stand-ins/zendesk`, apiToken: DESK.apiToken },
  });
  try {
    await queueRequests(platform);
    const started = performance.now();
    const { done } = await workOffRequests({ ...platform, analyse: async () => READ, settings: { ownEmail: DESK.email } });
    const seconds = (performance.now() - started) / 1_000;
    const { requests: calls, tickets } = (await (await fetch(`${origin}/count`)).json()) as { requests: number; tickets: number };
    const measured = { requests: REQUESTS, done, tickets, perSecond: Math.round(done / seconds), callsPerRequest: calls / REQUESTS, load };
    return { text: format(measured), json: measured };
  } finally {
    platform.close();
    desk.kill();
    await once(desk, 'exit');
    rmSync(folder, { recursive: true });
  }
}

async function queueRequests({ supportRequests, queue, clock }: ReturnType<typeof openPlatform>): Promise<void> {
  for (let n = 0; n < REQUESTS; n += 1) {
    const id = `bench-${n}`;
    await supportRequests.create({
      id,
      submitter: { kind: 'key', id: 'bench' },
      customerId: 'bench',
      email: `visitor-${n}@acme.example`,
      content: `Request ${n}: no logs arrive since Monday.`,
      attachments: [],
      state: 'queued',
      createdAt: clock.now().toISOString(),
    });
    await queue.send(JSON.stringify({ id }));
  }
}

function format(measured: Readonly<Record<'requests' | 'done' | 'tickets' | 'perSecond' | 'callsPerRequest' | 'load', number>>): string {
  const { requests, done, tickets, perSecond, callsPerRequest, load } = measured;
  const row = [String(requests), String(done), String(tickets), String(perSecond), callsPerRequest.toFixed(1), load.toFixed(1)];
  const table = formatTable(['requests', 'done', 'tickets', 'a second', 'desk calls each', 'load'], [row]);
  return [`Triage: ${requests} queued requests, their reading not counted`, '', table].join('\n');
}

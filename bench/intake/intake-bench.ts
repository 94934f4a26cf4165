import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { loadavg } from 'node:os';
import path from 'node:path';
import { openDatabase } from '#core/local/database.ts';
import { randomIds } from '#core/local/system.ts';
import type { Bench } from '../bench.ts';
import { startThreadwell } from '../chat/servers.ts';
import { formatTable } from '../print-table.ts';
import { triageThroughput } from './triage-bench.ts';

const REQUESTS = 2_000;
const CONNECTIONS = 50;
/** The base has no part in it; the server only has to start. */
const ARTICLES = 100;

type Answer = { readonly status: number; readonly ms: number; readonly ticketId: string | undefined };

/** A service that sends 2,000 requests over 50 connections, each as soon as the one before is answered; then it is seen whether each is kept. */
export const intakeBench: Bench = {
  parts: {
    triage: triageThroughput,
    requests: async () => {
      const load = loadavg()[0]!;
      const server = await startThreadwell(ARTICLES);
      try {
        const limits = ['--per-minute', '100000', '--per-day', '1000000', '--data', server.dataDir, '--json'];
        const { key } = JSON.parse(
          execFileSync(path.resolve('bin/threadwell'), ['keys', 'create', 'bench', ...limits], { encoding: 'utf8' }),
        );
        const started = performance.now();
        const answers = await sendAll(`${server.origin}/support-request`, key);
        const seconds = (performance.now() - started) / 1_000;
        const measured = { load, ...resultOf(answers, keptIds(server.dataDir)), perSecond: Math.round(REQUESTS / seconds) };
        return { text: format(measured), json: measured };
      } finally {
        await server.close();
      }
    },
  },
};

async function sendAll(url: string, key: string): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const answers: Answer[] = [];
  let next = 0;
  const connection = async () => {
    while (next < REQUESTS) answers.push(await send(url, key, agent, `Request ${next++}: no logs arrive since Monday.`));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  return answers;
}

function send(url: string, key: string, agent: Agent, content: string): Promise<Answer> {
  const started = performance.now();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': randomIds.random() };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, async (response) => {
      const text = Buffer.concat(await Array.fromAsync(response as AsyncIterable<Buffer>)).toString();
      resolve({ status: response.statusCode ?? 0, ms: performance.now() - started, ticketId: JSON.parse(text).ticketId });
    });
    call.on('error', reject);
    call.end(JSON.stringify({ content, customerId: 'bench' }));
  });
}

/** Requests that wait in the queue, or that the server has begun to triage since. */
function keptIds(dataDir: string): Set<string> {
  const database = openDatabase(dataDir);
  const rows = database
    .prepare(
      `SELECT id FROM support_requests WHERE state NOT IN ('received', 'queued')
       UNION SELECT body ->> 'id' FROM queue_messages WHERE queue = 'support-requests'`,
    )
    .all();
  database.close();
  return new Set(rows.map(({ id }) => String(id)));
}

function resultOf(answers: readonly Answer[], queued: ReadonlySet<string>) {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    requests: answers.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    non2xx: answers.filter(({ status }) => status < 200 || status > 299).length,
    lost: answers.filter(({ ticketId }) => ticketId === undefined || !queued.has(ticketId)).length,
  };
}

function format(measured: ReturnType<typeof resultOf> & { readonly load: number; readonly perSecond: number }): string {
  const { requests, p50Ms, p95Ms, p99Ms, non2xx, lost, perSecond, load } = measured;
  const table = formatTable(
    ['requests', 'p50 / p95 / p99 ms', 'a second', 'non-2xx', 'lost', 'load'],
    [
      [
        String(requests),
        [p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(0)).join(' / '),
        String(perSecond),
        String(non2xx),
        String(lost),
        load.toFixed(1),
      ],
    ],
  );
  return [`Intake: ${requests} support requests over ${CONNECTIONS} connections`, '', table].join('\n');
}

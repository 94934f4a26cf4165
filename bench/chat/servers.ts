import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatArticles } from '#core/domain/article-csv.ts';
import { baseOf } from '../search/base.ts';

export type BenchServer = { readonly name: string; readonly origin: string; readonly pid: number | null; close(): Promise<void> };

/** Our server as a person starts it, on the samples among made articles: it crawls, distils and ingests first. */
export async function startThreadwell(articles: number): Promise<BenchServer & { readonly dataDir: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-bench-'));
  writeFileSync(path.join(folder, 'web_docs.csv'), formatArticles(baseOf(articles).filter(({ tags }) => tags.includes('source:docs'))));
  const port = await freePort();
  const child = spawn(path.resolve('bin/threadwell'), ['start', '--data', folder, '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await saidBy(child, /Ctrl\+C stops/);
  const remove = () => rmSync(folder, { recursive: true });
  const origin = `http://127.0.0.1:${port}`;
  return { name: 'threadwell', origin, dataDir: folder, pid: child.pid ?? null, close: () => end(child).then(remove) };
}

/** What the transport alone costs. */
export async function startEcho(): Promise<BenchServer> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'echo-server.ts')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [origin] = await saidBy(child, /http:\S+/);
  return { name: 'Hono, canned answer', origin: origin!, pid: child.pid ?? null, close: () => end(child) };
}

async function saidBy(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  let said = '';
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-2_000)}`)));
    const listen = (chunk: Buffer) => {
      said = (said + chunk).slice(-10_000);
      const found = wanted.exec(said);
      if (found) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

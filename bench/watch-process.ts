import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export type Watched = {
  readonly exitCode: number;
  readonly stdout: string;
  /** The last lines of it, for telling why a process failed. */
  readonly stderr: string;
  readonly wallMs: number;
  /** Most memory that the process and its children held together; null where there is no /proc. */
  readonly peakRssMb: number | null;
};

const SAMPLE_MS = 50;

/** Runs a command to its end and watches its memory. */
export async function watchProcess(command: string, args: readonly string[], cwd: string): Promise<Watched> {
  const start = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  let [stdout, stderr, peakKb] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2_000);
  });
  const sampler = setInterval(() => {
    if (child.pid !== undefined) peakKb = Math.max(peakKb, treeRssKb(child.pid));
  }, SAMPLE_MS);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return {
      exitCode: code ?? 1,
      stdout,
      stderr,
      wallMs: performance.now() - start,
      peakRssMb: peakKb === 0 ? null : Math.round(peakKb / 1024),
    };
  } finally {
    clearInterval(sampler);
  }
}

/**
 * A process alone is read by its high-water mark, which misses nothing between samples; children add what they hold at the moment.
 */
function treeRssKb(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return kilobytes(pid, 'VmHWM') + children.reduce((sum, child) => sum + descendantsKb(child), 0);
}

function descendantsKb(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return kilobytes(pid, 'VmRSS') + children.reduce((sum, child) => sum + descendantsKb(child), 0);
}

function kilobytes(pid: number, field: 'VmHWM' | 'VmRSS'): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** A process may end between two reads, and other systems have no /proc: nothing to read is then the answer. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

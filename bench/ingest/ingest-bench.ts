import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench } from '../bench.ts';
import { formatTable } from '../print-table.ts';
import { watchProcess } from '../watch-process.ts';
import { makeBase } from './make-base.ts';

const ROWS = 100_000;
const PROGRAM = path.resolve(import.meta.dirname, '../../bin/threadwell');

/** Both CSVs to the knowledge base: what the doctor takes for a large one, and whether it finds what was planted in it. */
export const ingestBench: Bench = {
  parts: {
    doctor: async ({ pages }) => {
      const json = await benchDoctor(pages);
      const { rows, megabytes, wallSeconds, peakRssMb, planted, found } = json;
      const cells = [rows, megabytes, wallSeconds.toFixed(1), peakRssMb ?? 'unknown', planted, found].map(String);
      return { text: `Doctor\n${formatTable(['rows', 'MB', 'seconds', 'peak MB', 'planted', 'found'], [cells])}`, json };
    },
    refresh: async ({ pages }) => {
      const json = await benchRefresh(pages);
      const cells = json.map(({ run, rows, megabytes, wallSeconds, peakRssMb }) =>
        [run, rows, megabytes, wallSeconds.toFixed(1), peakRssMb ?? 'unknown'].map(String),
      );
      return { text: `Refresh\n${formatTable(['run', 'rows', 'MB', 'seconds', 'peak MB'], cells)}`, json };
    },
  },
};

/** The whole of `ingest` into an empty base, and again with nothing changed; `make-base.ts` plants broken rows, which a reason leaves out. */
async function benchRefresh(rows = ROWS) {
  const folder = await mkdtemp(path.join(tmpdir(), 'threadwell-bench-'));
  try {
    const csv = path.join(folder, 'web_docs.csv');
    await makeBase(csv, rows);
    const megabytes = Math.round((await stat(csv)).size / 1_000_000);
    const results = [];
    for (const run of ['all new', 'unchanged']) {
      const ran = await watchProcess(PROGRAM, ['ingest', '--data', folder, '--json', '--force', 'broken rows are planted'], folder);
      if (ran.exitCode !== 0) throw new Error(`ingest ended with ${ran.exitCode}: ${ran.stderr}${ran.stdout}`);
      results.push({ run, rows, megabytes, wallSeconds: ran.wallMs / 1_000, peakRssMb: ran.peakRssMb });
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchDoctor(rows = ROWS) {
  const folder = await mkdtemp(path.join(tmpdir(), 'threadwell-bench-'));
  try {
    const csv = path.join(folder, 'web_docs.csv');
    const planted = await makeBase(csv, rows);
    const ran = await watchProcess(PROGRAM, ['doctor', '--kb', folder, '--data', path.join(folder, 'data'), '--json'], folder);
    if (!ran.stdout) throw new Error(`doctor ended with ${ran.exitCode}: ${ran.stderr}`);
    const { errors, warnings } = JSON.parse(ran.stdout) as { readonly errors: number; readonly warnings: number };
    const megabytes = Math.round((await stat(csv)).size / 1_000_000);
    return { rows, megabytes, wallSeconds: ran.wallMs / 1_000, peakRssMb: ran.peakRssMb, planted, found: errors + warnings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatTable } from '../print-table.ts';
import type { Bench } from '../run.ts';
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
  },
};

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

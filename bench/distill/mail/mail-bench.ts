import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { formatTable, median } from '../../print-table.ts';
import { type Watched, watchProcess } from '../../watch-process.ts';
import { type Archive, type ArchiveShape, makeMbox } from './make-mbox.ts';

/** 10,000 conversations of about 2 KB a message. */
const MAIL: ArchiveShape = { threads: 10_000, attachmentBytes: 0 };
/** The same with attachments: 1 GB. */
const ARCHIVE: ArchiveShape = { threads: 10_000, attachmentBytes: 28_000 };
/** Runs of each, in turn, so that a slow minute of the machine meets both. */
const ROUNDS = 2;

type MailRun = { readonly messagesPerSecond: number; readonly wallSeconds: number; readonly peakRssMb: number | null };
export type MailResult = {
  readonly archive: Archive & { readonly threads: number };
  readonly ours: readonly (MailRun & { readonly report: Readonly<Record<string, number>> })[];
  /** Finding, reading and cleaning alone, in one thread as mailparser. */
  readonly cleaning: readonly MailRun[];
  readonly mailparser: readonly MailRun[];
  /** Messages per second, median of ours over median of mailparser's. */
  readonly ratio: number;
  readonly cleaningRatio: number;
};

/** A mailbox through the command line, beside mailparser reading the same file and doing nothing with it. Whole processes are timed. */
export function benchMail(threads = MAIL.threads): Promise<MailResult> {
  return measure({ ...MAIL, threads }, ROUNDS);
}

/** A large archive, once: does memory stay bounded? */
export function benchArchive(threads = ARCHIVE.threads): Promise<MailResult> {
  return measure({ ...ARCHIVE, threads }, 1);
}

async function measure(shape: ArchiveShape, rounds: number): Promise<MailResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'threadwell-bench-'));
  try {
    const mbox = path.join(folder, 'archive.mbox');
    const archive = await makeMbox(mbox, shape);
    const config = path.join(folder, 'threadwell.config.json');
    await writeFile(
      config,
      JSON.stringify({ brand: { name: 'Bench', fallbackEmail: 'help@vendor.example' }, mail: { supportDomains: ['vendor.example'] } }),
    );
    const ours: MailResult['ours'][number][] = [];
    const cleaning: MailRun[] = [];
    const mailparser: MailRun[] = [];
    for (let round = 0; round < rounds; round++) {
      const data = path.join(folder, `data-${round}`);
      const own = await run('./bin/threadwell', ['distill', mbox, '--config', config, '--data', data, '--json']);
      ours.push({ ...figures(own, archive), report: counts(own.stdout) });
      cleaning.push(await runScript('read-and-clean.ts', mbox, archive));
      mailparser.push(await runScript('bare-mailparser.ts', mbox, archive));
    }
    const middle = (runs: readonly MailRun[]) => median(runs.map(({ messagesPerSecond }) => messagesPerSecond));
    return {
      archive: { ...archive, threads: shape.threads },
      ours,
      cleaning,
      mailparser,
      ratio: middle(ours) / middle(mailparser),
      cleaningRatio: middle(cleaning) / middle(mailparser),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A script of this folder that reads the mbox and says how many messages it found. */
async function runScript(script: string, mbox: string, archive: Archive): Promise<MailRun> {
  const watched = await run(process.execPath, [path.join(import.meta.dirname, script), mbox]);
  const { messages } = JSON.parse(watched.stdout) as { messages: number };
  if (messages !== archive.messages) throw new Error(`${script} read ${messages} of ${archive.messages} messages`);
  return figures(watched, archive);
}

async function run(command: string, args: readonly string[]): Promise<Watched> {
  const watched = await watchProcess(command, args, path.join(import.meta.dirname, '../../..'));
  if (watched.exitCode !== 0) throw new Error(`${command} ${args[0]} ended with ${watched.exitCode}: ${watched.stderr}`);
  return watched;
}

function figures({ wallMs, peakRssMb }: Watched, { messages }: Archive): MailRun {
  return { messagesPerSecond: (messages / wallMs) * 1_000, wallSeconds: wallMs / 1_000, peakRssMb };
}

/** The lists of the report can be long; the bench prints numbers. */
function counts(json: string): Record<string, number> {
  const report = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    ['messages', 'threads', 'drafts', 'merged', 'refused', 'skipped'].map((name) => {
      const value = report[name];
      return [name, Array.isArray(value) ? value.length : Number(value)];
    }),
  );
}

export function formatMail(title: string, { archive, ours, cleaning, mailparser, ratio, cleaningRatio }: MailResult): string {
  const row = (name: string) => (run: MailRun) => [
    name,
    run.messagesPerSecond.toFixed(0),
    run.wallSeconds.toFixed(1),
    String(run.peakRssMb ?? 'unknown'),
  ];
  const rows = [
    ...ours.map(row(`threadwell distill, ${availableParallelism()} threads`)),
    ...cleaning.map(row('threadwell reading and cleaning, one')),
    ...mailparser.map(row('mailparser alone, one')),
  ];
  return [
    `${title}: ${archive.messages} messages in ${archive.threads} threads, ${Math.round(archive.bytes / 1e6)} MB`,
    formatTable(['whole process', 'messages/s', 'seconds', 'peak MB'], rows),
    `ratio ${ratio.toFixed(2)}, of reading and cleaning ${cleaningRatio.toFixed(2)}; drafts ${ours[0]?.report.drafts}, merged ${ours[0]?.report.merged}, refused ${ours[0]?.report.refused}, skipped ${ours[0]?.report.skipped}`,
  ].join('\n');
}

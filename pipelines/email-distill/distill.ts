import { parseArticles } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Thread } from '#core/domain/message.ts';
import type { MaskKind } from '#core/domain/redact-finding.ts';
import type { Platform } from '#core/ports/platform.ts';
import { docsComparison } from './compare/compare-docs.ts';
import { mergeDrafts } from './compare/merge-drafts.ts';
import type { Mailbox, Refused, ThreadOutcome } from './distill-thread.ts';
import { type FoundHead, type Skipped, scanMailbox } from './read/scan-mailbox.ts';
import { storeDrafts } from './store-drafts.ts';
import { peopleOf } from './thread/mentioned-people.ts';
import { threadMessages } from './thread/thread-messages.ts';
import { describeSide, type SupportReport, type SupportSide, supportSide } from './thread/who-is-support.ts';
import { runThreadJobs } from './thread-jobs.ts';

export type DistillInput = {
  /** Folders, .eml, .mbox and ticket .json files. */
  readonly paths: readonly string[];
  /** Our own domains and addresses; both empty means: find out from the mail. */
  readonly support: SupportSide;
  /** Tags for each draft: `product:…`. */
  readonly tags: readonly string[];
};

export type DistillReport = {
  readonly messages: number;
  readonly threads: number;
  /** Drafts that the mail gives now, new and known. */
  readonly drafts: number;
  readonly added: number;
  /** Threads that went into a draft of another thread. */
  readonly merged: number;
  readonly titles: readonly { readonly id: string; readonly title: string; readonly threads: number }[];
  readonly refused: readonly Refused[];
  readonly skipped: readonly Skipped[];
  readonly masked: Readonly<Partial<Record<MaskKind, number>>>;
  /** Who counted as support. */
  readonly support: SupportReport;
};

/** The CSV of the docs, against which drafts are compared. */
const DOCS = 'web_docs.csv';

/** The problem itself may quote the mail, so it goes to the log alone. */
const FAILED = 'an error in the program; the log has it by the thread’s id';

type Ports = Pick<Platform, 'drafts' | 'files' | 'clock' | 'log' | 'progress'>;

/**
 * Turns a mailbox into proposed drafts. A second run over the same mail changes nothing, and a run after a kill ends as the killed one would
 * have. Throws InvalidInput when no message at all could be read; single failures are listed and the run goes on.
 */
export async function distill(input: DistillInput, ports: Ports): Promise<DistillReport> {
  const { heads, skipped } = await findMail(input.paths, ports);
  const threads = threadMessages(heads);
  const side = supportSide(input.support, threads);
  const { outcomes, unread } = await distillThreads(threads, { side, people: peopleOf(threads) }, input.tags, ports);
  const messages = heads.length - unread.length;
  const { drafts, merged } = mergeDrafts(outcomes.flatMap((outcome) => ('draft' in outcome ? [outcome.draft] : [])));
  ports.progress.step('Compare with the docs', drafts.length);
  const compare = docsComparison(parseArticles((await ports.files.readText(DOCS)) ?? 'title,url,body,tags\n', DOCS));
  const added = await storeDrafts(drafts, compare, ports);
  ports.progress.end(`${drafts.length} drafts, ${added} new`);
  const refused = outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.refused] : []));
  ports.log.info('distilled', {
    messages,
    threads: threads.length,
    drafts: drafts.length,
    added,
    merged,
    refused: refused.length,
  });
  return {
    messages,
    threads: threads.length,
    drafts: drafts.length,
    added,
    merged,
    titles: drafts.map(({ id, title, threads: own }) => ({ id, title, threads: own.length })),
    refused,
    skipped: [...skipped, ...unread],
    masked: sum(outcomes.map((outcome) => outcome.masked)),
    support: describeSide(side, input.support, threads),
  };
}

async function findMail(paths: readonly string[], { progress }: Ports) {
  const heads: FoundHead[] = [];
  const skipped: Skipped[] = [];
  progress.step('Find mail');
  for await (const found of scanMailbox(paths)) {
    if ('head' in found) heads.push(found.head);
    else skipped.push(found.skipped);
    progress.at(heads.length);
  }
  progress.end(`${heads.length} messages${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  if (heads.length === 0) {
    const why = skipped.length
      ? skipped
          .slice(0, 3)
          .map(({ source, reason }) => `${source}: ${reason}`)
          .join('; ')
      : 'no path was named';
    throw new InvalidInput(`no mail could be read (${why}); name .eml or .mbox files, ticket .json, or a folder that holds some`);
  }
  return { heads, skipped };
}

/** A thread that breaks the code is one thread less, and is said so; the others are worth having. */
async function distillThreads(threads: readonly Thread<FoundHead>[], mailbox: Mailbox, tags: readonly string[], { progress, log }: Ports) {
  progress.step('Distil threads', threads.length);
  const results = await runThreadJobs(threads, { mailbox, tags }, (done) => progress.at(done));
  const outcomes = results.flatMap(({ outcome, problem }, index): ThreadOutcome[] => {
    const thread = threads[index]!.id;
    if (problem) log.error('a thread could not be distilled', { thread, problem });
    if (!problem) return outcome ? [outcome] : [];
    return [{ masked: {}, refused: { thread, subject: '', code: 'failed', reason: FAILED } }];
  });
  progress.end(`${outcomes.filter((outcome) => 'draft' in outcome).length} of ${threads.length} hold an answer`);
  return { outcomes, unread: results.flatMap(({ skipped }) => skipped) };
}

function sum(counts: readonly ThreadOutcome['masked'][]): Partial<Record<MaskKind, number>> {
  const total: Partial<Record<MaskKind, number>> = {};
  for (const masked of counts)
    for (const [kind, count] of Object.entries(masked) as [MaskKind, number][]) total[kind] = (total[kind] ?? 0) + count;
  return total;
}
